import { CHIP_HEIGHT, type ChartLine, type PlacedLine } from "./chart-line.ts";

type HandleDoors = {
  /** The price under a height of the pane on the instrument's grid; null outside of its scale. */
  readonly priceAt: (y: number) => number | null;
  readonly step: (price: number, ticks: number) => number;
  readonly textOf: (price: number) => string;
  /** Shows where the line would go, or nothing. */
  readonly showGhost: (line: ChartLine | null, price: number) => void;
  readonly onMove: (line: ChartLine, price: number) => void;
  readonly onCancel: (line: ChartLine) => void;
};

type Handle = { readonly root: HTMLElement; readonly grab: HTMLButtonElement; readonly cancel: HTMLButtonElement };
type Drag = { readonly line: ChartLine; price: number; isOver: boolean; readonly startY: number };

/** A pointer that moved less than this clicked. */
const DRAG_MIN = 3;

/**
 * Lies over the drawn chips: what can be grabbed, moved by keys and cancelled is a button. A moved line asks once, with Enter and
 * Escape, before anything is sent.
 */
export class LineHandles {
  readonly #overlay: HTMLElement;
  readonly #doors: HandleDoors;
  readonly #handles = new Map<string, Handle>();
  readonly #confirm: HTMLElement;
  readonly #confirmButton: HTMLButtonElement;
  #drag: Drag | null = null;

  constructor(overlay: HTMLElement, doors: HandleDoors) {
    this.#overlay = overlay;
    this.#doors = doors;
    this.#confirm = document.createElement("div");
    this.#confirm.className = "chart-confirm";
    this.#confirm.setAttribute("role", "group");
    this.#confirm.setAttribute("aria-label", "Confirm the new price");
    this.#confirm.hidden = true;
    this.#confirmButton = button("chart-confirm-yes", () => this.#finish(true));
    const no = button("chart-confirm-no", () => this.#finish(false));
    no.textContent = "Esc";
    no.setAttribute("aria-label", "Leave the order where it is");
    this.#confirm.append(this.#confirmButton, no);
    this.#confirm.addEventListener("keydown", (event) => this.#onKey(event));
    overlay.append(this.#confirm);
  }

  /** Begins a drag with the line itself, for who did not take the chip. */
  grab(line: ChartLine, event: MouseEvent): void {
    this.#begin(line, event.clientY);
    const move = (at: MouseEvent) => this.#moveTo(at.clientY);
    const up = () => {
      window.removeEventListener("mousemove", move);
      this.#drop();
    };
    window.addEventListener("mousemove", move);
    window.addEventListener("mouseup", up, { once: true });
  }

  /** What is asked at present goes with the order: it may be filled or gone meanwhile. */
  place(placed: readonly PlacedLine[]): void {
    const seen = new Set<string>();
    for (const one of placed) {
      const { line } = one;
      if (!line.canMove && !line.canCancel) continue;
      seen.add(line.id);
      const handle = this.#handles.get(line.id) ?? this.#make(line);
      this.#put(handle, one);
    }
    for (const [id, handle] of this.#handles) {
      if (seen.has(id)) continue;
      handle.root.remove();
      this.#handles.delete(id);
    }
    const ghost = placed.find(({ line }) => line.kind === "ghost");
    if (ghost !== undefined && this.#drag !== null) {
      this.#confirm.style.transform = `translate(${Math.round(ghost.x - this.#confirm.offsetWidth - 6)}px, ${Math.round(ghost.y - 13)}px)`;
    }
  }

  /** Ends what was being moved when its order is no longer there. */
  keepOnly(ids: ReadonlySet<string>): void {
    if (this.#drag !== null && !ids.has(this.#drag.line.id)) this.#finish(false);
  }

  remove(): void {
    this.#overlay.replaceChildren();
  }

  #make(line: ChartLine): Handle {
    const root = document.createElement("div");
    root.className = "chart-handle";
    root.setAttribute("data-line", line.id);
    const grab = button("chart-grab", () => undefined);
    const cancel = button("chart-cancel", () => this.#doors.onCancel(line));
    const handle = { root, grab, cancel };
    grab.addEventListener("pointerdown", (event) => {
      const now = this.#lineOf(line.id);
      if (now === null || event.button !== 0) return;
      event.preventDefault();
      grab.setPointerCapture(event.pointerId);
      this.#begin(now, event.clientY);
    });
    grab.addEventListener("pointermove", (event) => {
      if (grab.hasPointerCapture(event.pointerId)) this.#moveTo(event.clientY);
    });
    grab.addEventListener("pointerup", () => this.#drop());
    grab.addEventListener("pointercancel", () => this.#finish(false));
    grab.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
      const now = this.#lineOf(line.id);
      if (now === null) return;
      event.preventDefault();
      event.stopPropagation();
      this.#drag = { line: now, price: now.price, isOver: true, startY: 0 };
      this.#ask();
      this.#onKey(event);
    });
    root.append(grab, cancel);
    this.#overlay.append(root);
    this.#handles.set(line.id, handle);
    return handle;
  }

  readonly #lines = new Map<string, ChartLine>();
  #lineOf(id: string): ChartLine | null {
    return this.#lines.get(id) ?? null;
  }

  #put({ root, grab, cancel }: Handle, { line, x, y, width, cancelX }: PlacedLine): void {
    this.#lines.set(line.id, line);
    root.style.transform = `translate(${Math.round(x)}px, ${Math.round(y - CHIP_HEIGHT / 2)}px)`;
    grab.hidden = !line.canMove;
    grab.style.width = `${cancelX ?? width}px`;
    grab.setAttribute("aria-label", `${line.label} at ${line.axis}: drag, or press an arrow key, to move it`);
    cancel.hidden = cancelX === null;
    cancel.style.left = `${cancelX ?? 0}px`;
    cancel.setAttribute("aria-label", `Cancel ${line.label} at ${line.axis}`);
  }

  #begin(line: ChartLine, clientY: number): void {
    this.#confirm.hidden = true;
    this.#drag = { line, price: line.price, isOver: false, startY: clientY };
  }

  #moveTo(clientY: number): void {
    const drag = this.#drag;
    if (drag === null || Math.abs(clientY - drag.startY) < DRAG_MIN) return;
    const price = this.#doors.priceAt(clientY - this.#overlay.getBoundingClientRect().top);
    if (price === null || price === drag.price) return;
    drag.price = price;
    this.#doors.showGhost(drag.line, price);
  }

  #drop(): void {
    const drag = this.#drag;
    if (drag === null || drag.isOver) return;
    drag.isOver = true;
    if (drag.price === drag.line.price) this.#finish(false);
    else this.#ask();
  }

  #ask(): void {
    const drag = this.#drag;
    if (drag === null) return;
    this.#confirmButton.textContent = `${drag.line.verb ?? "Move to"} ${this.#doors.textOf(drag.price)} ⏎`;
    this.#confirm.hidden = false;
    this.#doors.showGhost(drag.line, drag.price);
    this.#confirmButton.focus({ preventScroll: true });
  }

  #onKey(event: KeyboardEvent): void {
    const drag = this.#drag;
    if (drag === null) return;
    const ticks = (event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0) * stepOf(event);
    if (ticks === 0 && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") {
      this.#finish(false);
      return;
    }
    drag.price = this.#doors.step(drag.price, ticks);
    this.#ask();
  }

  #finish(isWanted: boolean): void {
    const drag = this.#drag;
    this.#drag = null;
    const hadFocus = this.#confirm.contains(document.activeElement);
    this.#confirm.hidden = true;
    if (drag === null) return;
    this.#doors.showGhost(null, 0);
    if (hadFocus) this.#handles.get(drag.line.id)?.grab.focus({ preventScroll: true });
    if (isWanted && drag.price !== drag.line.price) this.#doors.onMove(drag.line, drag.price);
  }
}

const stepOf = (event: KeyboardEvent): number => (event.altKey ? 100 : event.shiftKey ? 10 : 1);

function button(className: string, onClick: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.addEventListener("click", onClick);
  return made;
}

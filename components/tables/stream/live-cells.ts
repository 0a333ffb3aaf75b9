type Tone = "up" | "down" | "flat" | "muted" | "plain";

/** A figure for the eye; `value` says whether it rose or fell since the last one. */
export type LiveFigure = {
  readonly text: string;
  readonly value: number | null;
  readonly tone: Tone;
  readonly title?: string;
};

type Cell = {
  readonly element: HTMLElement;
  readonly read: () => LiveFigure;
  shown: LiveFigure | null;
  flashedAt: number;
};
type Direction = "up" | "down";

const PAINT_MS = 100;
/** Four flashes a second are seen, more are a flicker. */
const FLASH_MS = 250;
/** When more than this share of the cells moves at once, a flash says nothing. */
const FLASH_SHARE_MAX = 0.3;
/** Too few cells for a share to mean anything. */
const FLASH_ALWAYS_MAX = 3;

const TONES: Readonly<Record<Tone, string>> = {
  up: "text-up",
  down: "text-down",
  flat: "text-flat",
  muted: "text-fg-3",
  plain: "",
};

/** Writes moving figures into the cells of a table by itself, ten times a second at most: React draws no row for a tick. */
export class LiveCells {
  readonly #subscribe: (listener: () => void) => () => void;
  readonly #cells = new Set<Cell>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #paintedAt = Number.NEGATIVE_INFINITY;

  constructor(subscribe: (listener: () => void) => () => void) {
    this.#subscribe = subscribe;
  }

  start(): () => void {
    const unsubscribe = this.#subscribe(() => {
      this.#timer ??= setTimeout(() => this.flush(), Math.max(0, this.#paintedAt + PAINT_MS - performance.now()));
    });
    return () => {
      unsubscribe();
      if (this.#timer !== null) clearTimeout(this.#timer);
      this.#timer = null;
    };
  }

  /** Draws the cell now and whenever its figure has moved, until the returned function is called. */
  add(element: HTMLElement, read: () => LiveFigure): () => void {
    const cell: Cell = { element, read, shown: null, flashedAt: Number.NEGATIVE_INFINITY };
    this.#paint(cell);
    this.#cells.add(cell);
    return () => this.#cells.delete(cell);
  }

  /** Draws what has moved at once, and lets the cells flash that did. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#paintedAt = performance.now();
    const moved: [Cell, Direction][] = [];
    for (const cell of this.#cells) {
      const direction = this.#paint(cell);
      if (direction !== null) moved.push([cell, direction]);
    }
    if (moved.length > FLASH_ALWAYS_MAX && moved.length > this.#cells.size * FLASH_SHARE_MAX) return;
    for (const [cell, direction] of moved) {
      if (this.#paintedAt - cell.flashedAt < FLASH_MS) continue;
      cell.flashedAt = this.#paintedAt;
      flash(cell.element, direction);
    }
  }

  #paint(cell: Cell): Direction | null {
    const { element, shown } = cell;
    const now = cell.read();
    cell.shown = now;
    if (shown?.text !== now.text) element.textContent = now.text;
    if (shown?.tone !== now.tone) {
      const old = shown === null ? "" : TONES[shown.tone];
      if (old !== "") element.classList.remove(old);
      if (TONES[now.tone] !== "") element.classList.add(TONES[now.tone]);
    }
    if (shown?.title !== now.title) element.title = now.title ?? "";
    if (shown === null || shown.value === null || now.value === null || shown.text === now.text) return null;
    return now.value > shown.value ? "up" : now.value < shown.value ? "down" : null;
  }
}

function flash(element: HTMLElement, direction: Direction): void {
  element.classList.remove("tick-up", "tick-down");
  void element.offsetWidth; // A running animation starts anew only after a layout without its class.
  element.classList.add(`tick-${direction}`);
}

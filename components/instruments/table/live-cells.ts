import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";
import type { DeskStore } from "../../live/desk-store.ts";
import { marketStateOf } from "../../live/market-state.ts";

/** Draws a cell; answers whether what it shows has moved up or down, so that it may flash. */
export type Paint = (element: HTMLElement, prices: InstrumentPrices | null) => "up" | "down" | null;

type Cell = {
  readonly id: string;
  readonly element: HTMLElement;
  readonly paint: Paint;
  seen: InstrumentPrices | null;
  isGreyed: boolean;
};

const PAINT_MS = 250;
/** When more than this share of the cells moves at once, a flash says nothing. */
const FLASH_SHARE_MAX = 0.3;

/** Writes moving prices into the cells of a table by itself, four times a second at most: React draws no row for a tick. */
export class LiveCells {
  readonly #store: DeskStore;
  readonly #cells = new Set<Cell>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(store: DeskStore) {
    this.#store = store;
  }

  start(): () => void {
    const unsubscribe = this.#store.subscribe(() => {
      this.#timer ??= setTimeout(() => this.#flush(), PAINT_MS);
    });
    return () => {
      unsubscribe();
      if (this.#timer !== null) clearTimeout(this.#timer);
      this.#timer = null;
    };
  }

  /** Draws the cell now and whenever its instrument's prices have moved, until the returned function is called. */
  add(id: string, element: HTMLElement, paint: Paint): () => void {
    const cell: Cell = { id, element, paint, seen: this.#store.read().prices[id] ?? null, isGreyed: false };
    paint(element, cell.seen);
    this.#grey(cell);
    this.#cells.add(cell);
    return () => this.#cells.delete(cell);
  }

  /** A figure that is not of now is grey, also while nothing of it moves. */
  #grey(cell: Cell): void {
    const { prices, feed } = this.#store.read();
    const now = prices[cell.id] ?? null;
    const isGreyed = now !== null && marketStateOf(cell.id, now, feed, 0).isGreyed;
    if (isGreyed === cell.isGreyed) return;
    cell.isGreyed = isGreyed;
    if (isGreyed) cell.element.classList.add("is-stale");
    else cell.element.classList.remove("is-stale");
  }

  #flush(): void {
    this.#timer = null;
    const { prices } = this.#store.read();
    for (const cell of this.#cells) this.#grey(cell);
    const moved: [HTMLElement, "up" | "down"][] = [];
    for (const cell of this.#cells) {
      const now = prices[cell.id] ?? null;
      if (now === cell.seen) continue;
      cell.seen = now;
      const direction = cell.paint(cell.element, now);
      if (direction !== null) moved.push([cell.element, direction]);
    }
    if (moved.length > this.#cells.size * FLASH_SHARE_MAX) return;
    for (const [element, direction] of moved) flash(element, direction);
  }
}

function flash(element: HTMLElement, direction: "up" | "down"): void {
  element.classList.remove("tick-up", "tick-down");
  void element.offsetWidth; // A running animation starts anew only after a layout without its class.
  element.classList.add(`tick-${direction}`);
}

import { formatPrice, type Instrument } from "../../../server/domain/markets/instrument.ts";
import type { Fill } from "../../../server/domain/orders/fill.ts";
import type { PrintTape } from "../../live/prices/print-tape.ts";
import { type CanvasFrame, CanvasSurface } from "../canvas/canvas-surface.ts";
import type { Pick } from "../order-book/book-pick.ts";
import { paintTape } from "./paint-tape.ts";
import { largeLots, ownRows, type TapeRow, tapeRows } from "./tape-rows.ts";

export type TapeSettings = {
  readonly isAggregated: boolean;
  /** Null: the largest twentieth. */
  readonly largeLots: number | null;
  /** The portfolio's fills instead of everybody's trades; null for everybody's. */
  readonly fills: readonly Fill[] | null;
  readonly isGreyed: boolean;
  readonly onPick: (pick: Pick) => void;
};

/** The canvas of the tape: the newest trade on top. */
export class TapeView {
  readonly #canvas: HTMLCanvasElement;
  readonly #instrument: Instrument;
  readonly #tape: () => PrintTape;
  readonly #surface: CanvasSurface;
  readonly #listening = new AbortController();
  #settings: TapeSettings;
  #rows: readonly TapeRow[] = [];
  #hover: number | null = null;

  /** `tape` is asked for each time: what is not watched any more is forgotten and begins anew. */
  constructor(canvas: HTMLCanvasElement, instrument: Instrument, tape: () => PrintTape, settings: TapeSettings) {
    this.#canvas = canvas;
    this.#instrument = instrument;
    this.#tape = tape;
    this.#settings = settings;
    this.#surface = new CanvasSurface(canvas, (frame) => this.#draw(frame));
    const { signal } = this.#listening;
    canvas.addEventListener("pointermove", (event) => this.#setHover(event), { signal });
    canvas.addEventListener("pointerleave", () => this.#setHover(null), { signal });
    canvas.addEventListener("click", (event) => this.#clickAt(event), { signal });
  }

  set(settings: TapeSettings): void {
    this.#settings = settings;
    this.#surface.invalidate();
  }

  /** New prints have come. */
  refresh(): void {
    this.#surface.invalidate();
  }

  close(): void {
    this.#listening.abort();
    this.#surface.close();
  }

  #draw(frame: CanvasFrame): void {
    const { fills, isAggregated, isGreyed } = this.#settings;
    const rowsMax = Math.ceil(frame.height / frame.theme.rowPx);
    const { prints } = this.#tape();
    this.#rows =
      fills === null
        ? tapeRows(this.#instrument, prints, { isAggregated, rowsMax })
        : ownRows(fills, this.#instrument.id, rowsMax);
    paintTape(frame, {
      instrument: this.#instrument,
      rows: this.#rows,
      largeLots: this.#settings.largeLots ?? largeLots(this.#instrument, prints),
      hover: this.#hover,
      isGreyed,
    });
  }

  #indexAt(event: MouseEvent): number | null {
    const { top } = this.#canvas.getBoundingClientRect();
    const index = Math.floor((event.clientY - top) / this.#surface.theme.rowPx);
    return index < this.#rows.length ? index : null;
  }

  #setHover(event: PointerEvent | null): void {
    const index = event === null || event.pointerType !== "mouse" ? null : this.#indexAt(event);
    this.#canvas.style.cursor = index === null ? "default" : "pointer";
    if (index === this.#hover) return;
    this.#hover = index;
    this.#surface.invalidate();
  }

  #clickAt(event: MouseEvent): void {
    const index = this.#indexAt(event);
    const row = index === null ? undefined : this.#rows[index];
    if (row !== undefined) this.#settings.onPick({ price: formatPrice(this.#instrument, row.priceTicks) });
  }
}

import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";
import type { Side } from "../../../server/domain/orders/order-type.ts";
import { depthOf, ticksOf } from "../../trade/book-depth.ts";
import { describeSpread } from "../../trade/spread.ts";
import type { Depth } from "../../trade/ticket/depth-walk.ts";
import { type CanvasFrame, CanvasSurface } from "../canvas/canvas-surface.ts";
import { type BookRow, groupLevels } from "../levels/group-levels.ts";
import { type OwnOrder, ownByRow } from "../levels/own-orders.ts";
import { type BookHit, type BookLayout, type BookMode, hitBook, layoutBook } from "./book-layout.ts";
import { type Pick, pickOf } from "./book-pick.ts";
import { paintBook } from "./paint-book.ts";

export type BookSettings = {
  readonly mode: BookMode;
  readonly groupTicks: number;
  readonly own: readonly OwnOrder[];
  readonly isGreyed: boolean;
  readonly onPick: (pick: Pick) => void;
  /** The row under the pointer, with the raw levels of its side; null when there is none. */
  readonly onHover: (hovered: Hovered | null) => void;
};

export type Hovered = {
  readonly side: Side;
  readonly row: BookRow;
  readonly levels: readonly Depth[];
  /** Middle of the row on the page. */
  readonly y: number;
};

type Sides = { readonly asks: readonly Depth[]; readonly bids: readonly Depth[] };

/** The canvas of the order book: reads levels only when it paints, and paints only when something moved. */
export class BookView {
  readonly #canvas: HTMLCanvasElement;
  readonly #instrument: Instrument;
  readonly #surface: CanvasSurface;
  readonly #listening = new AbortController();
  #settings: BookSettings;
  #prices: InstrumentPrices | null = null;
  #levels: Sides = { asks: [], bids: [] };
  #rows: { readonly asks: readonly BookRow[]; readonly bids: readonly BookRow[] } = { asks: [], bids: [] };
  #isRead = false;
  #own: ReadonlyMap<string, readonly OwnOrder[]> = new Map();
  #hover: BookHit | null = null;
  #focus: BookHit | null = null;

  constructor(canvas: HTMLCanvasElement, instrument: Instrument, settings: BookSettings) {
    this.#canvas = canvas;
    this.#instrument = instrument;
    this.#settings = settings;
    this.#surface = new CanvasSurface(canvas, (frame) => this.#draw(frame));
    const { signal } = this.#listening;
    canvas.addEventListener("pointermove", (event) => this.#hoverAt(event), { signal });
    canvas.addEventListener("pointerleave", () => this.#setHover(null), { signal });
    canvas.addEventListener("click", (event) => this.#clickAt(event), { signal });
    this.set(settings);
  }

  set(settings: BookSettings): void {
    this.#settings = settings;
    this.#own = ownByRow(settings.own, settings.groupTicks);
    this.#isRead = false;
    this.#surface.invalidate();
  }

  show(prices: InstrumentPrices): void {
    this.#prices = prices;
    this.#isRead = false;
    this.#surface.invalidate();
  }

  /** The row that the keyboard stands on. */
  focus(hit: BookHit | null): void {
    this.#focus = hit;
    this.#surface.invalidate();
  }

  close(): void {
    this.#listening.abort();
    this.#surface.close();
    this.#settings.onHover(null);
  }

  get #layout(): BookLayout {
    const { width, height, theme } = this.#surface;
    return layoutBook({ width, height, rowPxMin: theme.rowPx, mode: this.#settings.mode });
  }

  #read(): void {
    if (this.#isRead) return;
    this.#isRead = true;
    const { groupTicks } = this.#settings;
    const [asks, bids] = [this.#prices?.book.asks ?? [], this.#prices?.book.bids ?? []];
    this.#levels = { asks: depthOf(this.#instrument, asks), bids: depthOf(this.#instrument, bids) };
    this.#rows = {
      asks: groupLevels("sell", this.#levels.asks, groupTicks),
      bids: groupLevels("buy", this.#levels.bids, groupTicks),
    };
  }

  #draw(frame: CanvasFrame): void {
    this.#read();
    const prices = this.#prices;
    const spread = describeSpread(
      this.#instrument,
      ticksOf(this.#instrument, prices?.bid),
      ticksOf(this.#instrument, prices?.ask),
    );
    paintBook(frame, this.#layout, {
      instrument: this.#instrument,
      ...this.#rows,
      own: this.#own,
      last: prices?.last ?? null,
      lastSide: prices?.lastSide ?? null,
      spread,
      hover: this.#hover,
      focus: this.#focus,
      isGreyed: this.#settings.isGreyed,
    });
    if (this.#hover !== null) this.#tellHover(this.#hover); // The level under a resting pointer changes too.
  }

  #rowAt({ side, index }: BookHit): BookRow | undefined {
    this.#read();
    return (side === "sell" ? this.#rows.asks : this.#rows.bids)[index];
  }

  #hitAt(event: MouseEvent): BookHit | null {
    const { left, top } = this.#canvas.getBoundingClientRect();
    const hit = hitBook(this.#layout, event.clientX - left, event.clientY - top);
    return hit !== null && this.#rowAt(hit) !== undefined ? hit : null;
  }

  #hoverAt(event: PointerEvent): void {
    const hit = this.#hitAt(event);
    this.#canvas.style.cursor = hit === null ? "default" : "pointer";
    if (event.pointerType === "mouse") this.#setHover(hit);
  }

  #setHover(hit: BookHit | null): void {
    if (hit === null && this.#hover === null) return;
    this.#hover = hit;
    this.#surface.invalidate();
    if (hit === null) this.#settings.onHover(null);
  }

  #tellHover(hit: BookHit): void {
    const row = this.#rowAt(hit);
    if (row === undefined) {
      this.#settings.onHover(null);
      return;
    }
    const layout = this.#layout;
    const { top } = this.#canvas.getBoundingClientRect();
    const rows = hit.side === "sell" ? -hit.index : hit.index;
    const best = hit.side === "sell" ? layout.bestAskTop : layout.bestBidTop;
    const y = top + best + rows * layout.rowPx + layout.rowPx / 2;
    const levels = hit.side === "sell" ? this.#levels.asks : this.#levels.bids;
    this.#settings.onHover({ side: hit.side, row, levels, y });
  }

  #clickAt(event: MouseEvent): void {
    const hit = this.#hitAt(event);
    const row = hit === null ? undefined : this.#rowAt(hit);
    if (hit === null || row === undefined) return;
    this.#settings.onPick(pickOf(this.#instrument, hit.side, row, hit.column));
  }
}

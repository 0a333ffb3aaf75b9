import { formatPrice, type Instrument } from "../../../server/domain/markets/instrument.ts";
import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";
import type { Side } from "../../../server/domain/orders/order-type.ts";
import { depthOf } from "../../trade/book-depth.ts";
import type { Depth } from "../../trade/ticket/depth-walk.ts";
import { type CanvasFrame, CanvasSurface } from "../canvas/canvas-surface.ts";
import { type BookRow, groupLevels } from "../levels/group-levels.ts";
import type { OwnOrder } from "../levels/own-orders.ts";
import type { Pick } from "../order-book/book-pick.ts";
import type { Hovered } from "../order-book/book-view.ts";
import { type DepthScale, depthScale, rowAt, ticksAt, yOf } from "./depth-scale.ts";
import { AXIS_PX, paintDepth } from "./paint-depth.ts";

export type DepthSettings = {
  /** How much of the known depth is shown, 0 to 1. */
  readonly share: number;
  readonly own: readonly OwnOrder[];
  readonly isGreyed: boolean;
  readonly onPick: (pick: Pick) => void;
  readonly onHover: (hovered: Hovered | null) => void;
};

type Levels = { readonly bids: readonly Depth[]; readonly asks: readonly Depth[] };
type Rows = { readonly bids: readonly BookRow[]; readonly asks: readonly BookRow[] };

/** The canvas of the cumulative depth. */
export class DepthView {
  readonly #canvas: HTMLCanvasElement;
  readonly #instrument: Instrument;
  readonly #surface: CanvasSurface;
  readonly #listening = new AbortController();
  #settings: DepthSettings;
  #prices: InstrumentPrices | null = null;
  #levels: Levels = { bids: [], asks: [] };
  #rows: Rows = { bids: [], asks: [] };
  #scale: DepthScale | null = null;
  #hoverX: number | null = null;

  constructor(canvas: HTMLCanvasElement, instrument: Instrument, settings: DepthSettings) {
    this.#canvas = canvas;
    this.#instrument = instrument;
    this.#settings = settings;
    this.#surface = new CanvasSurface(canvas, (frame) => this.#draw(frame));
    const { signal } = this.#listening;
    canvas.addEventListener("pointermove", (event) => this.#hoverAt(event.clientX), { signal });
    canvas.addEventListener("pointerleave", () => this.#hoverAt(null), { signal });
    canvas.addEventListener("click", (event) => this.#clickAt(event.clientX), { signal });
  }

  set(settings: DepthSettings): void {
    this.#settings = settings;
    this.#surface.invalidate();
  }

  show(prices: InstrumentPrices): void {
    this.#prices = prices;
    this.#surface.invalidate();
  }

  close(): void {
    this.#listening.abort();
    this.#surface.close();
    this.#settings.onHover(null);
  }

  #draw(frame: CanvasFrame): void {
    const { share, own, isGreyed, onHover } = this.#settings;
    const { bids = [], asks = [] } = this.#prices?.book ?? {};
    this.#levels = { bids: depthOf(this.#instrument, bids), asks: depthOf(this.#instrument, asks) };
    this.#rows = {
      bids: groupLevels("buy", this.#levels.bids, 1),
      asks: groupLevels("sell", this.#levels.asks, 1),
    };
    const box = { width: frame.width, height: Math.max(1, frame.height - AXIS_PX) };
    const scale = depthScale(this.#rows, share, box);
    this.#scale = scale;
    if (scale === null) {
      onHover(null);
      return;
    }
    const hover = this.#hoverX === null ? null : this.#rowUnder(this.#hoverX);
    paintDepth(frame, { instrument: this.#instrument, scale, ...this.#rows, own, hover, isGreyed });
    if (hover === null) {
      onHover(null);
      return;
    }
    const { top } = this.#canvas.getBoundingClientRect();
    const levels = hover.side === "buy" ? this.#levels.bids : this.#levels.asks;
    onHover({ ...hover, levels, y: top + yOf(scale, hover.row.sumLots) });
  }

  #rowUnder(x: number): { readonly side: Side; readonly row: BookRow } | null {
    if (this.#scale === null) return null;
    const ticks = ticksAt(this.#scale, x);
    const side = ticks < this.#scale.midTicks ? "buy" : "sell";
    const row = rowAt(side, side === "buy" ? this.#rows.bids : this.#rows.asks, ticks);
    return row === undefined ? null : { side, row };
  }

  #hoverAt(clientX: number | null): void {
    this.#hoverX = clientX === null ? null : clientX - this.#canvas.getBoundingClientRect().left;
    this.#surface.invalidate();
  }

  #clickAt(clientX: number): void {
    const found = this.#rowUnder(clientX - this.#canvas.getBoundingClientRect().left);
    if (found !== null) this.#settings.onPick({ price: formatPrice(this.#instrument, found.row.priceTicks) });
  }
}

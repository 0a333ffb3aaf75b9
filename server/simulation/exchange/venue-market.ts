import type { Instrument } from "../../domain/markets/instrument.ts";
import { OrderBook } from "../../domain/markets/order-book.ts";
import type { Side } from "../../domain/orders/order-type.ts";
import type { PositionSide } from "../../domain/positions/position-side.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { VenueEvent } from "../../engine/ports.ts";
import { VenuePosition } from "./margin/venue-position.ts";
import { RestingSide } from "./resting-side.ts";
import { TakenLiquidity } from "./taken-liquidity.ts";
import type { VenueSettings } from "./venue-settings.ts";
import { canceled, type WorkingOrder } from "./working-order.ts";

/** The finest tape seen so far decides how orders match; coarser events of the same instrument then only inform. */
export type Tape = "candles" | "trades" | "book";

/** One instrument at the venue: what the tape has shown of it, and our orders in it. */
export class VenueMarket {
  readonly instrument: Instrument;
  readonly settings: VenueSettings;
  /** Of a perpetual: first its one position, then those of hedge mode that an order has named. None for spot. */
  readonly positions: VenuePosition[] = [];
  readonly book = new OrderBook();
  readonly taken = new TakenLiquidity();
  readonly bids = new RestingSide("buy");
  readonly asks = new RestingSide("sell");
  /** Market orders that wait for a price, oldest first. */
  readonly waiting: WorkingOrder[] = [];
  tape: Tape = "candles";
  /** Limit orders that no trade or candle has priced yet, oldest first; they rest as well. */
  readonly freshLimits: WorkingOrder[] = [];
  /** The finest timeframe seen: a longer candle reaches back before orders that it must not fill. */
  candleMs = Number.POSITIVE_INFINITY;
  /** What was traded in the newest candle, and what of our share in it nothing of ours has taken. */
  candleVolumeLots = 0;
  /** Where it has been. */
  candleLowTicks = 0;
  candleHighTicks = 0;
  candleLeftLots = 0;
  /** The newest trade, or close of a candle; 0 before any. */
  lastTicks = 0;
  /** Lots traded in the current and in the previous minute of a trade tape. */
  minuteStartAt = 0;
  minuteLots = 0;
  previousMinuteLots = 0;
  readonly #finish: (order: WorkingOrder) => void;

  constructor(instrument: Instrument, settings: VenueSettings, finish: (order: WorkingOrder) => void) {
    this.instrument = instrument;
    this.settings = settings;
    if (instrument.kind !== "spot") this.positions.push(new VenuePosition(instrument, null));
    this.#finish = finish;
  }

  /** What an order counts to; null for spot. */
  positionOf(positionSide: PositionSide | null | undefined): VenuePosition | null {
    const [whole] = this.positions;
    if (whole === undefined || !positionSide) return whole ?? null;
    const known = this.positions.find((position) => position.positionSide === positionSide);
    if (known !== undefined) return known;
    const position = new VenuePosition(this.instrument, positionSide);
    position.markTicks = whole.markTicks;
    this.positions.push(position);
    return position;
  }

  side(side: Side): RestingSide {
    return side === "buy" ? this.bids : this.asks;
  }

  keep(order: WorkingOrder): void {
    if (order.ticket.type === "market") this.waiting.push(order);
    else {
      this.side(order.ticket.side).add(order);
      if (order.isFresh) this.freshLimits.push(order);
    }
  }

  /** Takes an order off the market: filled, canceled or rejected. */
  drop(order: WorkingOrder): void {
    remove(order.ticket.type === "market" ? this.waiting : this.freshLimits, order);
    if (order.ticket.type === "limit") this.side(order.ticket.side).remove(order);
    this.#finish(order);
  }

  cancel(order: WorkingOrder, code: string, at: Timestamp, answers: VenueEvent[]): void {
    this.drop(order);
    answers.push(canceled(order, code, at));
  }

  dropIfDone(order: WorkingOrder): boolean {
    if (order.leftLots > 0) return false;
    this.drop(order);
    return true;
  }

  /** All our orders in the order in which they arrived: a copy, safe to drop from while reading. */
  inArrivalOrder(): WorkingOrder[] {
    const orders = [...this.waiting, ...this.bids.inPriority(), ...this.asks.inPriority()];
    return orders.sort((a, b) => a.arrivalNumber - b.arrivalNumber);
  }
}

export function remove(orders: WorkingOrder[], order: WorkingOrder): void {
  const place = orders.indexOf(order);
  if (place >= 0) orders.splice(place, 1);
}

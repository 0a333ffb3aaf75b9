import type { Side } from "../orders/order-type.ts";
import type { Timestamp } from "../time/timestamp.ts";
import type { Candle } from "./candle.ts";
import type { QualityCode, Stream, StreamState } from "./data-quality.ts";

/**
 * A change of the order book. `bids` and `asks` are flat `[priceTicks, quantityLots, …]`; a quantity of 0 removes the level.
 * A snapshot replaces the whole book. The best levels after the change travel along (0 where a side is empty).
 */
export type BookEvent = {
  readonly kind: "book";
  readonly instrumentId: string;
  readonly at: Timestamp;
  readonly isSnapshot: boolean;
  readonly bids: readonly number[];
  readonly asks: readonly number[];
  readonly bestBidTicks: number;
  readonly bestBidLots: number;
  readonly bestAskTicks: number;
  readonly bestAskLots: number;
};

/** A public trade; `aggressor` is the side that took liquidity. */
export type TradeEvent = {
  readonly kind: "trade";
  readonly instrumentId: string;
  readonly at: Timestamp;
  readonly tradeId: string;
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly aggressor: Side;
};

/** A closed candle, known at `at` = its open time + its timeframe. */
export type CandleEvent = {
  readonly kind: "candle";
  readonly instrumentId: string;
  readonly at: Timestamp;
  readonly candle: Candle;
};

/** Funding of a perpetual settled at `at`: `rate` is an exact signed decimal, a fraction of notional that longs pay to shorts. */
export type FundingEvent = {
  readonly kind: "funding";
  readonly instrumentId: string;
  readonly at: Timestamp;
  readonly rate: string;
  readonly markTicks: number;
};

/** What is known of a stream itself: a heartbeat keeps it live, a gap makes it invalid until it is whole again. */
export type StreamEvent = {
  readonly kind: "stream";
  readonly instrumentId: string;
  readonly at: Timestamp;
  readonly stream: Stream;
  readonly state: StreamState;
  readonly code: QualityCode;
  /** For people; quotes what was seen. */
  readonly detail: string;
};

export type MarketEvent = BookEvent | TradeEvent | CandleEvent | FundingEvent | StreamEvent;

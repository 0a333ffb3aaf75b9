import type { Side } from "../orders/order-type.ts";
import type { FeedKind } from "../portfolio/portfolio-kind.ts";
import type { Timestamp } from "../time/timestamp.ts";
import type { StreamState } from "./data-quality.ts";

/**
 * What the market-data process tells the screens over its loopback socket: the token and a newline in, then requests in, frames out,
 * one JSON text a line. A reader that watches hears `feed` once a second and after every change of it, and `prices` at most 25 times a
 * second for what it watches deep and ten times for the rest: each time the newest of every watched instrument that changed since.
 */
export type PricesRequest = {
  readonly kind: "watch";
  /** Instruments with the top of their book alone, and those with its levels too; "all" is every one that the feed shows. Replaces the last. */
  readonly top: readonly string[] | "all";
  readonly deep: readonly string[] | "all";
};

export type FeedStatus = {
  readonly kind: FeedKind;
  /** What its stored candles are keyed by. */
  readonly key: string;
  readonly label: string;
  /** Waiting: no trading process is there that it could be played to. */
  readonly state: "running" | "paused" | "waiting" | "ended";
  readonly speed: number | "max";
  /** The instant that the tape is wound forward to, while it is. */
  readonly seekingTo: Timestamp | null;
  readonly tapeAt: Timestamp | null;
  /** Wall time of this frame. */
  readonly receivedAt: Timestamp;
  readonly instrumentIds: readonly string[];
  /** Market events that the process took in, in the last second. */
  readonly eventsPerS: number;
};

export type FeedFrame = { readonly kind: "feed"; readonly feed: FeedStatus };

/** Prices and the volume in the base currency as exact decimal texts. */
export type MinuteCandle = readonly [
  openAt: Timestamp,
  open: string,
  high: string,
  low: string,
  close: string,
  volume: string,
];

/** A public trade; `side` is the one that took liquidity. */
export type PricePrint = {
  /** Each trade of an instrument has the next one, so that whoever misses some can count them; starts anew with the process. */
  readonly number: number;
  readonly at: Timestamp;
  readonly price: string;
  readonly quantity: string;
  readonly side: Side;
};

export type PriceLevel = readonly [price: string, quantity: string];

/** Exact decimal texts; null where there is none. */
export type InstrumentPrices = {
  readonly id: string;
  readonly bid: string | null;
  readonly bidQuantity: string | null;
  readonly ask: string | null;
  readonly askQuantity: string | null;
  readonly last: string | null;
  readonly lastSide: Side | null;
  readonly mark: string | null;
  /** Tape time of its newest event. */
  readonly at: Timestamp;
  /** Tape time of its newest price: a heartbeat is none. */
  readonly dataAt: Timestamp;
  /** A price older than this against the tape is stale, in ms: ten seconds, and two candles where candles are all there is. */
  readonly staleAfterMs: number;
  /** What is known of the book's stream; a book that is invalid must not be shown as a price. */
  readonly bookState: StreamState;
  /** The last settled funding of a perpetual: an exact signed fraction. */
  readonly funding: { readonly rate: string; readonly at: Timestamp } | null;
  /** The running minute as its trades make it, on a tape of candles the newest closed one; null while its beginning was not seen. */
  readonly candle: MinuteCandle | null;
  /** The last minute with trades before it, whole: who missed frames still learns how it closed. */
  readonly candleBefore: MinuteCandle | null;
  /** Up to 100 levels a side, best first; empty when only the top is watched. */
  readonly book: { readonly bids: readonly PriceLevel[]; readonly asks: readonly PriceLevel[] };
  /** The newest trades since this reader's last frame, oldest first, at most 64; none when only the top is watched. */
  readonly trades: readonly PricePrint[];
};

export type PricesFrame = {
  readonly kind: "prices";
  readonly at: Timestamp;
  readonly instruments: readonly InstrumentPrices[];
};

export type PriceFrame = FeedFrame | PricesFrame;

import type { Stream } from "../../domain/markets/data-quality.ts";
import type { MarketEvent } from "../../domain/markets/market-event.ts";

/** A live feed says at least this often of every stream asked for that it is alive: with data or with a heartbeat. */
export const HEARTBEAT_MS_MAX = 5_000;

/**
 * Prices pushed by an exchange. One instance a source serves every portfolio; it lives in the market-data process, between the
 * exchange's connection and the sanity filter. What every implementation keeps:
 *
 * - Nothing is told of an instrument or a stream that was not asked for, nor after it was given up or the feed was closed.
 * - A book begins with a snapshot. When its continuity is lost (gap, checksum, connection), a `stream` event with state `invalid`
 *   comes before anything else of that book, and the next event of the book is a snapshot.
 * - When the connection is lost, every stream asked for becomes `invalid` at once; the feed comes back by itself, asks again for
 *   all of them, and says `live` ("resynced") of each as it is whole.
 * - `at` is the venue's time and does not run backwards within a stream.
 * - Trades and candles are whole: none is left out silently, a closed candle is told once.
 */
export type LiveFeed = {
  /** What its data is stored under, e.g. "binance-spot". */
  readonly source: string;
  readonly label: string;
  /** Connects; rejects when that is refused for good. What happens later is told as events. */
  open(onEvent: (event: MarketEvent) => void): Promise<void>;
  /** Adds to what is asked for; the same again changes nothing. */
  subscribe(instrumentId: string, streams: readonly Stream[]): void;
  unsubscribe(instrumentId: string, streams: readonly Stream[]): void;
  /** For good. A second time does nothing. */
  close(): Promise<void>;
};

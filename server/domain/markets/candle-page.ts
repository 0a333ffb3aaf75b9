import { type Timeframe, timeframeMs } from "../time/timeframe.ts";
import type { Timestamp } from "../time/timestamp.ts";
import type { CandleColumns } from "./candle-columns.ts";

/** Candles in columns for a drawing, oldest first. */
export type CandlePage = {
  readonly timeframe: Timeframe;
  /** Open times counted in timeframes since 1970. */
  readonly openAt: readonly number[];
  /** Counts of `10^-priceDecimals`. */
  readonly open: readonly number[];
  readonly high: readonly number[];
  readonly low: readonly number[];
  readonly close: readonly number[];
  readonly priceDecimals: number;
  /** Counts of `10^-volumeDecimals`, rounded where they are beyond 2^53. */
  readonly volume: readonly number[];
  readonly volumeDecimals: number;
  /** The end of the newest stored candle that is in: the last candle may still be forming. 0 without any. */
  readonly closedUntil: Timestamp;
  /** What to ask for next as `before` to see older ones; null when there are none. */
  readonly olderBefore: Timestamp | null;
};

/** `closedUntil` and `olderBefore` as in {@link CandlePage}. */
export function candlePage(candles: CandleColumns, closedUntil: Timestamp, olderBefore: Timestamp | null): CandlePage {
  const { timeframe, priceDecimals, volumeDecimals } = candles;
  const stepMs = timeframeMs(timeframe);
  return {
    timeframe,
    openAt: Array.from(candles.openAt, (at) => at / stepMs),
    open: Array.from(candles.open),
    high: Array.from(candles.high),
    low: Array.from(candles.low),
    close: Array.from(candles.close),
    priceDecimals,
    volume: Array.from(candles.volume, Number),
    volumeDecimals,
    closedUntil,
    olderBefore,
  };
}

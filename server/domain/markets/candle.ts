import type { Timeframe } from "../time/timeframe.ts";
import type { Timestamp } from "../time/timestamp.ts";

/** A closed OHLCV candle: prices in ticks, volume in lots. Covers `[openAt, openAt + timeframe)`. */
export type Candle = {
  readonly timeframe: Timeframe;
  readonly openAt: Timestamp;
  readonly openTicks: number;
  readonly highTicks: number;
  readonly lowTicks: number;
  readonly closeTicks: number;
  readonly volumeLots: number;
};

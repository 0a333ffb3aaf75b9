import type { Timeframe } from "../time/timeframe.ts";

export const SERIES_KINDS = ["candles", "mark-candles", "trades", "funding", "book"] as const;
export type SeriesKind = (typeof SERIES_KINDS)[number];

/**
 * What stored market data is keyed by. `source` says where it comes from and never mixes ("binance-spot", "binance-usdm",
 * "kraken-spot", "synthetic:1:1790000000000"); `symbol` is the unified code: "BTC/USDT", for a perpetual "BTC/USDT:USDT".
 * `timeframe` is null for everything but candles.
 */
export type DataSeries = {
  readonly source: string;
  readonly symbol: string;
  readonly kind: SeriesKind;
  readonly timeframe: Timeframe | null;
};

/** One line for people and logs, e.g. `binance-spot BTC/USDT candles 1m`. */
export function seriesName({ source, symbol, kind, timeframe }: DataSeries): string {
  return [source, symbol, kind, ...(timeframe === null ? [] : [timeframe])].join(" ");
}

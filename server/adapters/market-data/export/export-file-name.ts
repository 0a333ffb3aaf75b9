import type { DataSeries, SeriesKind } from "../../../domain/markets/data-series.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";

/** Rows and columns, but a book as event lines. */
export const exportFormatOf = (kind: SeriesKind): "csv" | "jsonl" => (kind === "book" ? "jsonl" : "csv");

/** A name that importing reads the series from: `binance-usdm-BTC_USDT_USDT-1m-20230101_20231231.csv`. */
export function exportFileName(
  { source, symbol, kind, timeframe }: DataSeries,
  span: { readonly firstAt: Timestamp; readonly lastAt: Timestamp },
): string {
  const words = kind === "candles" ? [timeframe] : kind === "mark-candles" ? ["mark", timeframe] : [kind];
  const days = `${dayOf(span.firstAt)}_${dayOf(span.lastAt)}`;
  const plainSource = source.replace(/[^A-Za-z0-9-]+/g, "-");
  return `${[plainSource, symbol.replace(/[/:]/g, "_"), ...words, days].join("-")}.${exportFormatOf(kind)}`;
}

const dayOf = (at: Timestamp): string => new Date(at).toISOString().slice(0, 10).replaceAll("-", "");

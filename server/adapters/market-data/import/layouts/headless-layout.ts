import type { ImportField, ImportFormat } from "../../../../domain/markets/import-report.ts";
import { unitOf } from "../rows/read-time.ts";
import type { Layout } from "./layout.ts";

type Known = Pick<Layout, "kind" | "description" | "source"> & { readonly fields: readonly (ImportField | null)[] };

const CANDLE: readonly ImportField[] = ["open_time", "open", "high", "low", "close", "volume"];

const KLINES: Known = {
  kind: "candles",
  description: "candles as Binance publishes them, without header",
  source: null,
  fields: [...CANDLE, null, "quote_volume", "trades", "taker_volume", null, null],
};
const SPOT_TRADES: Known = {
  kind: "trades",
  description: "trades as Binance publishes them for spot, without header",
  source: "binance-spot",
  fields: ["trade_id", "price", "quantity", null, "time", "buyer_is_maker", null],
};
const FUTURES_TRADES: Known = {
  kind: "trades",
  description: "trades as Binance publishes them for futures, without header",
  source: null,
  fields: ["trade_id", "price", "quantity", null, "time", "buyer_is_maker"],
};
const FREQTRADE_TRADES: Known = {
  kind: "trades",
  description: "trades as freqtrade keeps them",
  source: null,
  fields: ["time", "trade_id", null, "side", "price", "quantity", null],
};
const PLAIN: Known = {
  kind: "candles",
  description: "candles without header: time, open, high, low, close, volume",
  source: null,
  fields: CANDLE,
};
const COUNTED: Known = {
  kind: "candles",
  description: "candles as Kraken publishes them: time, open, high, low, close, volume, trades",
  source: null,
  fields: [...CANDLE, "trades"],
};

/** What rows without header are, by their number of columns and by what stands in them; null when that fits nothing known. */
export function findWithoutHeader(
  rows: readonly (readonly string[])[],
  format: ImportFormat,
): (Known & { readonly timeColumn: number }) | null {
  const [first = []] = rows;
  const all = (test: (row: readonly string[]) => boolean): boolean => rows.length > 0 && rows.every(test);
  const isFlag = (column: number) => all((row) => /^(true|false)$/i.test(row[column] ?? ""));
  const isTime = (column: number) => all((row) => /^\d{9,19}(\.\d+)?$/.test(row[column] ?? ""));
  const known = ((): Known | null => {
    if (first.length === 12 && isTime(0) && isTime(6) && isCandle(all)) return KLINES;
    if (first.length === 7 && isFlag(5) && isFlag(6) && isTime(4)) return SPOT_TRADES;
    if (first.length === 6 && isFlag(5) && isTime(4)) return FUTURES_TRADES;
    if (first.length === 7 && isTime(0) && all((row) => /^(buy|sell)$/.test(row[3] ?? ""))) return FREQTRADE_TRADES;
    if (first.length === 6 && isTime(0) && isCandle(all)) return PLAIN;
    if (first.length === 7 && isTime(0) && isCandle(all) && format === "csv") return COUNTED;
    return null;
  })();
  if (known === null) return null;
  const timeColumn = known.fields.findIndex((field) => field === "open_time" || field === "time");
  const isMicroseconds = known === KLINES && unitOf(first[0] ?? "") === "us";
  // Binance changed its spot archives, and only those, to microseconds in 2025.
  return { ...known, source: isMicroseconds ? "binance-spot" : known.source, timeColumn };
}

/** Time, open, high, low, close in this order: other exchanges put the low before the high. Most rows decide, some may be bad. */
function isCandle(all: (test: (row: readonly string[]) => boolean) => boolean): boolean {
  let sound = 0;
  let seen = 0;
  all((row) => {
    const [open = 0, high = 0, low = 0, close = 0] = row.slice(1, 5).map(Number);
    seen += 1;
    if (low > 0 && high >= Math.max(open, close) && low <= Math.min(open, close)) sound += 1;
    return true;
  });
  return sound > seen / 2;
}

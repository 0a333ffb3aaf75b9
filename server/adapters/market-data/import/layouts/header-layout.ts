import type { ImportField } from "../../../../domain/markets/import-report.ts";
import type { LayoutKind } from "./layout.ts";

type Names = Partial<Record<ImportField, readonly string[]>>;

const TIMES = ["timestamp", "time", "date", "datetime", "ts", "time_ms", "time_s", "time_us", "unix", "unix_timestamp"];

const NAMES: Readonly<Record<LayoutKind, Names>> = {
  candles: {
    open_time: ["open_time", "opentime", "open_time_ms", "start_time", "start", ...TIMES, "t"],
    open: ["open", "open_price", "o"],
    high: ["high", "high_price", "h"],
    low: ["low", "low_price", "l"],
    close: ["close", "close_price", "c"],
    volume: ["volume", "base_volume", "vol", "v"],
    quote_volume: ["quote_volume", "quote_asset_volume", "turnover"],
    trades: ["trades", "count", "number_of_trades", "num_trades", "trade_count", "tradecount"],
    taker_volume: [
      "taker_buy_volume",
      "taker_volume",
      "taker_buy_base_volume",
      "taker_buy_base_asset_volume",
      "taker_base_vol",
    ],
    is_closed: ["is_closed", "closed"],
    symbol: ["symbol", "ticker", "instrument", "market"],
  },
  trades: {
    time: ["exch_time_ms", ...TIMES],
    trade_id: ["trade_id", "tradeid", "id", "tid", "trd_match_id", "trdmatchid"],
    price: ["price", "px"],
    quantity: ["qty", "quantity", "amount", "size", "sz"],
    side: ["side", "taker_side"],
    buyer_is_maker: ["buyer_is_maker", "is_buyer_maker", "isbuyermaker"],
    symbol: ["symbol", "ticker", "instrument", "market"],
  },
  funding: {
    funding_time: ["funding_time", "fundingtime", "calc_time", ...TIMES],
    funding_rate: ["funding_rate", "fundingrate", "last_funding_rate"],
    symbol: ["symbol", "ticker", "instrument", "market"],
  },
};

const NEEDED: Readonly<Record<LayoutKind, readonly ImportField[]>> = {
  candles: ["open_time", "open", "high", "low", "close"],
  trades: ["time", "trade_id", "price", "quantity"],
  funding: ["funding_time", "funding_rate"],
};

/** Columns of books and orders: their rows look like trades and are none. */
const NO_TRADES = /^(is_snapshot|update_type|action|first_update_id|bids?\[0\]|asks?\[0\]|bid_price|ask_price)/;

const ORDER: readonly LayoutKind[] = ["funding", "candles", "trades"];

export type FoundColumns = {
  readonly kind: LayoutKind;
  readonly columns: Partial<Readonly<Record<ImportField, number>>>;
};

/** The columns by their usual names; null when the header is of nothing known. */
export function findByHeader(header: readonly string[]): FoundColumns | null {
  const names = header.map(plainName);
  if (names.some((name) => NO_TRADES.test(name))) return null;
  for (const kind of ORDER) {
    const columns: Partial<Record<ImportField, number>> = {};
    for (const [field, known] of Object.entries(NAMES[kind]) as [ImportField, readonly string[]][]) {
      const column = known.map((name) => names.indexOf(name)).find((place) => place >= 0);
      if (column !== undefined) columns[field] = column;
    }
    if (isComplete(kind, columns)) return { kind, columns };
  }
  return null;
}

export function isComplete(kind: LayoutKind, columns: FoundColumns["columns"]): boolean {
  if (!NEEDED[kind].every((field) => columns[field] !== undefined)) return false;
  return kind !== "trades" || columns.side !== undefined || columns.buyer_is_maker !== undefined;
}

/** What is still missing of the kind that the given columns come nearest to. */
export function missingFields(columns: FoundColumns["columns"]): { kind: LayoutKind; missing: readonly string[] } {
  const kind = columns.funding_rate !== undefined ? "funding" : columns.price !== undefined ? "trades" : "candles";
  const missing: string[] = NEEDED[kind].filter((field) => columns[field] === undefined);
  const hasSide = columns.side !== undefined || columns.buyer_is_maker !== undefined;
  return { kind, missing: kind === "trades" && !hasSide ? [...missing, "side or buyer_is_maker"] : missing };
}

/** `Open Time`, `openTime` and `open_time` are one name. */
export function plainName(name: string): string {
  return name
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}

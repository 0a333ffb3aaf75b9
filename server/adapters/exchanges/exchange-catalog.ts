import { accept, type Result, refuse } from "../../domain/errors/rejection.ts";
import type { InstrumentKind } from "../../domain/markets/catalogue.ts";

export const EXCHANGES = ["binance", "binanceusdm", "okx", "bybit", "coinbase"] as const;
export type ExchangeId = (typeof EXCHANGES)[number];

/**
 * How an exchange answers for a span of time that holds more than one page: `oldest-first` starts at the span's beginning
 * and skips what does not exist, `newest-first` gives the span's end, so that a span must not be longer than a page.
 */
export type Paging = { readonly order: "oldest-first" | "newest-first"; readonly limit: number };

/** What the desk knows of an exchange's public data. `id` is also the name of its class in ccxt. */
export type ExchangeTerms = {
  readonly id: ExchangeId;
  readonly name: string;
  /** Under which its instruments stand in the catalogue. */
  readonly venue: string;
  /** Whether its markets are all that the venue lists. */
  readonly isWholeVenue: boolean;
  /** By kind of instrument: the class's own word for the market type, and the source under which its data is kept. */
  readonly kinds: Partial<Readonly<Record<InstrumentKind, { readonly type: string; readonly source: string }>>>;
  readonly hasSandbox: boolean;
  readonly candles: Paging;
  readonly funding: Paging | null;
  /**
   * Null: it shows nobody its older trades. `sourceSuffix` keeps apart what is not its single trades: Binance gives the sums
   * of those of one order, under ids of their own.
   */
  readonly trades: (Paging & { readonly sourceSuffix: string }) | null;
};

const binance = {
  venue: "binance",
  hasSandbox: true,
  candles: { order: "oldest-first", limit: 1_000 },
  funding: { order: "oldest-first", limit: 1_000 },
  trades: { order: "oldest-first", limit: 1_000, sourceSuffix: "-aggregated" },
} as const;

const CATALOG: Readonly<Record<ExchangeId, ExchangeTerms>> = {
  binance: {
    ...binance,
    id: "binance",
    name: "Binance",
    isWholeVenue: true,
    kinds: {
      spot: { type: "spot", source: "binance-spot" },
      perpetual: { type: "linear", source: "binance-usdm" },
    },
  },
  binanceusdm: {
    ...binance,
    id: "binanceusdm",
    name: "Binance USD-M",
    isWholeVenue: false,
    kinds: { perpetual: { type: "linear", source: "binance-usdm" } },
  },
  okx: {
    id: "okx",
    name: "OKX",
    venue: "okx",
    isWholeVenue: true,
    kinds: { spot: { type: "spot", source: "okx-spot" }, perpetual: { type: "swap", source: "okx-swap" } },
    hasSandbox: true,
    candles: { order: "newest-first", limit: 300 },
    funding: { order: "newest-first", limit: 100 },
    trades: { order: "newest-first", limit: 100, sourceSuffix: "" },
  },
  bybit: {
    id: "bybit",
    name: "Bybit",
    venue: "bybit",
    isWholeVenue: true,
    kinds: { spot: { type: "spot", source: "bybit-spot" }, perpetual: { type: "linear", source: "bybit-linear" } },
    hasSandbox: true,
    candles: { order: "newest-first", limit: 1_000 },
    funding: { order: "newest-first", limit: 200 },
    trades: null, // Only the latest 60 or 1,000.
  },
  coinbase: {
    id: "coinbase",
    name: "Coinbase",
    venue: "coinbase",
    isWholeVenue: true,
    kinds: { spot: { type: "spot", source: "coinbase-spot" } },
    hasSandbox: false, // ccxt takes the wish without a word and then asks "undefined/…".
    candles: { order: "newest-first", limit: 300 },
    funding: null,
    trades: null, // Asked for by whole seconds, of which a busy one holds more than a page.
  },
};

export function findExchange(id: string): Result<ExchangeTerms, "exchange-unknown"> {
  const known = EXCHANGES.find((each) => each === id.toLowerCase());
  if (known !== undefined) return accept(CATALOG[known]);
  return refuse("exchange-unknown", `There is no exchange "${id}" here. Use one of ${EXCHANGES.join(", ")}.`, {
    exchange: id,
  });
}

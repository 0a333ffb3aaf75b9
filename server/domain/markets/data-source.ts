/** Exchanges that can be asked for candles, by the usual name of their public API. */
export const ASKED_EXCHANGES = [
  { exchange: "binance", label: "Binance" },
  { exchange: "binanceusdm", label: "Binance USD-M" },
  { exchange: "okx", label: "OKX" },
  { exchange: "bybit", label: "Bybit" },
  { exchange: "coinbase", label: "Coinbase" },
] as const;
type AskedExchange = (typeof ASKED_EXCHANGES)[number]["exchange"];

/** A place that market data comes from, which stored series are keyed by; `exchange` is null where nobody can be asked for more. */
export type DataSource = { readonly source: string; readonly exchange: AskedExchange | null; readonly label: string };

export const DATA_SOURCES: readonly DataSource[] = [
  { source: "binance-spot", exchange: "binance", label: "Binance spot" },
  { source: "binance-usdm", exchange: "binanceusdm", label: "Binance USD-M futures" },
  { source: "binanceus-spot", exchange: null, label: "Binance.US spot" },
  { source: "bybit-linear", exchange: "bybit", label: "Bybit linear" },
  { source: "bybit-spot", exchange: "bybit", label: "Bybit spot" },
  { source: "coinbase-spot", exchange: "coinbase", label: "Coinbase spot" },
  { source: "hyperliquid-perp", exchange: null, label: "Hyperliquid perpetuals" },
  { source: "kraken-spot", exchange: null, label: "Kraken spot" },
  { source: "okx-spot", exchange: "okx", label: "OKX spot" },
  { source: "okx-swap", exchange: "okx", label: "OKX swaps" },
];

/** Null for a source that the desk does not know: a tape of our own, a file of unknown origin. */
export const sourceNamed = (source: string): DataSource | null =>
  DATA_SOURCES.find((known) => known.source === source) ?? null;

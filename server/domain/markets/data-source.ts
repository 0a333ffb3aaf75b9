/** A place that market data comes from: what stored series are keyed by, and the exchange that can be asked for more of it. */
export type DataSource = { readonly source: string; readonly exchange: string; readonly label: string };

/** `exchange` is the public API's usual name in the trading libraries. */
export const DATA_SOURCES: readonly DataSource[] = [
  { source: "binance-spot", exchange: "binance", label: "Binance spot" },
  { source: "binance-usdm", exchange: "binanceusdm", label: "Binance USD-M futures" },
  { source: "binanceus-spot", exchange: "binanceus", label: "Binance.US spot" },
  { source: "bybit-linear", exchange: "bybit", label: "Bybit linear" },
  { source: "coinbase-spot", exchange: "coinbase", label: "Coinbase spot" },
  { source: "hyperliquid-perp", exchange: "hyperliquid", label: "Hyperliquid perpetuals" },
  { source: "kraken-spot", exchange: "kraken", label: "Kraken spot" },
  { source: "okx-spot", exchange: "okx", label: "OKX spot" },
];

/** Null for data that no exchange can be asked for again: a tape of our own, a file of unknown origin. */
export const sourceNamed = (source: string): DataSource | null =>
  DATA_SOURCES.find((known) => known.source === source) ?? null;

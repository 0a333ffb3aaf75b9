import { SERIES_KINDS, type SeriesKind } from "../../../../domain/markets/data-series.ts";
import { TIMEFRAMES, type Timeframe } from "../../../../domain/time/timeframe.ts";

/** What a file's name and its folders say. */
export type NameHints = {
  /** A source as it stands in the name ("binance-spot"); null when the name has none. */
  readonly source: string | null;
  /** The exchange and whether it is a perpetual, where only that is said. */
  readonly exchange: string | null;
  readonly isPerpetual: boolean | null;
  readonly symbol: string | null;
  readonly kind: SeriesKind | null;
  readonly timeframe: Timeframe | null;
  /** A closed period such as 2023-03: the file was cut there, and its last candle is whole. */
  readonly hasPeriod: boolean;
  /** Whose manner of naming it is. */
  readonly manner: "binance-archive" | "freqtrade" | "source-symbol" | null;
};

const SOURCE_NAME =
  /^([a-z0-9]+)-(?:(spot|usdm|coinm|linear|inverse|perp|swap)-)?(multi|[A-Z0-9]+(?:_[A-Z0-9]+){1,2}|[A-Z0-9]{2,})-(.+)$/;
const ARCHIVE_NAME = /^([A-Z0-9]+(?:_PERP)?)-(\d+[mhd]|trades|aggTrades|fundingRate)-(\d{4}-\d{2}(?:-\d{2})?)\b/;
const FREQTRADE_NAME =
  /^([A-Z0-9]+_[A-Z0-9]+(?:_[A-Z0-9]+)?)-(\d+[mhd]|trades)(?:-(futures|mark|funding_rate|spot))?\.(?:json|feather|parquet|csv)\b/;
const PERIOD = /(?:^|[^\d])(?:19|20)\d{2}(?:Q[1-4]|-?\d{2}(?:-?\d{2})?)?(?:$|[^\d])/;

const EXCHANGES = "binance binanceus bybit okx kraken coinbase hyperliquid bitget gate kucoin htx dydx bitstamp".split(
  " ",
);

/** `nameParts`: the file's own name first, then its archive's and its folders', from the inside out. */
export function readFileName(nameParts: readonly string[]): NameHints {
  for (const part of nameParts) {
    const hints = freqtradeName(part, nameParts) ?? archiveName(part, nameParts) ?? sourceName(part);
    if (hints !== null) return hints;
  }
  const hasPeriod = PERIOD.test(withoutEnding(nameParts[0] ?? ""));
  return {
    source: null,
    exchange: null,
    isPerpetual: null,
    symbol: null,
    kind: null,
    timeframe: null,
    hasPeriod,
    manner: null,
  };
}

const withoutEnding = (name: string): string => name.replace(/(?:\.[a-z]+)+$/i, "");

const timeframeNamed = (text: string | undefined): Timeframe | null =>
  TIMEFRAMES.find((timeframe) => timeframe === text) ?? null;

function sourceName(part: string): NameHints | null {
  const match = SOURCE_NAME.exec(withoutEnding(part));
  if (match === null) return null;
  const [, exchange = "", market, symbol = "", rest = ""] = match;
  const words = rest.split("-");
  const kind = words.includes("mark") ? "mark-candles" : kindNamed(words);
  const timeframe = words.map((word) => timeframeNamed(word)).find((found) => found !== null) ?? null;
  if (kind === null && timeframe === null && !words.includes("raw")) return null;
  return {
    source: market === undefined ? null : `${exchange}-${market}`,
    exchange,
    isPerpetual: market === undefined ? kind === "funding" || null : market !== "spot",
    symbol: symbol === "multi" ? null : symbol,
    kind: kind ?? (timeframe === null ? null : "candles"),
    timeframe,
    hasPeriod: PERIOD.test(rest),
    manner: "source-symbol",
  };
}

const kindNamed = (words: readonly string[]): SeriesKind | null =>
  SERIES_KINDS.find((kind) => words.includes(kind)) ?? null;

function archiveName(part: string, nameParts: readonly string[]): NameHints | null {
  const match = ARCHIVE_NAME.exec(part);
  if (match === null) return null;
  const [, symbol = "", what = ""] = match;
  const market =
    nameParts.includes("cm") || symbol.endsWith("_PERP") ? "coinm" : nameParts.includes("um") ? "usdm" : null;
  const known = market ?? (nameParts.includes("spot") ? "spot" : what === "fundingRate" ? "usdm" : null);
  const timeframe = timeframeNamed(what);
  const isMark = nameParts.includes("markPriceKlines");
  return {
    source: known === null ? null : `binance-${known}`,
    exchange: "binance",
    isPerpetual: known === null ? null : known !== "spot",
    symbol,
    kind: what === "trades" ? "trades" : what === "fundingRate" ? "funding" : isMark ? "mark-candles" : null,
    timeframe,
    hasPeriod: true,
    manner: "binance-archive",
  };
}

function freqtradeName(part: string, nameParts: readonly string[]): NameHints | null {
  const match = FREQTRADE_NAME.exec(part);
  if (match === null) return null;
  const [, symbol = "", what = "", candles] = match;
  const isPerpetual = candles !== undefined && candles !== "spot" ? true : symbol.split("_").length === 3;
  return {
    source: null,
    exchange: nameParts.find((name) => EXCHANGES.includes(name)) ?? null,
    isPerpetual,
    symbol,
    kind:
      what === "trades"
        ? "trades"
        : candles === "funding_rate"
          ? "funding"
          : candles === "mark"
            ? "mark-candles"
            : "candles",
    timeframe: timeframeNamed(what),
    hasPeriod: false,
    manner: "freqtrade",
  };
}

import type { DataSeries, SeriesKind } from "../../../../domain/markets/data-series.ts";
import type { MissingIdentity } from "../../../../domain/markets/import-report.ts";
import { TIMEFRAMES, type Timeframe, timeframeMs } from "../../../../domain/time/timeframe.ts";
import type { StatedSeries } from "../import-options.ts";
import { marketOf, unifiedSymbol } from "./exchange-symbol.ts";
import type { NameHints } from "./file-name.ts";

/** What the rows themselves say. */
export type ContentHints = {
  readonly kind: "candles" | "trades" | "funding";
  /** The exchange's market where only one writes such rows. */
  readonly source: string | null;
  /** The kind cannot be told from the rows, e.g. candles without any volume. */
  readonly isKindUnsure: boolean;
  /** Open times in the order of the first rows, of one symbol. */
  readonly times: readonly number[];
  /** The symbols of the first rows where each row names its own. */
  readonly hasSymbols: boolean;
};

export type Identity = {
  readonly source: string | null;
  /** Null with a column of symbols. */
  readonly symbol: string | null;
  readonly kind: SeriesKind | null;
  readonly timeframe: Timeframe | null;
  readonly missing: readonly MissingIdentity[];
  /** The series of one row; `code` is what stands in the column of symbols. Null when the code names none. */
  seriesOf(code: string | null): DataSeries | null;
};

const PERPETUAL_MARKETS: Readonly<Record<string, string>> = {
  binance: "usdm",
  bybit: "linear",
  htx: "linear",
  okx: "swap",
};

/** Puts together what a person states, what the name says and what the rows say, in this order. */
export function identifySeries(stated: StatedSeries | null, name: NameHints, content: ContentHints): Identity {
  const kind = stated?.kind ?? kindOf(name, content);
  const source = stated?.source ?? name.source ?? content.source ?? sourceOf(name);
  const market = source === null ? null : (marketOf(source) ?? (name.isPerpetual === true ? "linear" : null));
  const code = stated?.symbol ?? name.symbol;
  const symbol = code === null ? null : unifiedSymbol(code, market);
  const isCandles = kind === "candles" || kind === "mark-candles";
  const timeframe = isCandles ? (stated?.timeframe ?? name.timeframe ?? stepOf(content.times)) : null;
  const missing: MissingIdentity[] = [];
  if (source === null) missing.push("source");
  if (symbol === null && !(content.hasSymbols && stated?.symbol == null)) missing.push("symbol");
  if (kind === null) missing.push("kind");
  if (isCandles && timeframe === null) missing.push("timeframe");
  return {
    source,
    symbol,
    kind,
    timeframe,
    missing,
    seriesOf(rowCode) {
      const named = rowCode === null ? symbol : unifiedSymbol(rowCode, market);
      if (source === null || kind === null || named === null) return null;
      return { source, symbol: named, kind, timeframe };
    },
  };
}

function kindOf(name: NameHints, content: ContentHints): SeriesKind | null {
  if (name.kind === "mark-candles" && content.kind === "candles") return "mark-candles";
  return content.isKindUnsure ? null : content.kind;
}

function sourceOf({ exchange, isPerpetual }: NameHints): string | null {
  if (exchange === null || isPerpetual === null) return null;
  return `${exchange}-${isPerpetual ? (PERPETUAL_MARKETS[exchange] ?? "perp") : "spot"}`;
}

const MOST = 0.8;
const STEPS_MIN = 2;

/**
 * The smallest timeframe that is the step of more than half of the first candles, and of two at least, while at least 80 % of
 * the steps are whole multiples of it, as over a gap. Rows that came twice tell no step.
 */
function stepOf(times: readonly number[]): Timeframe | null {
  const ascending = [...new Set(times)].sort((a, b) => a - b);
  const steps = ascending.slice(1).map((time, index) => time - (ascending[index] as number));
  const isUsual = (stepMs: number): boolean => {
    const usual = steps.filter((step) => step === stepMs).length;
    const onGrid = steps.filter((step) => step % stepMs === 0).length;
    return usual >= STEPS_MIN && usual > steps.length / 2 && onGrid >= steps.length * MOST;
  };
  return TIMEFRAMES.find((timeframe) => isUsual(timeframeMs(timeframe))) ?? null;
}

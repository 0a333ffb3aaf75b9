import type { SeriesKind } from "../../../domain/markets/data-series.ts";
import type { BadRowRule, ImportMapping, ImportProgress } from "../../../domain/markets/import-report.ts";
import type { Timeframe } from "../../../domain/time/timeframe.ts";

/** A file to read; `name` is what it was called where it came from, and what messages call it. */
export type ImportFile = { readonly path: string; readonly name: string };

/** What a person says about a file, over what the file and its name say. */
export type StatedSeries = {
  readonly source?: string;
  /** Unified ("BTC/USDT:USDT") or as the exchange writes it ("BTCUSDT"). */
  readonly symbol?: string;
  readonly kind?: SeriesKind;
  readonly timeframe?: Timeframe;
};

export type ReadOptions = {
  readonly series?: StatedSeries;
  readonly mapping?: ImportMapping;
  /** Whether the last candle of a file is taken; without a word it is unless it may still have been forming. */
  readonly lastCandle?: "keep" | "drop";
  /** The present instant: candles that close after it are still forming. */
  readonly now: number;
  readonly signal?: AbortSignal;
};

export type ImportOptions = ReadOptions & {
  readonly onBadRows: BadRowRule;
  /** Reads and checks everything, writes nothing. */
  readonly isDryRun?: boolean;
  /** Writes conflicting candles as new versions for this reason. */
  readonly correctionReason?: string;
  readonly userId?: string | null;
  readonly onProgress?: (progress: ImportProgress) => void;
};

import type { BadRowsChoice, SeriesChoice } from "../../../domain/markets/data-request.ts";
import type { ImportMapping, ImportProgress } from "../../../domain/markets/import-report.ts";

/** A file to read; `name` is what it was called where it came from, and what messages call it. */
export type ImportFile = { readonly path: string; readonly name: string };

/** What a person says about a file, over what the file and its name say; a symbol unified or as the exchange writes it. */
export type StatedSeries = Partial<SeriesChoice>;

export type ReadOptions = {
  readonly series?: StatedSeries | null;
  readonly mapping?: ImportMapping | null;
  /** Whether the last candle of a file is taken; without a word it is unless it may still have been forming. */
  readonly lastCandle?: "keep" | "drop";
  /** The present instant: candles that close after it are still forming. */
  readonly now: number;
  readonly signal?: AbortSignal;
};

export type ImportOptions = ReadOptions & {
  readonly onBadRows: BadRowsChoice;
  /** Writes conflicting candles as new versions for this reason. */
  readonly correctionReason?: string;
  readonly userId?: string | null;
  readonly onProgress?: (progress: ImportProgress) => void;
};

import type { Timestamp } from "../time/timestamp.ts";
import type { DataSeries, SeriesKind } from "./data-series.ts";

/** What a file is, as found from its bytes. */
export type ImportFormat = "csv" | "parquet" | "json" | "feather" | "capture";

export const TIME_UNITS = ["s", "ms", "us", "ns", "iso"] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

/** What a column of a table can hold. */
export const IMPORT_FIELDS = [
  "open_time",
  "open",
  "high",
  "low",
  "close",
  "volume",
  "quote_volume",
  "trades",
  "taker_volume",
  "is_closed",
  "symbol",
  "time",
  "trade_id",
  "price",
  "quantity",
  "side",
  "buyer_is_maker",
  "funding_time",
  "funding_rate",
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/**
 * Which column holds what: a column's name in the header, or its number from 1 where there is no header. `timezone` (an IANA
 * name) is for written times without an offset; without it they are UTC.
 */
export type ImportMapping = {
  readonly columns: Partial<Readonly<Record<ImportField, string>>>;
  readonly timeUnit?: TimeUnit;
  readonly timezone?: string;
  readonly delimiter?: string;
};

/** What is wrong with one row. */
export type RowProblemCode =
  | "cell-count"
  | "missing-cell"
  | "not-a-number"
  | "not-positive"
  | "absurd"
  | "inconsistent"
  | "bad-time"
  | "off-grid"
  | "reordered"
  | "duplicate"
  | "bad-side"
  | "bad-message";

/** `row` is the line in a text, from 1 with the header counted, else the row from 1. */
export type RowProblem = {
  readonly file: string;
  readonly row: number;
  readonly code: RowProblemCode;
  readonly message: string;
};

/** The first problems one by one, all of them counted. */
export type RowProblems = {
  readonly total: number;
  readonly byCode: Partial<Readonly<Record<RowProblemCode, number>>>;
  readonly first: readonly RowProblem[];
};

/** Why a file, and with it the whole import, is refused. */
export const IMPORT_REFUSALS = [
  "file-unreadable",
  "file-corrupt",
  "file-empty",
  "file-too-large",
  "format-unknown",
  "series-unknown",
  "mapping-wrong",
  "bad-rows",
] as const;
export type ImportRefusalCode = (typeof IMPORT_REFUSALS)[number];

export type ImportRefusal = {
  readonly code: ImportRefusalCode;
  readonly file: string | null;
  readonly message: string;
};

/** What a person can be asked for when a file does not say it. */
export type MissingIdentity = "source" | "symbol" | "kind" | "timeframe";

/** `source, symbol and timeframe`. */
export const missingWords = (missing: readonly MissingIdentity[]): string =>
  new Intl.ListFormat("en-GB", { type: "conjunction" }).format(missing);

export type PreviewedFile = {
  /** The name it was given; a member of an archive as `archive.zip: member.csv`. */
  readonly file: string;
  readonly format: ImportFormat | null;
  /** One line for people, e.g. "candles as Binance publishes them, without header". */
  readonly description: string;
  readonly columns: readonly string[];
  readonly mapping: ImportMapping | null;
  readonly kind: SeriesKind | null;
  readonly series: readonly DataSeries[];
  readonly missing: readonly MissingIdentity[];
  /** The first 50 rows as the file writes them. */
  readonly rows: readonly (readonly string[])[];
  /** Good and bad ones, and how many candles are kept out because they may still be forming. */
  readonly rowCount: number;
  readonly keptOut: number;
  readonly firstAt: Timestamp | null;
  readonly lastAt: Timestamp | null;
  readonly problems: RowProblems;
  readonly refusal: ImportRefusal | null;
};

export type ImportPreview = { readonly files: readonly PreviewedFile[] };

export type ImportedFile = {
  readonly file: string;
  readonly format: ImportFormat;
  readonly rows: number;
  readonly bad: number;
  readonly keptOut: number;
};

/** A stored value that differs from the one given; it stays as it is unless a correction is asked for. */
export type ImportConflict = { readonly at: Timestamp; readonly stored: string; readonly given: string };

export type ImportedSeries = {
  readonly series: DataSeries;
  readonly rows: number;
  readonly firstAt: Timestamp | null;
  readonly lastAt: Timestamp | null;
  readonly added: number;
  readonly unchanged: number;
  readonly conflicts: number;
  /** The first of them. */
  readonly firstConflicts: readonly ImportConflict[];
  /** Versions written by a correction. */
  readonly corrected: number;
};

/** `checked`: a dry run, everything was read and nothing written. `refused`: nothing was written. */
export type ImportOutcome = "imported" | "checked" | "refused";

export type ImportReport = {
  readonly outcome: ImportOutcome;
  readonly refusal: ImportRefusal | null;
  readonly files: readonly ImportedFile[];
  readonly series: readonly ImportedSeries[];
  readonly problems: RowProblems;
};

export type ImportProgress = {
  readonly done: number;
  readonly total: number;
  readonly unit: "bytes";
  readonly note: string;
};

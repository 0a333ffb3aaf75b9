import { z } from "zod";
import { TIMEFRAMES } from "../time/timeframe.ts";
import { SERIES_KINDS } from "./data-series.ts";
import { IMPORT_FIELDS, TIME_UNITS } from "./import-report.ts";

const instant = z.number().int().min(0).max(8_640_000_000_000_000);
const name = z.string().min(1).max(200);
const decimal = z.string().regex(/^\d{1,30}(\.\d{1,30})?$/);

/** What to do with an import's bad rows: give the whole file back, or keep the rows that are good. */
export const BAD_ROWS_CHOICES = ["refuse-all", "keep-good"] as const;
export type BadRowsChoice = (typeof BAD_ROWS_CHOICES)[number];

/** A `DataSeries` from outside. */
export const dataSeriesKey = z.object({
  source: name,
  symbol: name,
  kind: z.enum(SERIES_KINDS),
  timeframe: z.enum(TIMEFRAMES).nullable(),
});

/** What a person says about a file; whatever is null the reader finds out, or asks for in its preview. */
export const seriesChoice = z.object({
  source: name.nullable(),
  symbol: name.nullable(),
  kind: z.enum(SERIES_KINDS).nullable(),
  timeframe: z.enum(TIMEFRAMES).nullable(),
});
export type SeriesChoice = z.output<typeof seriesChoice>;

/** An `ImportMapping` from outside. */
export const importMapping = z.object({
  columns: z.partialRecord(z.enum(IMPORT_FIELDS), name),
  timeUnit: z.enum(TIME_UNITS).exactOptional(),
  timezone: name.exactOptional(),
  delimiter: z.string().length(1).exactOptional(),
});

const uploadedFile = z.object({ path: z.string().min(1), name, bytes: z.number().int().min(0) });

const importRequest = z.object({
  files: z.array(uploadedFile).min(1).max(50),
  /** For files whose layout nobody knows. */
  mapping: importMapping.nullable(),
  series: seriesChoice.nullable(),
  /** Null: only read and show, then wait for a person to choose. */
  onBadRows: z.enum(BAD_ROWS_CHOICES).nullable(),
});
export type ImportRequest = z.output<typeof importRequest>;

/** Unified symbol; instants in UTC ms, `to` exclusive. */
export const fetchRequest = z.object({
  exchange: name,
  symbol: name,
  timeframe: z.enum(TIMEFRAMES),
  from: instant,
  to: instant,
});
export type FetchRequest = z.output<typeof fetchRequest>;

export const catalogueRequest = z.object({ exchange: name });
export type CatalogueRequest = z.output<typeof catalogueRequest>;

/** One candle put right by a person, as exact decimal texts; the old version stays readable. */
export const correctionRequest = z.object({
  series: z.object({
    source: name,
    symbol: name,
    kind: z.enum(["candles", "mark-candles"]),
    timeframe: z.enum(TIMEFRAMES),
  }),
  candle: z.object({ openAt: instant, open: decimal, high: decimal, low: decimal, close: decimal, volume: decimal }),
  reason: z.string().min(1).max(500),
});
export type CorrectionRequest = z.output<typeof correctionRequest>;

/** What a data job was asked, by its kind. */
export const dataRequest = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("import"), request: importRequest }),
  z.object({ kind: z.literal("fetch"), request: fetchRequest }),
  z.object({ kind: z.literal("catalogue"), request: catalogueRequest }),
  z.object({ kind: z.literal("correction"), request: correctionRequest }),
]);
export type DataRequest = z.output<typeof dataRequest>;

import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  serial,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { DATA_JOB_KINDS, DATA_JOB_STATUSES } from "../../server/domain/markets/data-job.ts";
import { DEFECT_KINDS, QUALITY_CODES, STREAMS } from "../../server/domain/markets/data-quality.ts";
import { SERIES_KINDS } from "../../server/domain/markets/data-series.ts";
import { TIMEFRAMES } from "../../server/domain/time/timeframe.ts";
import { oneOf } from "./one-of.ts";

const bytea = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

export const dataSeries = pgTable(
  "data_series",
  {
    id: serial("id").primaryKey(),
    source: text("source").notNull(),
    symbol: text("symbol").notNull(),
    kind: text("kind", { enum: SERIES_KINDS }).notNull(),
    /** Empty for everything but candles. */
    timeframe: text("timeframe").notNull(),
  },
  (table) => [
    unique("data_series_key").on(table.source, table.symbol, table.kind, table.timeframe),
    oneOf("data_series_kind_check", table.kind, SERIES_KINDS),
    oneOf("data_series_timeframe_check", table.timeframe, ["", ...TIMEFRAMES]),
  ],
);

/**
 * A span of one series in columns: a month of candles or funding, a day of trades, an hour of book. A correction adds a
 * version and leaves the older ones; the current one is what readers see.
 */
export const dataChunk = pgTable(
  "data_chunk",
  {
    seriesId: integer("series_id")
      .notNull()
      .references(() => dataSeries.id),
    spanAt: bigint("span_at", { mode: "number" }).notNull(),
    version: integer("version").notNull(),
    isCurrent: boolean("is_current").notNull(),
    /** Made by a person's correction, so it stays when a later version adds rows. */
    isCorrection: boolean("is_correction").notNull(),
    rows: integer("rows").notNull(),
    firstAt: bigint("first_at", { mode: "number" }).notNull(),
    lastAt: bigint("last_at", { mode: "number" }).notNull(),
    encoding: smallint("encoding").notNull(),
    /** SHA-256 of the columns before compression, hex. */
    hash: text("hash").notNull(),
    payload: bytea("payload").notNull(),
    /** Columns that few readers want (quote volume, trade count, taker volume), apart so that the others need not read them. */
    extraHash: text("extra_hash"),
    extra: bytea("extra"),
    /** What made this version: an import, a fetch, the feed, or the reason a person gave for a correction. */
    reason: text("reason").notNull(),
    userId: text("user_id"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.seriesId, table.spanAt, table.version] }),
    index("data_chunk_current").on(table.seriesId, table.spanAt),
  ],
);

/** Candles of the running month, until it is closed into a chunk. */
export const candleRow = pgTable(
  "candle_row",
  {
    seriesId: integer("series_id")
      .notNull()
      .references(() => dataSeries.id),
    openAt: bigint("open_at", { mode: "number" }).notNull(),
    open: numeric("open").notNull(),
    high: numeric("high").notNull(),
    low: numeric("low").notNull(),
    close: numeric("close").notNull(),
    volume: numeric("volume").notNull(),
    quoteVolume: numeric("quote_volume"),
    trades: integer("trades"),
    takerVolume: numeric("taker_volume"),
  },
  (table) => [primaryKey({ columns: [table.seriesId, table.openAt] })],
);

/** What is missing or doubtful in stored data; `untilAt` is exclusive. */
export const dataDefect = pgTable(
  "data_defect",
  {
    seriesId: integer("series_id")
      .notNull()
      .references(() => dataSeries.id),
    kind: text("kind", { enum: DEFECT_KINDS }).notNull(),
    fromAt: bigint("from_at", { mode: "number" }).notNull(),
    untilAt: bigint("until_at", { mode: "number" }).notNull(),
    rows: integer("rows").notNull(),
    detail: text("detail").notNull(),
    reviewedBy: text("reviewed_by"),
    reviewedAt: timestamp("reviewed_at", { withTimezone: true }),
  },
  (table) => [
    primaryKey({ columns: [table.seriesId, table.kind, table.fromAt] }),
    oneOf("data_defect_kind_check", table.kind, DEFECT_KINDS),
  ],
);

/** Imports and downloads that run apart from trading. */
export const dataJob = pgTable(
  "data_job",
  {
    id: uuid("id").primaryKey(),
    kind: text("kind", { enum: DATA_JOB_KINDS }).notNull(),
    status: text("status", { enum: DATA_JOB_STATUSES }).notNull(),
    request: jsonb("request").notNull(),
    progress: jsonb("progress").notNull(),
    /** Preview or final report. */
    report: jsonb("report"),
    problem: text("problem"),
    attempts: integer("attempts").notNull().default(0),
    userId: text("user_id"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    aliveAt: timestamp("alive_at", { withTimezone: true }),
    endedAt: timestamp("ended_at", { withTimezone: true }),
  },
  (table) => [
    oneOf("data_job_kind_check", table.kind, DATA_JOB_KINDS),
    oneOf("data_job_status_check", table.status, DATA_JOB_STATUSES),
    index("data_job_created").on(table.createdAt),
  ],
);

/** What feeds found wrong while they ran. */
export const qualityEvent = pgTable(
  "quality_event",
  {
    id: serial("id").primaryKey(),
    feedKey: text("feed_key").notNull(),
    instrumentId: text("instrument_id").notNull(),
    stream: text("stream", { enum: STREAMS }).notNull(),
    code: text("code", { enum: QUALITY_CODES }).notNull(),
    /** Tape time. */
    at: bigint("at", { mode: "number" }).notNull(),
    detail: text("detail").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    oneOf("quality_event_stream_check", table.stream, STREAMS),
    oneOf("quality_event_code_check", table.code, QUALITY_CODES),
    index("quality_event_created").on(table.createdAt),
  ],
);

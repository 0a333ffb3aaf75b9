import { correctCandles } from "../../../../../db/market-data/correct-candles.ts";
import { writeBook } from "../../../../../db/market-data/events/book.ts";
import type { EventWrite } from "../../../../../db/market-data/events/event-store.ts";
import { writeFunding } from "../../../../../db/market-data/events/funding.ts";
import { writeTrades } from "../../../../../db/market-data/events/trades.ts";
import type { Connection } from "../../../../../db/market-data/transaction.ts";
import { writeCandles } from "../../../../../db/market-data/write-candles.ts";
import type { CandleColumns, CandleText } from "../../../../domain/markets/candle-columns.ts";
import type { BookColumns } from "../../../../domain/markets/columns/book-columns.ts";
import type { DataSeries } from "../../../../domain/markets/data-series.ts";
import type { FundingRates } from "../../../../domain/markets/funding-rates.ts";
import type { ImportConflict } from "../../../../domain/markets/import-report.ts";
import type { TradeColumns } from "../../../../domain/markets/trade-columns.ts";
import type { Timestamp } from "../../../../domain/time/timestamp.ts";

export type WrittenRows = {
  readonly added: number;
  readonly unchanged: number;
  readonly conflicts: number;
  readonly firstConflicts: readonly ImportConflict[];
  readonly corrected: number;
};

export type SeriesWriter = {
  /** `duplicates` are open times of candles that came more than once. */
  candles(series: DataSeries, columns: CandleColumns, duplicates: readonly Timestamp[]): Promise<WrittenRows>;
  trades(series: DataSeries, columns: TradeColumns): Promise<WrittenRows>;
  funding(series: DataSeries, columns: FundingRates): Promise<WrittenRows>;
  book(series: DataSeries, columns: BookColumns): Promise<WrittenRows>;
};

export type WriterOptions = {
  /** What the versions written are explained by. */
  readonly reason: string;
  readonly userId: string | null;
  /** Conflicting candles are written as corrections for this reason. */
  readonly correctionReason: string | null;
};

/** Corrections name who made them; whoever has the command line has the desk. */
const COMMAND_LINE = "command-line";

/** Writes into the store, in the transaction it is given. */
export function seriesWriter(sql: Connection, { reason, userId, correctionReason }: WriterOptions): SeriesWriter {
  const provenance = { reason, userId };
  return {
    async candles(series, columns, duplicates) {
      const written = await writeCandles(sql, series, columns, { ...provenance, duplicates });
      const { added, unchanged, completed, conflicting, conflicts } = written;
      const correction = { reason: correctionReason ?? "", userId: userId ?? COMMAND_LINE };
      const isCorrected = conflicting > 0 && correctionReason !== null;
      const { versions } = isCorrected ? await correctCandles(sql, series, columns, correction) : { versions: 0 };
      return {
        added,
        unchanged: unchanged + completed,
        conflicts: conflicting,
        firstConflicts: conflicts.map(({ openAt, stored, given }) => ({
          at: openAt,
          stored: candleWords(stored),
          given: candleWords(given),
        })),
        corrected: versions,
      };
    },
    trades: async (series, columns) => ofEvents(await writeTrades(sql, series, columns, provenance)),
    funding: async (series, columns) => ofEvents(await writeFunding(sql, series, columns, provenance)),
    book: async (series, columns) => ofEvents(await writeBook(sql, series, columns, provenance)),
  };
}

const ofEvents = ({ added, unchanged, conflicts }: EventWrite): WrittenRows => ({
  added,
  unchanged,
  conflicts: conflicts.length,
  firstConflicts: conflicts,
  corrected: 0,
});

const candleWords = ({ open, high, low, close, volume }: CandleText): string =>
  `open ${open}, high ${high}, low ${low}, close ${close}, volume ${volume}`;

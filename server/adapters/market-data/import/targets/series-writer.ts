import { correctCandles } from "../../../../../db/market-data/correct-candles.ts";
import type { Connection } from "../../../../../db/market-data/transaction.ts";
import { writeCandles } from "../../../../../db/market-data/write-candles.ts";
import type { CandleColumns, CandleText } from "../../../../domain/markets/candle-columns.ts";
import type { DataSeries } from "../../../../domain/markets/data-series.ts";
import type { ImportConflict } from "../../../../domain/markets/import-report.ts";
import type { FundingTexts } from "./funding-target.ts";
import type { TradeTexts } from "./trade-target.ts";

export type WrittenRows = {
  readonly added: number;
  readonly unchanged: number;
  readonly conflicts: number;
  readonly firstConflicts: readonly ImportConflict[];
  readonly corrected: number;
};

export type SeriesWriter = {
  writeCandles(series: DataSeries, columns: CandleColumns): Promise<WrittenRows>;
  writeTrades(series: DataSeries, trades: readonly TradeTexts[]): Promise<WrittenRows>;
  writeFunding(series: DataSeries, rates: readonly FundingTexts[]): Promise<WrittenRows>;
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
    async writeCandles(series, columns) {
      const written = await writeCandles(sql, series, columns, provenance);
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
    writeTrades() {
      throw new Error("being written");
    },
    writeFunding() {
      throw new Error("being written");
    },
  };
}

const candleWords = ({ open, high, low, close, volume }: CandleText): string =>
  `open ${open}, high ${high}, low ${low}, close ${close}, volume ${volume}`;

import { type CandleColumns, sliceCandles } from "../../server/domain/markets/candle-columns.ts";
import { type CandleConflict, mergeCandles } from "../../server/domain/markets/columns/candle-merge.ts";
import type { DataSeries } from "../../server/domain/markets/data-series.ts";
import type { Timestamp } from "../../server/domain/time/timestamp.ts";
import { noteConflicts, noteDuplicates } from "./candle-defects.ts";
import { readOrRepairMonth, requireCandles, writeMonth } from "./candle-months.ts";
import type { Provenance } from "./chunks.ts";
import { lockSeries } from "./series.ts";
import { splitBySpan } from "./spans.ts";
import { type Connection, inTransaction } from "./transaction.ts";

/** At most this many conflicts are quoted; all are counted. */
const CONFLICTS_QUOTED = 1_000;

export type CandleWrite = {
  readonly added: number;
  readonly unchanged: number;
  /** Stored candles that gained an optional value (quote volume, trades, taker volume). */
  readonly completed: number;
  /** Candles that differ from what is stored; none of them was written. */
  readonly conflicting: number;
  /** The first of them. */
  readonly conflicts: readonly CandleConflict[];
};

/**
 * Adds candles to a series: identical ones are left alone, differing ones reported and not written. All or nothing, and one
 * writer of a series at a time. `duplicates` are open times that came more than once and are noted as such. Throws a RangeError
 * when the columns break their promises.
 */
export async function writeCandles(
  sql: Connection,
  series: DataSeries,
  columns: CandleColumns,
  { duplicates = [], ...provenance }: Provenance & { readonly duplicates?: readonly Timestamp[] },
): Promise<CandleWrite> {
  requireCandles(series, columns);
  return inTransaction(sql, async (transaction) => {
    const seriesId = await lockSeries(transaction, series);
    const total = { added: 0, unchanged: 0, completed: 0, conflicting: 0, conflicts: [] as CandleConflict[] };
    for (const { spanAt, start, end } of splitBySpan(series.kind, columns.openAt)) {
      const given = sliceCandles(columns, start, end);
      const stored = await readOrRepairMonth(transaction, series, seriesId, { spanAt, columns: given });
      const merge = mergeCandles(stored, given);
      total.added += merge.added;
      total.unchanged += merge.unchanged;
      total.completed += merge.completed;
      total.conflicting += merge.conflicts.length;
      total.conflicts.push(...merge.conflicts.slice(0, CONFLICTS_QUOTED - total.conflicts.length));
      if (merge.added + merge.completed > 0)
        await writeMonth(
          transaction,
          series,
          seriesId,
          { spanAt, columns: merge.merged },
          { ...provenance, isCorrection: false },
        );
      await noteConflicts(transaction, series, seriesId, merge.conflicts);
    }
    await noteDuplicates(transaction, series, seriesId, duplicates);
    return total;
  });
}

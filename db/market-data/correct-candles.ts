import { type CandleColumns, sliceCandles } from "../../server/domain/markets/candle-columns.ts";
import { mergeCandles } from "../../server/domain/markets/columns/candle-merge.ts";
import type { DataSeries } from "../../server/domain/markets/data-series.ts";
import { settleConflicts } from "./candle-defects.ts";
import { readMonth, requireCandles, writeMonth } from "./candle-months.ts";
import { lockSeries } from "./series.ts";
import { splitBySpan } from "./spans.ts";
import { type Connection, inTransaction } from "./transaction.ts";

/**
 * Puts candles in the place of what is stored, as a new version of every month they change; the versions before stay, with who
 * made them and why. Answers how many versions were made: none when nothing differs.
 */
export async function correctCandles(
  sql: Connection,
  series: DataSeries,
  columns: CandleColumns,
  { reason, userId }: { readonly reason: string; readonly userId: string },
): Promise<{ readonly versions: number }> {
  requireCandles(series, columns);
  if (reason.trim() === "")
    throw new RangeError("A correction needs a reason. Say what was wrong and where the right figure is from.");
  return inTransaction(sql, async (transaction) => {
    const seriesId = await lockSeries(transaction, series);
    let versions = 0;
    for (const { spanAt, start, end } of splitBySpan(series.kind, columns.openAt)) {
      const stored = await readMonth(transaction, series, seriesId, spanAt);
      const { merged, conflicts } = mergeCandles(stored, sliceCandles(columns, start, end), { replacesStored: true });
      if (merged === stored) continue;
      await writeMonth(
        transaction,
        series,
        seriesId,
        { spanAt, columns: merged },
        { reason, userId, isCorrection: true },
      );
      await settleConflicts(transaction, series, seriesId, conflicts);
      versions += 1;
    }
    return { versions };
  });
}

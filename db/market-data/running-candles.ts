import type { CandleText } from "../../server/domain/markets/candle-columns.ts";
import { CandleColumnsBuilder } from "../../server/domain/markets/candle-columns-builder.ts";
import { findGaps } from "../../server/domain/markets/columns/candle-defects.ts";
import { mergeCandles } from "../../server/domain/markets/columns/candle-merge.ts";
import { type DataSeries, seriesName } from "../../server/domain/markets/data-series.ts";
import type { Timeframe } from "../../server/domain/time/timeframe.ts";
import type { Timestamp } from "../../server/domain/time/timestamp.ts";
import { judgeMonth, noteConflicts } from "./candle-defects.ts";
import { readMonth, writeMonth } from "./candle-months.ts";
import { addDefects } from "./defects.ts";
import { insertRunningCandle } from "./running-rows.ts";
import { lockSeries, requireTimeframe } from "./series.ts";
import { spanOf } from "./spans.ts";
import { type Connection, inTransaction } from "./transaction.ts";

/**
 * Adds one closed candle to the running month. A candle that is stored already is left alone; one that differs is noted as a
 * conflict and not written. Throws a RangeError for what is no candle.
 */
export async function appendRunningCandle(
  sql: Connection,
  series: DataSeries,
  candle: CandleText,
): Promise<"added" | "unchanged" | "conflict"> {
  const builder = new CandleColumnsBuilder(requireTimeframe(series));
  const { openAt, open, high, low, close, volume, quoteVolume, trades, takerVolume } = candle;
  const optional = [quoteVolume ?? "", trades === null ? "" : String(trades), takerVolume ?? ""] as const;
  const problem = builder.add(openAt, open, high, low, close, volume, ...optional);
  if (problem !== null) throw new RangeError(`${seriesName(series)}: ${problem.message}`);
  const given = builder.finish().columns;
  return inTransaction(sql, async (transaction) => {
    const seriesId = await lockSeries(transaction, series);
    const [last] = await transaction<{ lastAt: string | null }[]>`
      select greatest((select max(last_at) from data_chunk where series_id = ${seriesId} and is_current),
                      (select max(open_at) from candle_row where series_id = ${seriesId})) as "lastAt"`;
    const after = last === undefined || last.lastAt === null ? null : Number(last.lastAt);
    if (after === null || after < openAt) {
      await insertRunningCandle(transaction, seriesId, candle);
      await addDefects(transaction, seriesId, findGaps(given, { after, before: null }));
      return "added";
    }
    const spanAt = spanOf(series.kind, openAt).from;
    const merge = mergeCandles(await readMonth(transaction, series, seriesId, spanAt), given);
    await noteConflicts(transaction, series, seriesId, merge.conflicts);
    if (merge.conflicts.length > 0) return "conflict";
    if (merge.added === 0) return "unchanged";
    await insertRunningCandle(transaction, seriesId, candle);
    await judgeMonth(transaction, series, seriesId, { spanAt, columns: merge.merged });
    return "added";
  });
}

type OpenMonth = Omit<DataSeries, "timeframe"> & {
  readonly id: number;
  readonly timeframe: Timeframe;
  readonly spanAt: string;
};

/**
 * Rolls the rows of every month that ended before `now` into chunks. Answers how many months that were. A month that cannot be
 * closed stays as it is and the others are closed all the same; then it throws the first failure.
 */
export async function closeMonths(sql: Connection, now: Timestamp): Promise<number> {
  const { from: runningAt } = spanOf("candles", now);
  const open = await sql<OpenMonth[]>`
    select distinct s.id, s.source, s.symbol, s.kind, s.timeframe,
           (extract(epoch from date_trunc('month', to_timestamp(r.open_at / 1000), 'UTC')) * 1000)::bigint as "spanAt"
    from candle_row r join data_series s on s.id = r.series_id
    where r.open_at < ${runningAt} order by s.id, "spanAt"`;
  const failures: unknown[] = [];
  for (const month of open) await closeMonth(sql, month).catch((cause: unknown) => failures.push(cause));
  if (failures.length > 0) throw failures[0];
  return open.length;
}

async function closeMonth(sql: Connection, { id, spanAt, ...series }: OpenMonth): Promise<void> {
  await inTransaction(sql, async (transaction) => {
    await lockSeries(transaction, series);
    const columns = await readMonth(transaction, series, id, Number(spanAt));
    const provenance = { reason: "the month has ended", isCorrection: false };
    await writeMonth(transaction, series, id, { spanAt: Number(spanAt), columns }, provenance);
  });
}

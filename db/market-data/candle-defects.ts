import type postgres from "postgres";
import type { CandleColumns } from "../../server/domain/markets/candle-columns.ts";
import {
  type FoundDefect,
  findGaps,
  findOutages,
  findOutliers,
  findZeroVolume,
} from "../../server/domain/markets/columns/candle-defects.ts";
import type { CandleConflict } from "../../server/domain/markets/columns/candle-merge.ts";
import type { DataSeries } from "../../server/domain/markets/data-series.ts";
import { timeframeMs } from "../../server/domain/time/timeframe.ts";
import type { Timestamp } from "../../server/domain/time/timestamp.ts";
import { addDefects, replaceDefects } from "./defects.ts";
import { requireTimeframe } from "./series.ts";
import { spanOf } from "./spans.ts";

type Month = { readonly spanAt: Timestamp; readonly columns: CandleColumns };

/** Judges a month anew: what is missing, in it and up to its stored neighbours, what is silent and what is doubtful. */
export async function judgeMonth(
  sql: postgres.TransactionSql,
  series: DataSeries,
  seriesId: number,
  { spanAt, columns }: Month,
): Promise<void> {
  const { until } = spanOf(series.kind, spanAt);
  const [row] = await sql<{ after: string | null; before: string | null }[]>`
    select greatest(
      (select max(last_at) from data_chunk where series_id = ${seriesId} and is_current and span_at < ${spanAt}),
      (select max(open_at) from candle_row where series_id = ${seriesId} and open_at < ${spanAt})) as after,
    least(
      (select min(first_at) from data_chunk where series_id = ${seriesId} and is_current and span_at >= ${until}),
      (select min(open_at) from candle_row where series_id = ${seriesId} and open_at >= ${until})) as before`;
  const after = row?.after === null || row === undefined ? null : Number(row.after);
  const before = row?.before === null || row === undefined ? null : Number(row.before);
  const around = { from: after === null ? 0 : after + 1, until: before ?? until };
  const gaps = findGaps(columns, { after, before });
  const silent = series.kind === "mark-candles" ? [] : findZeroVolume(columns);
  const outages = findOutages([...gaps, ...silent], timeframeMs(columns.timeframe));
  await replaceDefects(sql, seriesId, { kinds: ["gap", "outage"], ...around }, [...gaps, ...outages]);
  const doubtful = [...silent, ...findOutliers(columns)];
  await replaceDefects(sql, seriesId, { kinds: ["zero-volume", "outlier"], from: spanAt, until }, doubtful);
}

/** Notes candles that were given and differ from what is stored. */
export async function noteConflicts(
  sql: postgres.TransactionSql,
  series: DataSeries,
  seriesId: number,
  conflicts: readonly CandleConflict[],
): Promise<void> {
  const defects = runs(series, conflicts, ({ openAt }) => openAt).map(({ first, ...run }): FoundDefect => {
    const { stored, given } = first;
    const text = ({ open, high, low, close, volume }: typeof stored) => [open, high, low, close, volume].join(" ");
    return { ...run, kind: "conflict", detail: `Stored ${text(stored)}, given ${text(given)}` };
  });
  await addDefects(sql, seriesId, defects);
}

/** Takes back what was noted of conflicts that a correction has settled. */
export async function settleConflicts(
  sql: postgres.TransactionSql,
  series: DataSeries,
  seriesId: number,
  settled: readonly CandleConflict[],
): Promise<void> {
  for (const { fromAt, untilAt } of runs(series, settled, ({ openAt }) => openAt))
    await sql`
      delete from data_defect
      where series_id = ${seriesId} and kind = 'conflict' and from_at >= ${fromAt} and until_at <= ${untilAt}`;
}

/** Notes candles that came more than once, together with those noted before: whatever comes again is noted once. */
export async function noteDuplicates(
  sql: postgres.TransactionSql,
  series: DataSeries,
  seriesId: number,
  openAt: readonly Timestamp[],
): Promise<void> {
  if (openAt.length === 0) return;
  const stepMs = timeframeMs(requireTimeframe(series));
  const given = [...new Set(openAt)].sort((a, b) => a - b);
  const [first, last] = [given[0] as Timestamp, given.at(-1) as Timestamp];
  // Neighbours too, as they become one stretch with what is given.
  const noted = await sql<{ fromAt: string; untilAt: string }[]>`
    select from_at as "fromAt", until_at as "untilAt" from data_defect
    where series_id = ${seriesId} and kind = 'duplicate' and until_at >= ${first} and from_at <= ${last + stepMs}`;
  const times = new Set(given);
  for (const { fromAt, untilAt } of noted)
    for (let at = Number(fromAt); at < Number(untilAt); at += stepMs) times.add(at);
  const ascending = [...times].sort((a, b) => a - b);
  const defects = runs(series, ascending, (at) => at).map(
    ({ first: _, ...run }): FoundDefect => ({ ...run, kind: "duplicate", detail: "Came more than once in one file" }),
  );
  const region = { from: ascending[0] as Timestamp, until: (ascending.at(-1) as Timestamp) + stepMs };
  await replaceDefects(sql, seriesId, { kinds: ["duplicate"], ...region }, defects);
}

/** Neighbouring candles as one stretch. */
function runs<T>(series: DataSeries, items: readonly T[], timeOf: (item: T) => Timestamp) {
  const stepMs = timeframeMs(requireTimeframe(series));
  const stretches: { first: T; fromAt: Timestamp; untilAt: Timestamp; rows: number }[] = [];
  for (const item of items) {
    const at = timeOf(item);
    const last = stretches.at(-1);
    if (last !== undefined && last.untilAt === at) {
      last.untilAt += stepMs;
      last.rows += 1;
    } else stretches.push({ first: item, fromAt: at, untilAt: at + stepMs, rows: 1 });
  }
  return stretches;
}

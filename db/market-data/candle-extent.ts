import type { Timestamp } from "../../server/domain/time/timestamp.ts";
import type { Connection } from "./transaction.ts";

/** Open time of the newest stored candle of a series; null without any. */
export async function newestCandles(sql: Connection, seriesId: number): Promise<Timestamp | null> {
  const [row] = await sql<{ at: string | null }[]>`
    select greatest(
      (select max(last_at) from data_chunk where series_id = ${seriesId} and is_current),
      (select max(open_at) from candle_row where series_id = ${seriesId})) as at`;
  return row?.at == null ? null : Number(row.at);
}

/** Where the stored candles of a series that open before `before` end at the latest; null when there are none. */
export async function olderCandlesEnd(
  sql: Connection,
  seriesId: number,
  before: Timestamp,
  timeframeMs: number,
): Promise<Timestamp | null> {
  const [row] = await sql<{ at: string | null }[]>`
    select greatest(
      (select max(least(last_at, ${before}::bigint - 1)) from data_chunk
       where series_id = ${seriesId} and is_current and first_at < ${before}),
      (select max(open_at) from candle_row where series_id = ${seriesId} and open_at < ${before})) as at`;
  return row?.at == null ? null : Math.min(before, Number(row.at) + timeframeMs);
}

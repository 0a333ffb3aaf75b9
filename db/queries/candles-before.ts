import type { DataSeries } from "../../server/domain/markets/data-series.ts";
import type { Timestamp } from "../../server/domain/time/timestamp.ts";
import type { Client } from "../client.ts";

/** Whether a series holds anything from before `at` less a day: what a tape itself closed right at its start does not count. */
export async function hasCandlesBefore(sql: Client, series: DataSeries, at: Timestamp): Promise<boolean> {
  const before = at - 86_400_000;
  const [row] = await sql<{ has: boolean }[]>`
    select exists (
      select 1 from data_series s join data_chunk c on c.series_id = s.id and c.is_current
      where s.source = ${series.source} and s.symbol = ${series.symbol} and s.kind = ${series.kind}
        and s.timeframe = ${series.timeframe ?? ""} and c.first_at < ${before}) as has`;
  return row?.has === true;
}

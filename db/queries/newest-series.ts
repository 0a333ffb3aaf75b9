import type { Timeframe } from "../../server/domain/time/timeframe.ts";
import type { Timestamp } from "../../server/domain/time/timestamp.ts";
import type { Client } from "../client.ts";

export type NewestSeries = {
  readonly source: string;
  readonly symbol: string;
  /** Null for funding. */
  readonly timeframe: Timeframe | null;
  /** Open time of the newest stored candle, settlement of the newest funding. */
  readonly newestAt: Timestamp;
  /** Changes with whatever is stored of the series. */
  readonly stamp: string;
};

/** Every stored series of candles or funding of these markets that holds any, the finest timeframe of a market first. */
export async function newestSeries(
  sql: Client,
  markets: readonly { readonly source: string; readonly symbol: string }[],
): Promise<readonly NewestSeries[]> {
  const rows = await sql<(Omit<NewestSeries, "newestAt"> & { newestAt: string })[]>`
    select s.source, s.symbol, nullif(s.timeframe, '') as timeframe, newest.at as "newestAt",
      concat_ws(':', s.id, running.at, chunk.made_at, chunk.chunks) as stamp
    from data_series s
    join (select distinct * from unnest(${markets.map(({ source }) => source)}::text[],
      ${markets.map(({ symbol }) => symbol)}::text[]) as market (source, symbol)) wanted using (source, symbol)
    cross join lateral (select max(open_at) as at from candle_row where series_id = s.id) running
    cross join lateral (select max(last_at) as at, max(created_at) as made_at, count(*) as chunks
      from data_chunk where series_id = s.id and is_current) chunk
    cross join lateral (select greatest(running.at, chunk.at) as at) newest
    where s.kind in ('candles', 'funding') and newest.at is not null
    order by array_position(array['1m','3m','5m','15m','30m','1h','2h','4h','6h','8h','12h','1d'], s.timeframe)`;
  return rows.map((row) => ({ ...row, newestAt: Number(row.newestAt) }));
}

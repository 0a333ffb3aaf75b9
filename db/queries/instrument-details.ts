import type { CatalogueInstrument } from "../../server/domain/markets/catalogue.ts";
import type { SeriesKind } from "../../server/domain/markets/data-series.ts";
import type { Timeframe } from "../../server/domain/time/timeframe.ts";
import type { Timestamp } from "../../server/domain/time/timestamp.ts";
import type { Client } from "../client.ts";

/** An entry of the catalogue with all its fees; null for an id that no venue lists. */
export async function readInstrument(sql: Client, id: string): Promise<CatalogueInstrument | null> {
  const [row] = await sql<Omit<CatalogueInstrument, "fees">[]>`
    select id, venue, symbol, kind, base, quote, settle, trim_scale(tick)::text as tick, trim_scale(lot)::text as lot,
      trim_scale(min_notional)::text as "minNotional", trim_scale(contract_size)::text as "contractSize", status, source
    from instrument where id = ${id}`;
  if (row === undefined) return null;
  const fees = await sql<{ valid_from: string; maker_rate: string; taker_rate: string }[]>`
    select valid_from, trim_scale(maker_rate)::text as maker_rate, trim_scale(taker_rate)::text as taker_rate
    from instrument_fee where instrument_id = ${id} order by valid_from`;
  return {
    ...row,
    fees: fees.map((fee) => ({
      validFrom: Number(fee.valid_from),
      makerRate: fee.maker_rate,
      takerRate: fee.taker_rate,
    })),
  };
}

export type StoredSpan = {
  readonly kind: SeriesKind;
  readonly timeframe: Timeframe | null;
  readonly rows: number;
  readonly firstAt: Timestamp;
  readonly lastAt: Timestamp;
  readonly gaps: number;
};

/** What is stored of one market of a source, the finest candles first. */
export async function storedSpans(sql: Client, source: string, symbol: string): Promise<readonly StoredSpan[]> {
  const rows = await sql<
    { kind: SeriesKind; timeframe: string; rows: string; first: string; last: string; gaps: string }[]
  >`
    select s.kind, s.timeframe, coalesce(chunk.rows, 0) + running.rows as rows, least(chunk.first, running.first) as first,
      greatest(chunk.last, running.last) as last,
      (select count(*) from data_defect where series_id = s.id and data_defect.kind = 'gap') as gaps
    from data_series s
    cross join lateral (select sum(rows) as rows, min(first_at) as first, max(last_at) as last
      from data_chunk where series_id = s.id and is_current) chunk
    cross join lateral (select count(*) as rows, min(open_at) as first, max(open_at) as last
      from candle_row where series_id = s.id) running
    where s.source = ${source} and s.symbol = ${symbol} and coalesce(chunk.rows, 0) + running.rows > 0
    order by s.kind <> 'candles', s.kind,
      array_position(array['1m','3m','5m','15m','30m','1h','2h','4h','6h','8h','12h','1d'], s.timeframe)`;
  return rows.map((row) => ({
    kind: row.kind,
    timeframe: row.timeframe === "" ? null : (row.timeframe as Timeframe), // The table's check holds it to the timeframes.
    rows: Number(row.rows),
    firstAt: Number(row.first),
    lastAt: Number(row.last),
    gaps: Number(row.gaps),
  }));
}

/** The ids under which other venues list the same base, quote and kind. */
export async function sameElsewhere(sql: Client, id: string): Promise<readonly string[]> {
  const rows = await sql<{ id: string }[]>`
    select other.id from instrument i
    join instrument other on (other.base, other.quote, other.kind) = (i.base, i.quote, i.kind) and other.id <> i.id
    where i.id = ${id} order by other.venue <> 'paper', other.venue, other.id`;
  return rows.map((row) => row.id);
}

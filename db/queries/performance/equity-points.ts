import type { Client } from "../../client.ts";
import type { Reader } from "../recovery.ts";
import { unitOf } from "./net-flow.ts";

/** What a portfolio was worth at an instant of the tape; amounts are exact decimal texts in its base currency. */
export type EquityCapture = {
  readonly portfolioId: string;
  readonly at: number;
  /** The commit that the amounts belong to, and the tape time of its session. */
  readonly sequence: number;
  readonly now: number;
  readonly baseCurrency: string;
  readonly equity: string;
  readonly realised: string;
  readonly unrealised: string;
};

/**
 * Writes the points whose net flow is certain and tells which those are: the commit is the newest, or no money moved in
 * later ones. The others can be tried again. A point that is there already is written anew.
 */
export async function writeEquityPoints(
  sql: Client,
  captures: readonly EquityCapture[],
): Promise<{ readonly portfolioId: string; readonly at: number }[]> {
  if (captures.length === 0) return [];
  const rows = captures.map(({ portfolioId, at, sequence, now, baseCurrency, equity, realised, unrealised }) => ({
    ...{ portfolio_id: portfolioId, at, sequence, now, equity, realised, unrealised },
    ...{ currency: baseCurrency, unit: unitOf(baseCurrency) },
  }));
  const written = await sql<{ portfolio_id: string; at: string }[]>`
    insert into equity_point (portfolio_id, at, wall_at, equity, net_flow, realised, unrealised, sequence)
    select v.portfolio_id, v.at, clock_timestamp(), v.equity,
      trim_scale(
        (select coalesce(sum(rtrim(c ->> 'totalUnits', 'n')::numeric * v.unit), 0)
          from journal j, json_array_elements(j.changes::json) c
          where j.portfolio_id = v.portfolio_id and j.sequence = 0
            and c ->> 'kind' = 'balance-changed' and c ->> 'currency' = v.currency)
        + (select coalesce(sum(f.amount), 0) from cash_flow f
          where f.portfolio_id = v.portfolio_id and f.currency = v.currency)),
      v.realised, v.unrealised, v.sequence
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as v(
      portfolio_id uuid, at bigint, sequence bigint, now bigint, equity numeric, realised numeric, unrealised numeric,
      currency text, unit numeric)
    join portfolio_state s on s.portfolio_id = v.portfolio_id
    where s.sequence = v.sequence
      or (s.sequence > v.sequence and not exists (
        select 1 from cash_flow f where f.portfolio_id = v.portfolio_id and f.at >= v.now))
    on conflict (portfolio_id, at) do update set wall_at = excluded.wall_at, equity = excluded.equity,
      net_flow = excluded.net_flow, realised = excluded.realised, unrealised = excluded.unrealised,
      sequence = excluded.sequence
    returning portfolio_id, at`;
  return written.map((row) => ({ portfolioId: row.portfolio_id, at: Number(row.at) }));
}

/**
 * Where the points of these portfolios end, before a session goes on with them at `at`; null where there is none. Points
 * after that are taken away: a tape that goes on behind them tells that stretch again.
 */
export async function resumeEquityPoints(
  sql: Client,
  portfolioIds: readonly string[],
  at: number,
): Promise<Map<string, number | null>> {
  await sql`delete from equity_point where portfolio_id = any(${[...portfolioIds]}) and at > ${at}`;
  const rows = await sql<{ portfolio_id: string; at: string }[]>`
    select portfolio_id, max(at) as at from equity_point where portfolio_id = any(${[...portfolioIds]}) group by portfolio_id`;
  const ends = new Map(rows.map((row) => [row.portfolio_id, Number(row.at)]));
  return new Map(portfolioIds.map((id) => [id, ends.get(id) ?? null]));
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTES_KEPT_MS = 7 * DAY_MS;
const HOURS_KEPT_MS = 365 * DAY_MS;

/**
 * Keeps every minute of the last seven days before `now`, the last point of each hour of the last year, and of each day
 * before that; besides them the first point and each at which money moved, so that returns stay exact.
 */
export async function thinEquityPoints(sql: Client, portfolioIds: readonly string[], now: number): Promise<number> {
  const gone = await sql`
    with placed as (
      select portfolio_id, at,
        net_flow is distinct from lag(net_flow) over (partition by portfolio_id order by at) as is_flow,
        row_number() over (
          partition by portfolio_id, at < ${now - HOURS_KEPT_MS}::bigint,
            at / (case when at < ${now - HOURS_KEPT_MS}::bigint then ${DAY_MS}::bigint else ${HOUR_MS}::bigint end)
          order by at desc) as place
      from equity_point where portfolio_id = any(${[...portfolioIds]}) and at < ${now - MINUTES_KEPT_MS}::bigint)
    delete from equity_point p using placed
    where p.portfolio_id = placed.portfolio_id and p.at = placed.at and placed.place > 1 and not placed.is_flow`;
  return gone.count;
}

/** A stored point: exact decimal texts in the portfolio's base currency. */
export type StoredEquityPoint = {
  readonly at: number;
  readonly equity: string;
  readonly netFlow: string;
  readonly realised: string;
  readonly unrealised: string;
  /** The commit that the amounts belong to; null for a point of an older desk. */
  readonly sequence: number | null;
};

type PointRow = {
  at: string;
  equity: string;
  net_flow: string;
  realised: string;
  unrealised: string;
  sequence: string | null;
};

const pointOf = ({ at, net_flow, sequence, ...amounts }: PointRow): StoredEquityPoint => ({
  at: Number(at),
  netFlow: net_flow,
  sequence: sequence === null ? null : Number(sequence),
  ...amounts,
});

/** The points from the newest one not after `from` until `to`, in order of time. */
export async function readEquityPoints(
  sql: Reader,
  portfolioId: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<StoredEquityPoint[]> {
  const rows = await sql<PointRow[]>`
    select at, equity, net_flow, realised, unrealised, sequence from equity_point
    where portfolio_id = ${portfolioId} and at <= ${to} and at >= coalesce(
      (select max(at) from equity_point where portfolio_id = ${portfolioId} and at <= ${from}), ${from})
    order by at`;
  return rows.map(pointOf);
}

/** The newest point not after `at`, else the first of all; null without any. */
export async function findEquityPoint(sql: Reader, portfolioId: string, at: number): Promise<StoredEquityPoint | null> {
  const rows = await sql<PointRow[]>`
    (select 0 as place, at, equity, net_flow, realised, unrealised, sequence from equity_point
      where portfolio_id = ${portfolioId} and at <= ${at} order by at desc limit 1)
    union all
    (select 1, at, equity, net_flow, realised, unrealised, sequence from equity_point
      where portfolio_id = ${portfolioId} order by at limit 1)
    order by place limit 1`;
  const [row] = rows;
  if (row === undefined) return null;
  const { at: pointAt, equity, net_flow, realised, unrealised, sequence } = row;
  return pointOf({ at: pointAt, equity, net_flow, realised, unrealised, sequence });
}

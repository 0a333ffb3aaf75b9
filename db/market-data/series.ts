import type { DataSeries } from "../../server/domain/markets/data-series.ts";
import { TIMEFRAMES, type Timeframe, timeframeMs } from "../../server/domain/time/timeframe.ts";
import type { Connection } from "./transaction.ts";

const LOCK_SPACE = 7_301; // Any number no other advisory lock of ours uses.

/** The id of a series that is stored, else null. */
export async function findSeries(sql: Connection, { source, symbol, kind, timeframe }: DataSeries) {
  const [row] = await sql<{ id: number }[]>`
    select id from data_series
    where source = ${source} and symbol = ${symbol} and kind = ${kind} and timeframe = ${timeframe ?? ""}`;
  return row?.id ?? null;
}

/** Finds or adds the series and keeps other writers of it waiting until the transaction ends. */
export async function lockSeries(sql: Connection, series: DataSeries): Promise<number> {
  const { source, symbol, kind, timeframe } = series;
  if ((kind === "candles" || kind === "mark-candles") !== (timeframe !== null))
    throw new RangeError(`A series of ${kind} ${timeframe === null ? "needs a" : "has no"} timeframe`);
  await sql`
    insert into data_series (source, symbol, kind, timeframe) values (${source}, ${symbol}, ${kind}, ${timeframe ?? ""})
    on conflict do nothing`;
  const id = await findSeries(sql, series);
  if (id === null) throw new Error(`The series ${source} ${symbol} vanished while it was written`);
  await sql`select pg_advisory_xact_lock(${LOCK_SPACE}, ${id})`;
  return id;
}

/** The stored series whose candles make up those of `series`: itself, else the finest whose timeframe divides its own. */
export async function findCandleSource(
  sql: Connection,
  series: DataSeries,
): Promise<{ id: number; timeframe: Timeframe } | null> {
  const wanted = requireTimeframe(series);
  const rows = await sql<{ id: number; timeframe: Timeframe }[]>`
    select id, timeframe from data_series
    where source = ${series.source} and symbol = ${series.symbol} and kind = ${series.kind}`;
  const own = rows.find(({ timeframe }) => timeframe === wanted);
  if (own !== undefined) return own;
  const divides = (timeframe: Timeframe) => timeframeMs(wanted) % timeframeMs(timeframe) === 0;
  const [finest] = rows
    .filter(({ timeframe }) => divides(timeframe))
    .sort((a, b) => TIMEFRAMES.indexOf(a.timeframe) - TIMEFRAMES.indexOf(b.timeframe));
  return finest ?? null;
}

export function requireTimeframe(series: DataSeries): Timeframe {
  if (series.timeframe === null) throw new RangeError(`A series of ${series.kind} has no candles`);
  return series.timeframe;
}

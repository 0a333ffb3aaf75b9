import { loadCandles } from "../../../db/market-data/load-candles.ts";
import { type NewestCandles, newestCandles } from "../../../db/queries/newest-candles.ts";
import { timeframeMs } from "../../domain/time/timeframe.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import type { Desk } from "../desk.ts";
import { DAY_MS, type DayStatistics, dayStatistics } from "./day-statistics.ts";

export type InstrumentStatistics = {
  /** Null without stored candles. */
  readonly day: DayStatistics | null;
};

type Market = { readonly id: string; readonly source: string | null; readonly symbol: string };

type Computed = { readonly stamp: string; readonly day: DayStatistics | null };

// A series changes once a minute at most, and every open page asks: what is computed once serves all.
const computed = new WeakMap<Desk, Map<string, Computed>>();

/** The statistics of the instruments that have stored data, by id: one look at what is newest, then only what changed. */
export async function statisticsOf(
  desk: Desk,
  instruments: readonly Market[],
): Promise<ReadonlyMap<string, InstrumentStatistics>> {
  const markets = instruments.flatMap(({ source, symbol }) => (source === null ? [] : [{ source, symbol }]));
  const finest = new Map<string, NewestCandles>();
  if (markets.length > 0) for (const series of await newestCandles(desk.sql, markets)) keepNewest(finest, series);
  const days = new Map<string, DayStatistics | null>();
  await Promise.all([...finest].map(async ([key, series]) => days.set(key, await dayOf(desk, key, series))));
  return new Map(
    instruments.flatMap(({ id, source, symbol }) => {
      const day = source === null ? null : (days.get(keyOf(source, symbol)) ?? null);
      return day === null ? [] : [[id, { day }] as const];
    }),
  );
}

const keyOf = (source: string, symbol: string) => `${source} ${symbol}`;

/** Of a market's series the finest, which comes first, unless a coarser one reaches more than a day further. */
function keepNewest(finest: Map<string, NewestCandles>, series: NewestCandles): void {
  const key = keyOf(series.source, series.symbol);
  const known = finest.get(key);
  const untilOf = ({ newestAt, timeframe }: NewestCandles) => newestAt + timeframeMs(timeframe);
  if (known === undefined || untilOf(series) > untilOf(known) + DAY_MS) finest.set(key, series);
}

async function dayOf(desk: Desk, key: string, series: NewestCandles): Promise<DayStatistics | null> {
  const kept = computed.get(desk) ?? new Map<string, Computed>();
  computed.set(desk, kept);
  const known = kept.get(key);
  if (known?.stamp === series.stamp) return known.day;
  const { source, symbol, timeframe, newestAt } = series;
  const from = newestAt + timeframeMs(timeframe) - DAY_MS;
  const wanted = { from, to: newestAt + timeframeMs(timeframe), hasExtra: true };
  const columns = await loadCandles(desk.sql, { source, symbol, kind: "candles", timeframe }, wanted);
  const day = dayStatistics(columns);
  kept.set(key, { stamp: series.stamp, day });
  return day;
}

/** The statistics of up to a page of instruments; one without stored data is left out. */
export async function instrumentStatistics(
  desk: Desk,
  actor: Actor,
  input: { readonly instrumentIds: readonly string[] },
): Promise<Readonly<Record<string, InstrumentStatistics>>> {
  await authorize(desk.database, actor, "data:view", null);
  const markets = await desk.sql<Market[]>`
    select id, source, symbol from instrument where id = any(${[...input.instrumentIds]})`;
  return Object.fromEntries(await statisticsOf(desk, markets));
}

import type { TransactionSql } from "postgres";
import { loadFunding } from "../../../db/market-data/events/funding.ts";
import { loadCandles } from "../../../db/market-data/load-candles.ts";
import { type NewestSeries, newestSeries } from "../../../db/queries/newest-series.ts";
import { type Timeframe, timeframeMs } from "../../domain/time/timeframe.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import type { Desk } from "../desk.ts";
import { DAY_MS, type DayStatistics, dayStatistics } from "./day-statistics.ts";

/** The newest stored funding: an exact signed fraction; `nextAt` goes by the interval before it. */
type StoredFunding = { readonly rate: string; readonly at: Timestamp; readonly nextAt: Timestamp | null };

export type InstrumentStatistics = {
  /** Null without stored candles. */
  readonly day: DayStatistics | null;
  /** Null without stored funding. */
  readonly funding: StoredFunding | null;
};

type Market = { readonly id: string; readonly source: string | null; readonly symbol: string };

type Computed = { readonly stamp: string; readonly part: Part };

// A series changes once a minute at most, and every open page asks: what is computed once serves all.
const computed = new WeakMap<Desk, Map<string, Computed>>();

/** The statistics of the instruments that have stored data, by id: one look at what is newest, then only what changed. */
export async function statisticsOf(
  desk: Desk,
  instruments: readonly Market[],
): Promise<ReadonlyMap<string, InstrumentStatistics>> {
  const markets = instruments.flatMap(({ source, symbol }) => (source === null ? [] : [{ source, symbol }]));
  const chosen = new Map<string, NewestSeries>();
  if (markets.length > 0) for (const series of await newestSeries(desk.sql, markets)) keepBest(chosen, series);
  const parts = new Map<string, InstrumentStatistics>();
  for (const [series, part] of await partsOf(desk, [...chosen.values()])) {
    const market = marketKey(series);
    parts.set(market, { ...(parts.get(market) ?? { day: null, funding: null }), ...part });
  }
  return new Map(
    instruments.flatMap(({ id, source, symbol }) => {
      const statistics = source === null ? undefined : parts.get(marketKey({ source, symbol }));
      return statistics === undefined ? [] : [[id, statistics] as const];
    }),
  );
}

const marketKey = ({ source, symbol }: { readonly source: string; readonly symbol: string }) => `${source} ${symbol}`;

const seriesKey = (series: NewestSeries) => `${marketKey(series)} ${series.timeframe === null ? "funding" : "candles"}`;

/** Of a market's candles the finest, which come first, unless coarser ones reach more than a day further. */
function keepBest(chosen: Map<string, NewestSeries>, series: NewestSeries): void {
  const key = seriesKey(series);
  const known = chosen.get(key);
  const untilOf = ({ newestAt, timeframe }: NewestSeries) =>
    newestAt + (timeframe === null ? 0 : timeframeMs(timeframe));
  if (known === undefined || untilOf(series) > untilOf(known) + DAY_MS) chosen.set(key, series);
}

type Part = Partial<InstrumentStatistics>;

async function partsOf(
  desk: Desk,
  chosen: readonly NewestSeries[],
): Promise<readonly (readonly [NewestSeries, Part])[]> {
  const kept = computed.get(desk) ?? new Map<string, Computed>();
  computed.set(desk, kept);
  const keptOf = (series: NewestSeries) => {
    const known = kept.get(seriesKey(series));
    return known?.stamp === series.stamp ? known.part : undefined;
  };
  const changed = chosen.filter((series) => keptOf(series) === undefined);
  if (changed.length > 0) {
    // On a connection of its own, one after the other: stored chunks are copied out, and nothing else may be asked on it meanwhile.
    await desk.sql.begin("read only", async (transaction) => {
      for (const series of changed) {
        const part = await compute(transaction, series);
        kept.set(seriesKey(series), { stamp: series.stamp, part });
      }
    });
  }
  return chosen.map((series) => [series, keptOf(series) ?? {}] as const);
}

async function compute(sql: TransactionSql, series: NewestSeries): Promise<Part> {
  const { timeframe } = series;
  if (timeframe === null) return { funding: await newestFunding(sql, series) };
  return { day: await dayOf(sql, series, timeframe) };
}

async function dayOf(sql: TransactionSql, { source, symbol, newestAt }: NewestSeries, timeframe: Timeframe) {
  const until = newestAt + timeframeMs(timeframe);
  const wanted = { from: until - DAY_MS, to: until, hasExtra: true };
  return dayStatistics(await loadCandles(sql, { source, symbol, kind: "candles", timeframe }, wanted));
}

async function newestFunding(
  sql: TransactionSql,
  { source, symbol, newestAt }: NewestSeries,
): Promise<StoredFunding | null> {
  const series = { source, symbol, kind: "funding", timeframe: null } as const;
  const rates = await loadFunding(sql, series, { from: newestAt - 2 * DAY_MS });
  const at = rates?.at.at(-1);
  const rate = rates?.rate.at(-1);
  if (at === undefined || rate === undefined) return null;
  const before = rates?.at.at(-2);
  return { rate, at, nextAt: before === undefined ? null : at + (at - before) };
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

import {
  type FoundInstrument,
  instrumentsById,
  matchingInstruments,
  SEARCH_ORDERS,
  type SearchFilter,
  type SearchOrder,
  searchInstruments as searchTables,
} from "../../../db/queries/instrument-search.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import { requireUser } from "../controls/require-user.ts";
import type { Desk } from "../desk.ts";
import { type InstrumentStatistics, statisticsOf } from "./statistics.ts";

/** Orders that only the stored candles and funding know. */
const FIGURE_ORDERS = ["last", "change", "high", "low", "volume", "funding"] as const;
type FigureOrder = (typeof FIGURE_ORDERS)[number];

export const ORDERS = [...SEARCH_ORDERS, ...FIGURE_ORDERS] as const;

export type SearchInput = Omit<SearchFilter, "userId"> & {
  readonly order: SearchOrder | FigureOrder;
  readonly isDescending: boolean;
  readonly offset: number;
  readonly limit: number;
};

type SearchAnswer = { readonly total: number; readonly found: readonly FoundInstrument[] };

const isTableOrder = (order: string): order is SearchOrder => SEARCH_ORDERS.some((known) => known === order);

/** One page of the catalogue as the actor sees it: with the own stars, on one of the own lists where asked. */
export async function searchInstruments(desk: Desk, actor: Actor, input: SearchInput): Promise<SearchAnswer> {
  await authorize(desk.database, actor, "data:view", null);
  const userId = requireUser(actor);
  const { order, isDescending, offset, limit, ...terms } = input;
  const filter: SearchFilter = { ...terms, userId };
  if (isTableOrder(order)) return searchTables(desk.sql, filter, { order, isDescending, offset, limit });
  const matching = await matchingInstruments(desk.sql, filter);
  const statistics = await statisticsOf(desk, matching);
  const ranked = matching
    .map(({ id }) => ({ id, figure: figureOf(statistics.get(id), order) }))
    .sort((a, b) => compareFigures(a.figure, b.figure, isDescending));
  const ids = ranked.slice(offset, offset + limit).map(({ id }) => id);
  return { total: ranked.length, found: await instrumentsById(desk.sql, userId, ids) };
}

function figureOf(statistics: InstrumentStatistics | undefined, order: FigureOrder): number | null {
  if (statistics === undefined) return null;
  const { day, funding } = statistics;
  switch (order) {
    case "last":
    case "high":
    case "low":
      return day === null ? null : Number(day[order]);
    case "change":
      return day?.changeFraction ?? null;
    case "volume":
      return day === null ? null : Number(day.quoteVolume);
    case "funding":
      return funding === null ? null : Number(funding.rate);
  }
}

/** What has no figure comes last in either direction; the sort is stable, so equals keep the table's order. */
function compareFigures(a: number | null, b: number | null, isDescending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return isDescending ? b - a : a - b;
}

"use client";

import { parseAsArrayOf, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import {
  FILL_SORTS,
  type FillFilter,
  type FillSort,
  ORDER_ENDS,
  ORDER_SORTS,
  ORDER_SOURCES,
  type OrderFilter,
  type OrderSort,
  type SortedBy,
} from "../../../server/domain/orders/order-listing.ts";
import { LIQUIDITIES, ORDER_TYPES, SIDES } from "../../../server/domain/orders/order-type.ts";
import type { Sorting } from "../../tables/model/table-layout.ts";

export const ORDER_TABS = ["open", "today", "history", "fills", "statement"] as const;
export type OrderTab = (typeof ORDER_TABS)[number];

const words = <Word extends string>(known: readonly Word[]) =>
  parseAsArrayOf(parseAsStringLiteral(known)).withDefault([]);

const PARSERS = {
  tab: parseAsStringLiteral(ORDER_TABS).withDefault("open"),
  q: parseAsString.withDefault(""),
  market: parseAsArrayOf(parseAsString).withDefault([]),
  side: words(SIDES),
  type: words(ORDER_TYPES),
  status: words(ORDER_ENDS),
  source: words(ORDER_SOURCES),
  liquidity: words(LIQUIDITIES),
  tag: parseAsString.withDefault(""),
  from: parseAsInteger,
  until: parseAsInteger,
  sort: parseAsString.withDefault(""),
  order: parseAsString,
  day: parseAsString,
} as const;

/** What the screen shows stands in its address, so that a link or a reload shows the same. */
export const useBlotterState = () => useQueryStates(PARSERS, { history: "replace", clearOnDefault: true });

export type BlotterState = ReturnType<typeof useBlotterState>[0];

export const NO_FILTERS = {
  q: null,
  market: null,
  side: null,
  type: null,
  status: null,
  source: null,
  liquidity: null,
  tag: null,
  from: null,
  until: null,
} as const;

/** `-time,price`: the first key counts most, a minus says descending. */
export const readSorting = (text: string): Sorting[] =>
  text
    .split(",")
    .filter((word) => word !== "" && word !== "-")
    .slice(0, 4)
    .map((word) => (word.startsWith("-") ? { id: word.slice(1), desc: true } : { id: word, desc: false }));

export const writeSorting = (sorting: readonly Sorting[]): string =>
  sorting.map(({ id, desc }) => `${desc ? "-" : ""}${id}`).join(",");

function sortedBy<Key extends string>(sorting: readonly Sorting[], keys: readonly Key[]): SortedBy<Key>[] {
  return sorting.flatMap(({ id, desc }) => {
    const key = keys.find((known) => known === id);
    return key === undefined ? [] : [{ key, isDescending: desc }];
  });
}

export const orderSort = (state: BlotterState): SortedBy<OrderSort>[] => sortedBy(readSorting(state.sort), ORDER_SORTS);
export const fillSort = (state: BlotterState): SortedBy<FillSort>[] => sortedBy(readSorting(state.sort), FILL_SORTS);

/** The orders of a tab: the open ones, those of the tape's present day, or all. */
export function orderFilter(
  state: BlotterState,
  today: { readonly from: number; readonly until: number },
): OrderFilter {
  const isToday = state.tab === "today";
  return {
    instrumentIds: state.market,
    sides: state.side,
    types: state.type,
    ends: state.tab === "open" ? ["working"] : state.status,
    sources: state.source,
    tag: state.tag.trim().toLowerCase(),
    text: state.q.trim(),
    from: isToday ? today.from : state.from,
    until: isToday ? today.until : state.until,
  };
}

export const fillFilter = (state: BlotterState): FillFilter => ({
  instrumentIds: state.market,
  sides: state.side,
  liquidities: state.liquidity,
  text: state.q.trim(),
  from: state.from,
  until: state.until,
});

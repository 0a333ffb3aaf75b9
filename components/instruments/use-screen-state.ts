"use client";

import { useSearchParams } from "next/navigation";
import { INSTRUMENT_KINDS, INSTRUMENT_STATUSES } from "../../server/domain/markets/catalogue.ts";
import type { ColumnOrder } from "./catalogue-client.ts";
import type { Filters } from "./filter-bar.tsx";
import { COLUMNS } from "./table/columns.ts";

export type ScreenState = Filters & {
  readonly list: string | null;
  readonly order: ColumnOrder;
  readonly isDescending: boolean;
  /** The instrument whose details are open. */
  readonly details: string | null;
};

const oneOf = <Value extends string>(known: readonly Value[], text: string): Value[] =>
  known.filter((value) => text.split(",").includes(value));

export function readScreenState(search: URLSearchParams): ScreenState {
  const read = (name: string) => search.get(name) ?? "";
  const order = COLUMNS.find((column) => column.order !== undefined && column.order === read("sort"))?.order;
  return {
    text: read("q").slice(0, 100),
    venues: read("venue").split(",").filter(Boolean).slice(0, 50),
    kinds: oneOf(INSTRUMENT_KINDS, read("kind")),
    statuses: oneOf(INSTRUMENT_STATUSES, read("status")),
    list: search.get("list"),
    order: order ?? "best",
    isDescending: order !== undefined && read("dir") === "desc",
    details: search.get("details"),
  };
}

/** The query of the address that says so; what else stands in it stays. */
export function writeScreenState(search: URLSearchParams, state: ScreenState): string {
  const query = new URLSearchParams(search);
  const write = (name: string, value: string | null) => {
    if (value === null || value === "") query.delete(name);
    else query.set(name, value);
  };
  write("q", state.text);
  write("venue", state.venues.join(","));
  write("kind", state.kinds.join(","));
  write("status", state.statuses.join(","));
  write("list", state.list);
  write("sort", state.order === "best" ? null : state.order);
  write("dir", state.order !== "best" && state.isDescending ? "desc" : null);
  write("details", state.details);
  return query.toString();
}

/** What the screen shows stands in its address, so that a link or a reload shows the same. */
export function useScreenState(): readonly [ScreenState, (part: Partial<ScreenState>) => void] {
  const search = useSearchParams();
  const state = readScreenState(search);
  const change = (part: Partial<ScreenState>) => {
    const now = new URLSearchParams(window.location.search); // Two changes can come before one drawing.
    const query = writeScreenState(now, { ...readScreenState(now), ...part });
    window.history.replaceState(null, "", query === "" ? window.location.pathname : `?${query}`);
  };
  return [state, change];
}

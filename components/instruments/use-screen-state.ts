"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { INSTRUMENT_KINDS, INSTRUMENT_STATUSES } from "../../server/domain/markets/catalogue.ts";
import { useStored } from "../preferences/preferences.ts";
import type { ColumnOrder } from "./catalogue-client.ts";
import type { Filters } from "./filter-bar.tsx";

/** What a person may sort by. */
const ORDERS: readonly ColumnOrder[] = [
  "symbol",
  "venue",
  "kind",
  "last",
  "change",
  "high",
  "low",
  "volume",
  "funding",
  "status",
];

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
  const order = ORDERS.find((known) => known === read("sort"));
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

const SETTLED_MS = 2_000;
const KEPT = "table.instruments-view";
const KEPT_TERMS = ["venue", "kind", "status", "sort", "dir"] as const;
const ALL_TERMS = [...KEPT_TERMS, "q", "list", "details"] as const;

const show = (query: string) =>
  window.history.replaceState(null, "", query === "" ? window.location.pathname : `?${query}`);

/** Sorting and filters, as they are kept for the next time: an address that says nothing else shows them again. */
export function keptTerms(query: string): string {
  const terms = new URLSearchParams(query);
  return KEPT_TERMS.flatMap((name) => (terms.has(name) ? [[name, terms.get(name) ?? ""]] : []))
    .map((pair) => new URLSearchParams([pair as [string, string]]).toString())
    .join("&");
}

/** What the screen shows stands in its address, so that a link or a reload shows the same. */
export function useScreenState(): readonly [ScreenState, (part: Partial<ScreenState>) => void] {
  const search = useSearchParams();
  const [kept, keep] = useStored<string>(KEPT, "");
  // What is kept is known a moment after the page; later it is only what this page itself has changed.
  const isSettled = useRef(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      isSettled.current = true;
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    const now = new URLSearchParams(window.location.search);
    const terms = keptTerms(kept);
    if (isSettled.current || terms === "" || ALL_TERMS.some((name) => now.has(name))) return;
    isSettled.current = true;
    for (const [name, value] of new URLSearchParams(terms)) now.set(name, value);
    show(now.toString());
  }, [kept]);
  const state = readScreenState(search);
  const change = (part: Partial<ScreenState>) => {
    const now = new URLSearchParams(window.location.search); // Two changes can come before one drawing.
    const query = writeScreenState(now, { ...readScreenState(now), ...part });
    show(query);
    isSettled.current = true;
    keep(keptTerms(query));
  };
  return [state, change];
}

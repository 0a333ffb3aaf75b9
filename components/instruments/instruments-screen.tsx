"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useEffect, useMemo, useRef, useState } from "react";
import { freshnessOf } from "../live/freshness.ts";
import { useDataAge } from "../live/use-desk.tsx";
import { useShortcuts } from "../shortcuts/use-shortcuts.ts";
import { Panel } from "../ui/panel.tsx";
import { catalogue as client, type FoundInstrument, type SearchTerms, type VenueCount } from "./catalogue-client.ts";
import { DetailsDrawer } from "./details/details-drawer.tsx";
import { FilterBar, type Filters } from "./filter-bar.tsx";
import { FAVOURITES, whyNotTradable } from "./instrument-words.ts";
import { ListTabs } from "./lists/list-tabs.tsx";
import { NothingFound } from "./nothing-found.tsx";
import { InstrumentTable } from "./table/instrument-table.tsx";
import { useCatalogue } from "./use-catalogue.ts";
import { useScreenState } from "./use-screen-state.ts";
import { useWatchlists } from "./use-watchlists.ts";

const TYPING_MS = 120;

/** The words as they are once typing has paused. */
function useTyped(text: string): string {
  const [typed, setTyped] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setTyped(text), text === "" ? 0 : TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return typed;
}

/** The catalogue of all venues: searched, filtered, watched, with the day's figures and live prices. */
export function InstrumentsScreen() {
  const router = useRouter();
  const portfolio = useSearchParams().get("portfolio");
  const [state, change] = useScreenState();
  const watchlists = useWatchlists();
  const [venues, setVenues] = useState<readonly VenueCount[]>([]);
  const [active, setActive] = useState<number | null>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const gridRef = useRef<HTMLDivElement>(null);
  const ageMs = useDataAge();
  const text = useTyped(state.text);
  const { list, order, isDescending } = state;
  // What is on a list decides what the desk finds on it.
  const listed =
    list === null ? "" : (watchlists.lists.find(({ name }) => name === list)?.instrumentIds.join(" ") ?? "");
  const filterKey = JSON.stringify([state.venues, state.kinds, state.statuses]);
  const terms = useMemo<SearchTerms>(() => {
    const [of, kinds, statuses] = JSON.parse(filterKey);
    return { text, venues: of, kinds, statuses, list, order, isDescending };
  }, [text, filterKey, list, order, isDescending]);
  const catalogue = useCatalogue(terms, listed);

  useEffect(() => {
    void client.venues().then(setVenues, () => undefined); // Without them the filter is empty; the table says the rest.
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows have no row that is the active one.
  useEffect(() => setActive(null), [terms]);
  useShortcuts([
    {
      id: "instruments.search",
      keys: "/",
      scope: "page",
      label: "Search instruments",
      run: () => searchRef.current?.select(),
    },
  ]);

  const tradeHref = (id: string) =>
    `/trade/${encodeURIComponent(id)}${portfolio === null ? "" : `?portfolio=${encodeURIComponent(portfolio)}`}`;
  const open = (row: FoundInstrument) => change({ details: row.id });
  const enter = (row: FoundInstrument) => (whyNotTradable(row) === null ? router.push(tradeHref(row.id)) : open(row));
  const setFilters = (part: Partial<Filters>) => change(part);
  const clear = () => change({ text: "", venues: [], kinds: [], statuses: [] });
  const move = (id: string, places: number) => {
    if (list !== null && order === "best" && text === "") void watchlists.move(list, id, places);
  };
  const isEmpty = catalogue.total === 0 && !catalogue.isBehind;
  return (
    <Panel name="Instruments" className="flex-1">
      <h1 className="sr-only">Instruments</h1>
      <ListTabs
        watchlists={watchlists}
        chosen={list}
        total={catalogue.total}
        onChoose={(chosen) => change({ list: chosen })}
      />
      <FilterBar
        filters={state}
        venues={venues}
        onChange={setFilters}
        searchRef={searchRef}
        onDown={() => {
          setActive(catalogue.total === 0 ? null : 0);
          gridRef.current?.focus();
        }}
      />
      <p role="status" className="sr-only">
        {catalogue.total === null ? "Loading instruments" : `${catalogue.total} instruments`}
      </p>
      <div className="flex min-h-0 flex-1 border-t border-line-subtle">
        {isEmpty || (catalogue.problem !== null && catalogue.total === null) ? (
          <NothingFound
            state={state}
            problem={catalogue.problem}
            isCatalogueEmpty={venues.length === 0}
            onClear={clear}
            onAll={() => change({ list: null })}
            onRetry={catalogue.reload}
          />
        ) : (
          <InstrumentTable
            catalogue={catalogue}
            sorting={state}
            onSort={change}
            active={active}
            onActivate={setActive}
            isFavourite={(id) => watchlists.has(FAVOURITES, id)}
            onStar={(id) => void watchlists.toggle(FAVOURITES, id)}
            onOpen={open}
            onEnter={enter}
            onMove={(row, places) => move(row.id, places)}
            tradeHref={tradeHref}
            gridRef={gridRef}
            isStale={ageMs !== null && freshnessOf(ageMs) === "stale"}
          />
        )}
        {state.details === null ? null : (
          <DetailsDrawer
            key={state.details}
            instrumentId={state.details}
            watchlists={watchlists}
            list={list}
            tradeHref={tradeHref(state.details)}
            onShow={(id) => change({ details: id })}
            onMove={(places) => state.details !== null && move(state.details, places)}
            onClose={() => {
              change({ details: null });
              gridRef.current?.focus();
            }}
          />
        )}
      </div>
    </Panel>
  );
}

"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useNotices } from "../layout/notices.tsx";
import { freshnessOf } from "../live/freshness.ts";
import { useDataAge } from "../live/use-desk.tsx";
import { useShortcuts } from "../shortcuts/use-shortcuts.ts";
import { tableCsv } from "../tables/model/table-csv.ts";
import { saveText } from "../tables/save-text.ts";
import { TableTools } from "../tables/tools/table-tools.tsx";
import { Panel } from "../ui/panel.tsx";
import { catalogue as client, type FoundInstrument, type SearchTerms, type VenueCount } from "./catalogue-client.ts";
import { DetailsDrawer } from "./details/details-drawer.tsx";
import { FilterBar, type Filters } from "./filter-bar.tsx";
import { ListTabs } from "./lists/list-tabs.tsx";
import { NothingFound } from "./nothing-found.tsx";
import { allRows } from "./table/all-rows.ts";
import { InstrumentTable } from "./table/instrument-table.tsx";
import { FAVOURITES, whyNotTradable } from "./tradable.ts";
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
  const say = useNotices();
  const searchRef = useRef<HTMLInputElement>(null);
  const gridRef = useRef<HTMLDivElement>(null);
  const ageMs = useDataAge();
  const text = useTyped(state.text);
  const { list, order, isDescending } = state;
  // What is on a list decides what the desk finds on it, and what was just put there it finds once it is stored.
  const ownIds = watchlists.lists.find(({ name }) => name === list)?.instrumentIds ?? [];
  const listed = list === null ? "" : [watchlists.answered, ...ownIds].join(" ");
  const filterKey = JSON.stringify([state.venues, state.kinds, state.statuses]);
  const terms = useMemo<SearchTerms>(() => {
    const [of, kinds, statuses] = JSON.parse(filterKey);
    return { text, venues: of, kinds, statuses, list, order, isDescending };
  }, [text, filterKey, list, order, isDescending]);
  const catalogue = useCatalogue(terms, listed);

  useEffect(() => {
    void client.venues().then(setVenues, () => undefined); // Without them the filter is empty; the table says the rest.
  }, []);
  useShortcuts([
    {
      id: "instruments.search",
      keys: "/",
      scope: "page",
      label: "Search instruments",
      run: () => searchRef.current?.select(),
    },
  ]);

  const tradeHref = useCallback(
    (id: string) =>
      `/trade/${encodeURIComponent(id)}${portfolio === null ? "" : `?portfolio=${encodeURIComponent(portfolio)}`}`,
    [portfolio],
  );
  const favourites = useMemo(
    () => new Set(watchlists.lists.find(({ name }) => name === FAVOURITES)?.instrumentIds),
    [watchlists.lists],
  );
  const focusRow = (which: string) => gridRef.current?.querySelector<HTMLElement>(`[data-row]${which}`)?.focus();
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
      <p role="status" className="sr-only">
        {catalogue.total === null ? "Loading instruments" : `${catalogue.total} instruments`}
      </p>
      <div className="flex min-h-0 flex-1">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <InstrumentTable
            catalogue={catalogue}
            sorting={state}
            onSort={change}
            favourites={favourites}
            onStar={(id) => void watchlists.toggle(FAVOURITES, id)}
            opened={state.details}
            onOpen={open}
            onEnter={enter}
            onMove={(row, places) => move(row.id, places)}
            onExport={(table, whole) => {
              const save = (rows: NonNullable<typeof whole>) =>
                saveText("tradewind-instruments.csv", tableCsv(table.shown, rows, table.mode));
              if (whole !== null) return save(whole);
              allRows(terms).then(save, (error: Error) => say(`The file could not be made: ${error.message}`));
            }}
            tradeHref={tradeHref}
            gridRef={gridRef}
            isStale={ageMs !== null && freshnessOf(ageMs) === "stale"}
            empty={
              isEmpty || (catalogue.problem !== null && catalogue.total === null) ? (
                <NothingFound
                  state={state}
                  problem={catalogue.problem}
                  isCatalogueEmpty={venues.length === 0}
                  onClear={clear}
                  onAll={() => change({ list: null })}
                  onRetry={catalogue.reload}
                />
              ) : null
            }
          >
            {(table) => (
              <div className="border-b border-line-subtle">
                <FilterBar
                  filters={state}
                  venues={venues}
                  onChange={setFilters}
                  searchRef={searchRef}
                  onDown={() => focusRow('[data-index="0"]')}
                >
                  <TableTools table={table} />
                </FilterBar>
              </div>
            )}
          </InstrumentTable>
        </div>
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
              focusRow('[tabindex="0"]');
            }}
          />
        )}
      </div>
    </Panel>
  );
}

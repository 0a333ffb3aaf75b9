"use client";

import Link from "next/link";
import { type MouseEvent, useEffect, useMemo, useState } from "react";
import type { Statistics } from "../../instruments/catalogue-client.ts";
import { describeChange, kindName } from "../../instruments/instrument-words.ts";
import { changeFigure, figureNow, lastFigure } from "../../instruments/table/figures.ts";
import { Sparkline } from "../../instruments/table/sparkline.tsx";
import { FAVOURITES, venueName } from "../../instruments/tradable.ts";
import { useStatistics } from "../../instruments/use-statistics.ts";
import { useDesk, useDeskState, useWatch } from "../../live/use-desk.tsx";
import { LiveCells } from "../../tables/stream/live-cells.ts";
import { EmptyNote } from "../../ui/panel.tsx";
import { useOpenMarket } from "../market/open-market.ts";
import { MARKETS, type Watching, type WatchRow } from "./use-watch-rows.ts";

type WatchlistPanelProps = { readonly watching: Watching; readonly currentId: string };

/** A list of markets with price, change and course of the day; a click shows the market on the terminal. */
export function WatchlistPanel({ watching, currentId }: WatchlistPanelProps) {
  const { lists, list, choose, rows, problem } = watching;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 items-center gap-2 border-b border-line-subtle px-(--pad) py-1">
        <select
          aria-label="Watchlist"
          value={list}
          className="h-(--ctl) min-w-0 flex-1 rounded-md border border-line bg-panel px-2 text-[12px]"
          onChange={(event) => choose(event.target.value)}
        >
          <option value={MARKETS}>All that is traded here</option>
          {lists.map(({ name, instrumentIds }) => (
            <option key={name} value={name}>
              {name === FAVOURITES ? "Favourites" : name} ({instrumentIds.length})
            </option>
          ))}
        </select>
        <Link
          href={`/instruments${list === MARKETS ? "" : `?list=${encodeURIComponent(list)}`}`}
          className="flex min-h-(--ctl) items-center text-[11px] font-medium text-fg-2 hover:text-fg hover:underline"
        >
          Edit
        </Link>
      </div>
      {rows !== null && rows.length > 0 ? (
        <Rows rows={rows} currentId={currentId} />
      ) : (
        <EmptyNote>
          {problem ??
            (rows === null
              ? "Loading the list…"
              : "Nothing on this list yet. “Edit” leads to Instruments: a star puts a market here.")}
        </EmptyNote>
      )}
    </div>
  );
}

function Rows({ rows, currentId }: { readonly rows: readonly WatchRow[]; readonly currentId: string }) {
  const { store } = useDesk();
  const ids = useMemo(() => rows.map(({ id }) => id), [rows]);
  useWatch(useMemo(() => ({ top: ids, deep: [] }), [ids]));
  const statistics = useStatistics(ids);
  const [cells] = useState(() => new LiveCells(store.subscribe));
  useEffect(() => cells.start(), [cells]);
  const held = useDeskState(({ snapshot }) =>
    [...new Set(snapshot?.lots.map(({ instrumentId }) => instrumentId) ?? [])].sort().join(" "),
  ).split(" ");
  return (
    <ul aria-label="Markets" className="min-h-0 flex-1 overflow-auto">
      {rows.map((row) => (
        <Row
          key={row.id}
          row={row}
          cells={cells}
          figures={statistics.get(row.id) ?? null}
          isCurrent={row.id === currentId}
          isHeld={held.includes(row.id)}
        />
      ))}
    </ul>
  );
}

/** What tells markets of one pair apart. */
const placeWords = ({ kind, venue }: WatchRow): string =>
  venue === "paper" ? kindName(kind) : `${kindName(kind)} · ${venueName(venue)}`;

type RowProps = {
  readonly row: WatchRow;
  readonly cells: LiveCells;
  readonly figures: Statistics | null;
  readonly isCurrent: boolean;
  readonly isHeld: boolean;
};

function Row({ row, cells, figures, isCurrent, isHeld }: RowProps) {
  const open = useOpenMarket();
  const { store } = useDesk();
  const { id, tick } = row;
  const day = figures?.day ?? null;
  const live = useMemo(() => {
    const cell = (figure: Parameters<typeof figureNow>[2]) => (element: HTMLElement | null) =>
      element === null ? undefined : cells.add(element, () => figureNow(store, id, figure));
    return {
      last: cell((prices) => lastFigure(tick, day, prices)),
      change: cell((prices) => changeFigure(day, prices)),
    };
  }, [cells, store, id, tick, day]);
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    open(id);
  };
  return (
    <li className="border-b border-line-subtle" data-row={id}>
      <Link
        href={`/trade/${encodeURIComponent(id)}`}
        prefetch={false}
        aria-current={isCurrent ? "true" : undefined}
        className="@container block -outline-offset-2 hover:bg-hover aria-[current]:bg-selected"
        onClick={follow}
      >
        <span className="grid min-h-[max(36px,var(--row))] grid-cols-[minmax(0,1fr)_82px] items-center gap-1.5 px-(--pad) @[220px]:grid-cols-[minmax(0,1fr)_44px_82px]">
          <span className="flex min-w-0 items-center gap-1.5 overflow-hidden">
            <i
              title={isHeld ? "You hold a position" : undefined}
              className={`size-[5px] shrink-0 rounded-full ${isHeld ? "bg-accent" : ""}`}
            />
            <span className="flex min-w-0 flex-col leading-tight">
              <span className="truncate font-semibold" data-market={id}>
                {row.pair}
              </span>
              <span className="truncate text-[10px] text-fg-3">{placeWords(row)}</span>
            </span>
            {isHeld ? <span className="sr-only">, position held</span> : null}
          </span>
          <span className="hidden @[220px]:block">
            <Sparkline points={day?.spark ?? []} tone={describeChange(day?.changeFraction ?? null).tone} />
          </span>
          <span className="flex flex-col text-right leading-tight">
            <span ref={live.last} className="rounded-xs" />
            <span ref={live.change} className="text-[11px]" />
          </span>
        </span>
      </Link>
    </li>
  );
}

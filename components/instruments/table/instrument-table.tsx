"use client";

import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useDesk, useSnapshot, useWatch } from "../../live/use-desk.tsx";
import { DataTable } from "../../tables/data-table.tsx";
import { StreamContext } from "../../tables/stream/stream-context.ts";
import { type DataTableModel, useDataTable } from "../../tables/use-data-table.ts";
import type { ColumnOrder, FoundInstrument } from "../catalogue-client.ts";
import type { Catalogue } from "../use-catalogue.ts";
import { useStatistics } from "../use-statistics.ts";
import { instrumentColumns, type MarketRow } from "./instrument-columns.tsx";
import { isFigure, useLiveOrder } from "./use-live-order.ts";

const SKELETON_ROWS = 24;
/** So many are looked at as a whole: all their prices are heard, and their order follows them. */
const WHOLE_MAX = 100;
const SETTLE_MS = 150;

type Sorting = { readonly order: ColumnOrder; readonly isDescending: boolean };

type InstrumentTableProps = {
  readonly catalogue: Catalogue;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
  readonly favourites: ReadonlySet<string>;
  readonly onStar: (id: string) => void;
  /** The one whose details are open. */
  readonly opened: string | null;
  /** Opens what is known of it. */
  readonly onOpen: (row: FoundInstrument) => void;
  /** Goes to its market, where it can be traded. */
  readonly onEnter: (row: FoundInstrument) => void;
  readonly onMove: (row: FoundInstrument, places: number) => void;
  readonly onExport: (table: DataTableModel<MarketRow>, whole: readonly MarketRow[] | null) => void;
  readonly tradeHref: (id: string) => string;
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly isStale: boolean;
  /** Puts the filters above the table, with its tools in them. */
  readonly children: (table: DataTableModel<MarketRow>) => ReactNode;
  /** Stands instead of the rows when there are none. */
  readonly empty: ReactNode | null;
};

/** What is in view, once scrolling has come to rest. */
function useSettled(ids: readonly string[]): readonly string[] {
  const [settled, setSettled] = useState<readonly string[]>([]);
  const key = ids.join(" ");
  useEffect(() => {
    const timer = setTimeout(() => setSettled(key === "" ? [] : key.split(" ")), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return settled;
}

const places = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Thousands of rows, of which those in view exist and are heard. */
export function InstrumentTable(props: InstrumentTableProps) {
  const { catalogue, sorting, onSort, favourites, onStar, onOpen, onEnter, onMove, tradeHref, gridRef } = props;
  const { store } = useDesk();
  const snapshot = useSnapshot();
  const [view, setView] = useState({ first: 0, end: 0 });
  const onView = useCallback((first: number, end: number) => setView({ first, end }), []);
  const { total, found, need } = catalogue;
  const isWhole = total !== null && total <= WHOLE_MAX && found.size === total;
  useEffect(() => need(view.first, view.end));
  const seen = isWhole
    ? [...found.values()]
    : places(view.end)
        .slice(view.first)
        .flatMap((at) => found.get(at) ?? []);
  const heard = useSettled(seen.map(({ id }) => id));
  useWatch(useMemo(() => ({ top: heard, deep: [] }), [heard]));
  const statistics = useStatistics(heard);

  const star = useRef(onStar);
  star.current = onStar;
  const columns = useMemo(
    () => instrumentColumns({ store, favourites, tradeHref, onStar: (id) => star.current(id) }),
    [store, favourites, tradeHref],
  );
  const listed = useMemo(
    () =>
      places(total ?? SKELETON_ROWS).map((at): MarketRow => {
        const row = found.get(at) ?? null;
        const id = row?.id ?? `place ${at}`;
        return { id, found: row, statistics: row === null ? null : (statistics.get(row.id) ?? null) };
      }),
    [total, found, statistics],
  );
  const { order, isDescending } = sorting;
  const sort = useMemo(() => (order === "best" ? [] : [{ id: order, desc: isDescending }]), [order, isDescending]);
  const rows = useLiveOrder({ columns, rows: listed, sort, isWhole });
  const { refresh } = catalogue;
  useCalmRefresh(isFigure(order) && total !== null && !isWhole, gridRef, () => refresh(view.first, view.end));
  const table: DataTableModel<MarketRow> = useDataTable({
    name: "instruments",
    label: "Instruments",
    columns,
    rows,
    rowId: ({ id }) => id,
    mode: snapshot?.mode ?? "paper",
    served: {
      sorting: sort,
      onSort: (next) => {
        const last = next.at(-1);
        const wanted = columns.find(({ id }) => id === last?.id)?.id as ColumnOrder | undefined;
        onSort({ order: wanted ?? "best", isDescending: last?.desc === true });
      },
      total,
      onEnd: () => undefined,
      onExport: () => props.onExport(table, isWhole ? rows : null),
      isSparse: !isWhole,
    },
  });

  const onKey = (event: KeyboardEvent, { found: row }: MarketRow): boolean => {
    if (row === null || event.ctrlKey || event.metaKey) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.altKey) {
      if (step === undefined) return false;
      onMove(row, step);
      return true;
    }
    if (event.repeat) return false;
    if (event.key === "Enter") onEnter(row);
    else if (event.key === " " || event.key === "i") onOpen(row);
    else if (event.key === "s") onStar(row.id);
    else return false;
    return true;
  };

  return (
    <>
      {props.children(table)}
      {props.empty ?? (
        <StreamContext value={store.subscribe}>
          <div className="@container flex min-h-0 min-w-0 flex-1 flex-col">
            <DataTable
              table={table}
              noun="instrument"
              gridRef={gridRef}
              currentId={props.opened}
              isStale={props.isStale}
              isBusy={catalogue.isBehind && total !== null}
              rowClass={({ found: row }) => (row?.status === "delisted" ? "text-fg-3" : "")}
              onOpen={({ found: row }) => row !== null && onOpen(row)}
              onKey={onKey}
              onView={onView}
              empty={null}
            />
          </div>
        </StreamContext>
      )}
    </>
  );
}

const CALM_MS = 15_000;

/** An order by figures of more than can be heard is asked for again now and then, while no pointer rests on the rows. */
function useCalmRefresh(isWanted: boolean, gridRef: RefObject<HTMLElement | null>, refresh: () => void): void {
  const newest = useRef(refresh);
  newest.current = refresh;
  useEffect(() => {
    if (!isWanted) return;
    const timer = setInterval(() => {
      const isHeld = matchMedia("(hover: hover)").matches && gridRef.current?.matches(":hover") === true;
      if (!isHeld && document.visibilityState === "visible") newest.current();
    }, CALM_MS);
    return () => clearInterval(timer);
  }, [isWanted, gridRef]);
}

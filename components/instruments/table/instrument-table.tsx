// biome-ignore-all lint/a11y/useSemanticElements: a streaming grid of thousands of rows, of which few exist, is no table element.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row.
"use client";

import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useMemo, useState } from "react";
import { useDesk, useWatch } from "../../live/use-desk.tsx";
import { useRowWindow } from "../../tables/grid/use-row-window.ts";
import type { ColumnOrder, FoundInstrument } from "../catalogue-client.ts";
import type { Catalogue } from "../use-catalogue.ts";
import { useStatistics } from "../use-statistics.ts";
import { InstrumentRow, SkeletonRow } from "./instrument-row.tsx";
import { LiveCells } from "./live-cells.ts";
import { TableHead } from "./table-head.tsx";

const HEAD_PX = 28;
const OVERSCAN = 6;
const SKELETON_ROWS = 24;
/** In a table narrower than this the venue stands below the symbol, and a row has two lines. */
const TWO_LINES_BELOW_PX = 640;
const TWO_LINES_PX = 44;
const SETTLE_MS = 150;

export type Sorting = { readonly order: ColumnOrder; readonly isDescending: boolean };

type InstrumentTableProps = {
  readonly catalogue: Catalogue;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
  readonly active: number | null;
  readonly onActivate: (index: number | null) => void;
  readonly isFavourite: (id: string) => boolean;
  readonly onStar: (id: string) => void;
  /** Opens what is known of it. */
  readonly onOpen: (row: FoundInstrument) => void;
  /** Goes to its market, where it can be traded. */
  readonly onEnter: (row: FoundInstrument) => void;
  readonly onMove: (row: FoundInstrument, places: number) => void;
  readonly tradeHref: (id: string) => string;
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly isStale: boolean;
};

/** The height of a row as the stylesheet has it for this pointer and density. */
function useRowHeight(gridRef: RefObject<HTMLDivElement | null>): number {
  const [height, setHeight] = useState(24);
  useEffect(() => {
    const grid = gridRef.current;
    const read = () => {
      const text = getComputedStyle(document.documentElement).getPropertyValue("--row");
      const one = Number.parseFloat(text) || 24;
      setHeight(grid !== null && grid.clientWidth < TWO_LINES_BELOW_PX ? Math.max(one, TWO_LINES_PX) : one);
    };

    read();
    const pointer = matchMedia("(pointer: coarse)");
    pointer.addEventListener("change", read);
    const sizes = new ResizeObserver(read);
    if (grid !== null) sizes.observe(grid);
    return () => {
      pointer.removeEventListener("change", read);
      sizes.disconnect();
    };
  }, [gridRef]);
  return height;
}

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

/** Thousands of rows, of which those in view exist. The grid has the focus; the active row follows the arrows. */
export function InstrumentTable(props: InstrumentTableProps) {
  const { catalogue, sorting, onSort, active, onActivate, isFavourite, onStar, onOpen, onEnter, onMove } = props;
  const { store } = useDesk();
  const cells = useMemo(() => new LiveCells(store), [store]);
  useEffect(() => cells.start(), [cells]);
  const { gridRef } = props;
  const height = useRowHeight(gridRef);
  const headHeight = Math.max(HEAD_PX, height);
  const count = catalogue.total ?? SKELETON_ROWS;
  // The head scrolls along and then lies over the rows.
  const view = useRowWindow({ scrollRef: gridRef, count, rowHeight: height, overscan: OVERSCAN, head: headHeight });
  const first = view.indices[0] ?? 0;
  const end = (view.indices.at(-1) ?? -1) + 1;
  const { need } = catalogue;
  useEffect(() => need(first, end));
  const ids = view.indices.flatMap((index) => catalogue.rowAt(index)?.id ?? []);
  const inView = useSettled(ids);
  useWatch(useMemo(() => ({ top: inView, deep: [] }), [inView]));
  const statistics = useStatistics(inView);

  const activate = (index: number) => {
    const within = Math.min(count - 1, Math.max(0, index));
    onActivate(within);
    view.scrollTo(within);
  };
  const pageRows = () => Math.max(1, Math.floor(((gridRef.current?.clientHeight ?? 0) - headHeight) / height) - 1);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
    const row = active === null ? undefined : catalogue.rowAt(active);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      j: 1,
      ArrowUp: -1,
      k: -1,
      PageDown: pageRows(),
      PageUp: -pageRows(),
      Home: -count,
      End: count,
    };
    const step = steps[event.key];
    if (step !== undefined && event.altKey && row !== undefined) {
      onMove(row, step);
      activate((active ?? 0) + step);
    } else if (step !== undefined) activate(active === null && step > 0 ? 0 : (active ?? 0) + step);
    else if (row === undefined || event.repeat) return;
    else if (event.key === "Enter") onEnter(row);
    else if (event.key === " " || event.key === "i") onOpen(row);
    else if (event.key === "s") onStar(row.id);
    else return;
    event.preventDefault();
  };

  const onClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return;
    const star = event.target.closest("[data-star]")?.getAttribute("data-star") ?? null;
    if (star !== null) return onStar(star);
    if (event.target.closest("a, button") !== null) return;
    const index = event.target.closest("[data-index]")?.getAttribute("data-index") ?? null;
    const row = index === null ? undefined : catalogue.rowAt(Number(index));
    if (row === undefined) return;
    onActivate(Number(index));
    onOpen(row);
  };

  return (
    <div className="@container flex min-h-0 min-w-0 flex-1 flex-col">
      <div
        ref={gridRef}
        role="grid"
        aria-label="Instruments"
        aria-rowcount={(catalogue.total ?? 0) + 1}
        aria-busy={catalogue.isBehind}
        aria-activedescendant={active === null ? undefined : `instrument-${active}`}
        tabIndex={0}
        className={`group/grid min-h-0 flex-1 overflow-x-hidden overflow-y-scroll outline-none ${props.isStale ? "is-stale" : ""}`}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onFocus={(event) => {
          if (event.target === event.currentTarget && active === null && catalogue.total) onActivate(0);
        }}
      >
        <TableHead sorting={sorting} onSort={onSort} height={headHeight} />
        <div
          role="rowgroup"
          className={`relative ${catalogue.isBehind && catalogue.total !== null ? "opacity-60" : ""}`}
          style={{ height: view.height }}
        >
          {view.indices.map((index) => {
            const top = index * height;
            const row = catalogue.rowAt(index);
            if (row === undefined) return <SkeletonRow key={`empty ${index}`} top={top} height={height} />;
            return (
              <InstrumentRow
                key={row.id}
                {...{ row, index, top, height, cells }}
                statistics={statistics.get(row.id)}
                isFavourite={isFavourite(row.id)}
                isActive={index === active}
                tradeHref={props.tradeHref(row.id)}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

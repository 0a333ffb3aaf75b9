// biome-ignore-all lint/a11y/useSemanticElements: a grid of rows of which few exist is no table element.
// biome-ignore-all lint/a11y/useFocusableInteractive: the rows have the focus.
"use client";

import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { BodyRow } from "./grid/body-row.tsx";
import { gridGeometry } from "./grid/grid-geometry.ts";
import { HeadRow } from "./grid/head-row.tsx";
import type { RowKey } from "./grid/table-keys.ts";
import { TotalsRow } from "./grid/totals-row.tsx";
import { useGridKeys } from "./grid/use-grid-keys.ts";
import { useGridSize } from "./grid/use-row-height.ts";
import { useRowWindow } from "./grid/use-row-window.ts";
import { freezeRows } from "./model/freeze-rows.ts";
import { LiveCellsProvider } from "./stream/live-cell.tsx";
import { LiveCells } from "./stream/live-cells.ts";
import { StreamContext } from "./stream/stream-context.ts";
import type { DataTableModel } from "./use-data-table.ts";

const HEAD_PX = 28;
const OVERSCAN = 8;

type DataTableProps<Row extends object> = {
  readonly table: DataTableModel<Row>;
  /** What a row is; `order` makes `data-order`. */
  readonly noun: string;
  readonly onOpen: (row: Row) => void;
  /** What stands there without rows: why, and what to do. */
  readonly empty: ReactNode;
  readonly isStale?: boolean;
  /** What else a key does with the row that has the focus. */
  readonly rowKeys?: readonly RowKey<Row>[];
  /** What stands there answers an older question. */
  readonly isBusy?: boolean;
  /** The row whose details are open. */
  readonly currentId?: string | null;
  readonly rowClass?: (row: Row) => string;
  /** A key pressed on a row, before the grid's own keys; true when it was meant. */
  readonly onKey?: (event: KeyboardEvent, row: Row) => boolean;
  /** The rows that exist because they are in view or nearly: from the first up to, not with, the last number. */
  readonly onView?: (first: number, end: number) => void;
  readonly gridRef?: RefObject<HTMLDivElement | null>;
};

/** A grid of rows of which those in view exist: they stand absolutely, contained, and what moves in them is painted without React. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const {
    table,
    noun,
    onOpen,
    empty,
    isStale = false,
    isBusy = false,
    currentId = null,
    rowClass,
    onKey,
    onView,
    rowKeys = [],
  } = props;
  const ownRef = useRef<HTMLDivElement>(null);
  const scrollRef = props.gridRef ?? ownRef;
  const { rowHeight, isNarrow } = useGridSize(scrollRef, table.layout.density);
  const stream = useContext(StreamContext);
  const cells = useMemo(() => new LiveCells(stream), [stream]);
  useEffect(() => cells.start(), [cells]);
  // What has just come about a row shows at once, not with the next price.
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows have other figures.
  useEffect(() => cells.flush(), [cells, table.rows]);
  const [frozen, setFrozen] = useState<readonly string[] | null>(null);
  const ids = table.rows.map(table.rowId);
  const rows = freezeRows(table.rows, table.rowId, frozen);
  const columns = isNarrow ? table.shown.filter((column) => column.isKey === true) : table.shown;
  const geometry = gridGeometry(columns, table.layout, { isSelectable: table.isSelectable, isNarrow });
  const headHeight = Math.max(HEAD_PX, Math.min(rowHeight, 36));
  const hasTotals = rows.length > 0 && columns.some((column) => column.total !== undefined);
  const { indices, height, scrollTo } = useRowWindow({
    scrollRef,
    count: rows.length,
    rowHeight,
    overscan: OVERSCAN,
    head: headHeight,
    foot: hasTotals ? rowHeight : 0,
  });
  const first = indices[0] ?? 0;
  const last = indices.at(-1) ?? -1;
  const { served } = table;
  useEffect(() => onView?.(first, last + 1), [onView, first, last]);
  useEffect(() => {
    if (last >= rows.length - 1) served?.onEnd();
  }, [last, rows.length, served]);
  // A new sorting is wanted at once, also with the pointer inside; one that the desk does comes later.
  const { sorting } = table.layout;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another sorting or filter lets the rows move.
  useEffect(
    () => setFrozen((held) => (held === null || served !== undefined ? null : ids)),
    [sorting, table.layout.filters, table.layout.text],
  );
  const hasRows = rows.length > 0;
  // Without rows there is nothing that the pointer could leave.
  useEffect(() => {
    if (!hasRows) setFrozen(null);
  }, [hasRows]);
  const rowOf = (id: string) => table.rows.find((row) => table.rowId(row) === id);
  const withRow = (run: (row: Row) => void) => (id: string) => {
    const row = rowOf(id);
    if (row !== undefined) run(row);
  };
  const { active, ...ears } = useGridKeys({
    scrollRef,
    ids: rows.map((row) => (row === null ? null : table.rowId(row))),
    pageRows: () => Math.max(1, Math.floor(((scrollRef.current?.clientHeight ?? 0) - headHeight) / rowHeight) - 1),
    scrollTo,
    onOpen: withRow(onOpen),
    onKey: (event, id) => {
      const row = rowOf(id);
      return row !== undefined && onKey?.(event, row) === true;
    },
    onToggle: table.isSelectable ? (id) => table.select([id], table.selected[id] !== true) : null,
    onExport: table.exportCsv,
    rowKeys: rowKeys.map((key) => ({ ...key, run: withRow(key.run) })),
  });
  return (
    <LiveCellsProvider value={cells}>
      <div
        ref={scrollRef}
        role="grid"
        aria-label={table.label}
        aria-rowcount={(table.total ?? table.rows.length) + 1}
        aria-colcount={columns.length}
        aria-busy={isBusy}
        className={`data-grid relative min-h-0 flex-1 overflow-auto overscroll-x-contain [contain:strict] ${isStale ? "is-stale" : ""}`}
        tabIndex={hasRows ? undefined : 0}
        {...ears}
      >
        <HeadRow table={table} columns={columns} geometry={geometry} height={headHeight} />
        {rows.length === 0 ? null : (
          <div
            role="rowgroup"
            className={`relative ${isBusy ? "opacity-60" : ""}`}
            style={{ height, minWidth: geometry.widthMin }}
            onPointerEnter={(event) => {
              if (event.pointerType === "mouse" && served?.isSparse !== true) setFrozen(ids);
            }}
            onPointerLeave={() => setFrozen(null)}
          >
            {indices.map((index) => {
              const row = rows[index];
              if (row === null || row === undefined) return null;
              return (
                <BodyRow
                  key={table.rowId(row)}
                  {...{ table, columns, geometry, row, noun, index }}
                  top={index * rowHeight}
                  height={rowHeight}
                  isActive={index === active}
                  isCurrent={table.rowId(row) === currentId}
                  className={rowClass?.(row) ?? ""}
                />
              );
            })}
          </div>
        )}
        {hasTotals ? <TotalsRow table={table} columns={columns} geometry={geometry} height={rowHeight} /> : null}
        {rows.length === 0 ? (
          <div data-empty className="sticky left-0 px-(--pad) py-3 text-fg-3">
            {empty}
          </div>
        ) : null}
      </div>
    </LiveCellsProvider>
  );
}

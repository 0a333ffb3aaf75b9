// biome-ignore-all lint/a11y/useSemanticElements: a grid of rows of which few exist is no table element.
// biome-ignore-all lint/a11y/useFocusableInteractive: the rows have the focus.
"use client";

import { type PointerEvent, useRef } from "react";
import { isSortable, type TableColumn } from "../model/table-column.ts";
import { pressSort } from "../model/table-layout.ts";
import type { DataTableModel } from "../use-data-table.ts";
import { stickyAt } from "./body-row.tsx";
import type { Geometry } from "./grid-geometry.ts";
import { SortMark } from "./sort-mark.tsx";

type HeadRowProps<Row extends object> = {
  readonly table: DataTableModel<Row>;
  readonly columns: readonly TableColumn<Row>[];
  readonly geometry: Geometry;
  readonly height: number;
};

export function HeadRow<Row extends object>({ table, columns, geometry, height }: HeadRowProps<Row>) {
  const ids = table.rows.map(table.rowId);
  const isAll = ids.length > 0 && ids.every((id) => table.selected[id] === true);
  return (
    <div role="rowgroup" className="sticky top-0 z-20" style={{ minWidth: geometry.widthMin }}>
      <div
        role="row"
        aria-rowindex={1}
        className="grid border-b border-line-subtle bg-panel text-[11px] font-medium text-fg-3"
        style={{ gridTemplateColumns: geometry.template, height }}
      >
        {table.isSelectable ? (
          <div role="columnheader" className="sticky left-0 z-10 grid place-items-center bg-panel">
            <input
              type="checkbox"
              aria-label="Select all rows"
              className="grid-check"
              checked={isAll}
              onChange={(event) => table.select(ids, event.currentTarget.checked)}
            />
          </div>
        ) : null}
        {columns.map((column, index) => (
          <HeadCell key={column.id} table={table} column={column} isFirst={index === 0} />
        ))}
      </div>
    </div>
  );
}

type HeadCellProps<Row extends object> = {
  readonly table: DataTableModel<Row>;
  readonly column: TableColumn<Row>;
  readonly isFirst: boolean;
};

function HeadCell<Row extends object>({ table, column, isFirst }: HeadCellProps<Row>) {
  const { sorting } = table.layout;
  const sorted = sorting.find(({ id }) => id === column.id);
  const isRight = column.kind === "number" || column.kind === "actions";
  const mark = <SortMark sorting={sorting} id={column.id} />;
  return (
    <div
      role="columnheader"
      data-head={column.id}
      title={column.hint}
      aria-sort={sorted === undefined ? undefined : sorted.desc ? "descending" : "ascending"}
      className={`min-w-0 ${isFirst || column.kind === "actions" ? "sticky z-10 bg-panel" : "relative"}`}
      style={stickyAt(column, isFirst ? 0 : 1, table.isSelectable)}
    >
      {isSortable(column) ? (
        <button
          type="button"
          className={`flex h-full w-full items-center gap-0.5 px-(--pad) -outline-offset-2 hover:text-fg ${isRight ? "justify-end" : ""} ${sorted === undefined ? "" : "text-fg"}`}
          onClick={(event) =>
            table.change({ sorting: pressSort(sorting, column.id, column.kind !== "text", event.shiftKey) })
          }
        >
          {isRight ? mark : null}
          <span className="truncate">{column.label}</span>
          {isRight ? null : mark}
        </button>
      ) : (
        <span className={`flex h-full items-center truncate px-(--pad) ${isRight ? "justify-end" : ""}`}>
          {column.kind === "actions" ? <span className="sr-only">{column.label}</span> : column.label}
        </span>
      )}
      {column.kind === "actions" ? null : <ResizeHandle table={table} column={column} />}
    </div>
  );
}

/** Drags the column's right edge; the column chooser does the same by keyboard. */
function ResizeHandle<Row extends object>({ table, column }: Omit<HeadCellProps<Row>, "isFirst">) {
  const start = useRef<{ readonly x: number; readonly width: number } | null>(null);
  const onDown = (event: PointerEvent<HTMLSpanElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    const width = event.currentTarget.parentElement?.getBoundingClientRect().width ?? column.width;
    start.current = { x: event.clientX, width };
  };
  return (
    <span
      aria-hidden="true"
      data-resize={column.id}
      className="absolute inset-y-1 right-0 z-10 w-[5px] cursor-col-resize touch-none border-r border-transparent hover:border-line-strong pointer-coarse:hidden"
      onPointerDown={onDown}
      onPointerMove={(event) => {
        if (start.current !== null) table.setWidth(column.id, start.current.width + event.clientX - start.current.x);
      }}
      onPointerUp={() => {
        start.current = null;
      }}
    />
  );
}

// biome-ignore-all lint/a11y/useSemanticElements: a grid of rows of which few exist is no table element.
// biome-ignore-all lint/a11y/useFocusableInteractive: the row has the focus.
"use client";

import { useLayoutEffect, useRef } from "react";
import type { TableColumn } from "../model/table-column.ts";
import { LiveCell } from "../stream/live-cell.tsx";
import type { DataTableModel } from "../use-data-table.ts";
import { type Geometry, SELECT_PX } from "./grid-geometry.ts";

type BodyRowProps<Row extends object> = {
  readonly table: DataTableModel<Row>;
  readonly columns: readonly TableColumn<Row>[];
  readonly geometry: Geometry;
  readonly row: Row;
  /** What the row is, for a test and for a style: `order` makes `data-order`. */
  readonly noun: string;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly isActive: boolean;
  readonly isCurrent: boolean;
  readonly className: string;
};

const CONTROLS = "a, button, input, select";

/** One row: what moves in it is painted, the rest is drawn. Its controls are reached by Tab from the active row alone. */
export function BodyRow<Row extends object>(props: BodyRowProps<Row>) {
  const { table, columns, geometry, row, noun, index, top, height, isActive, isCurrent, className } = props;
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    for (const control of ref.current?.querySelectorAll<HTMLElement>(CONTROLS) ?? []) {
      control.tabIndex = isActive ? 0 : -1;
    }
  });
  const id = table.rowId(row);
  const isChosen = table.selected[id] === true;
  return (
    <div
      ref={ref}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={table.isSelectable ? isChosen : undefined}
      aria-current={isCurrent ? "true" : undefined}
      tabIndex={isActive ? 0 : -1}
      data-index={index}
      data-row={id}
      {...{ [`data-${noun}`]: id }}
      className={`grid-row absolute left-0 grid w-full cursor-default border-b border-line-subtle [contain:strict] -outline-offset-2 ${className}`}
      style={{
        gridTemplateColumns: geometry.template,
        minWidth: geometry.widthMin,
        height,
        transform: `translateY(${top}px)`,
      }}
    >
      {table.isSelectable ? (
        <div role="gridcell" className="grid-sticky grid place-items-center">
          <input
            type="checkbox"
            aria-label="Select this row"
            className="grid-check"
            checked={isChosen}
            onChange={(event) => table.select([id], event.currentTarget.checked)}
          />
        </div>
      ) : null}
      {columns.map((column, place) => (
        <div
          key={column.id}
          role="gridcell"
          data-cell={column.id}
          className={`flex min-w-0 items-center px-(--pad) ${isRight(column) ? "justify-end text-right" : ""} ${place === 0 || column.kind === "actions" ? "grid-sticky" : ""}`}
          style={stickyAt(column, place, table.isSelectable)}
        >
          <Cell column={column} row={row} />
        </div>
      ))}
    </div>
  );
}

/** The first column and the controls stay in view while the rest scrolls sideways. */
export function stickyAt<Row>({ kind }: TableColumn<Row>, place: number, isSelectable: boolean) {
  if (place === 0) return { left: isSelectable ? SELECT_PX : 0 };
  return kind === "actions" ? { left: "auto", right: 0 } : undefined;
}

export const isRight = <Row,>({ kind }: TableColumn<Row>): boolean => kind === "number" || kind === "actions";

/** The figure, word or controls of one cell. */
export function Cell<Row>({ column, row }: { readonly column: TableColumn<Row>; readonly row: Row }) {
  const { live, cell, value, kind } = column;
  if (live !== undefined) return <LiveCell read={() => live(row)} />;
  if (kind === "drawing") return <div className="w-full min-w-0">{cell?.(row)}</div>;
  if (kind === "actions") return <div className="flex items-center justify-end gap-1">{cell?.(row)}</div>;
  return <span className="min-w-0 truncate">{cell === undefined ? value(row) : cell(row)}</span>;
}

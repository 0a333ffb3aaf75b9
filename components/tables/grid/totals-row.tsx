// biome-ignore-all lint/a11y/useSemanticElements: a grid of rows of which few exist is no table element.
// biome-ignore-all lint/a11y/useFocusableInteractive: a sum is no row to act on.
"use client";

import type { TableColumn } from "../model/table-column.ts";
import { LiveCell } from "../stream/live-cell.tsx";
import type { DataTableModel } from "../use-data-table.ts";
import { isRight, stickyAt } from "./body-row.tsx";
import type { Geometry } from "./grid-geometry.ts";

type TotalsRowProps<Row extends object> = {
  readonly table: DataTableModel<Row>;
  readonly columns: readonly TableColumn<Row>[];
  readonly geometry: Geometry;
  readonly height: number;
};

/** All rows together, pinned below them. */
export function TotalsRow<Row extends object>({ table, columns, geometry, height }: TotalsRowProps<Row>) {
  return (
    <div role="rowgroup" className="sticky bottom-0 z-10" style={{ minWidth: geometry.widthMin }}>
      <div
        role="row"
        aria-rowindex={(table.total ?? table.rows.length) + 2}
        data-testid={`${table.name}-totals`}
        className="grid border-t border-line bg-panel font-semibold"
        style={{ gridTemplateColumns: geometry.template, height }}
      >
        {table.isSelectable ? <div role="gridcell" /> : null}
        {columns.map((column, place) => {
          const { total } = column;
          return (
            <div
              key={column.id}
              role={place === 0 ? "rowheader" : "gridcell"}
              data-cell={column.id}
              className={`flex min-w-0 items-center px-(--pad) ${isRight(column) ? "justify-end" : ""} ${place === 0 || column.kind === "actions" ? "sticky bg-panel" : ""}`}
              style={stickyAt(column, place, false)}
            >
              {place === 0 ? "Total" : total === undefined ? null : <LiveCell read={total} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

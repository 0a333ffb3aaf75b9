"use client";

import { Fragment, type ReactNode, useSyncExternalStore } from "react";
import { Button } from "../ui/button.tsx";
import { isRight } from "./grid/body-row.tsx";
import { SortMark } from "./grid/sort-mark.tsx";
import { isSortable, type TableColumn } from "./model/table-column.ts";
import { pressSort } from "./model/table-layout.ts";
import type { DataTableModel } from "./use-data-table.ts";

const PHONE = "(width < 40rem)";

type PlainTableProps<Row extends object> = {
  readonly table: DataTableModel<Row>;
  /** What a row is; `order` makes `data-order`. */
  readonly noun: string;
  /** What stands there without rows: why, and what to do. */
  readonly empty?: ReactNode;
  /** What an opened row shows below itself, over the whole width. */
  readonly below?: (row: Row) => ReactNode;
  readonly rowClass?: (row: Row) => string;
  /** Of the box in which it scrolls. */
  readonly className?: string;
};

/** A table of few rows, as tall as they are: sorted, filtered, arranged and exported like the grids that stream. */
export function PlainTable<Row extends object>(props: PlainTableProps<Row>) {
  const { table, noun, empty, below, rowClass, className = "" } = props;
  const isPhone = useSyncExternalStore(
    (changed) => {
      const query = matchMedia(PHONE);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => matchMedia(PHONE).matches,
    () => false,
  );
  const { shown } = table.layout;
  const columns = isPhone ? table.shown.filter(({ id, isKey }) => isKey === true || shown[id] === true) : table.shown;
  return (
    <div className={`overflow-auto ${className}`}>
      <table className="grid-table" aria-label={table.label} data-rows={table.layout.density}>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeadCell key={column.id} table={table} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => {
            const id = table.rowId(row);
            const opened = below?.(row) ?? null;
            return (
              <Fragment key={id}>
                <tr {...{ [`data-${noun}`]: id }} className={rowClass?.(row)}>
                  {columns.map((column) => (
                    <td key={column.id} data-cell={column.id} className={cellClass(column)}>
                      <Content column={column} row={row} />
                    </td>
                  ))}
                </tr>
                {opened === null ? null : (
                  <tr className="nested">
                    <td colSpan={columns.length} className="!h-auto !p-0 !text-left !whitespace-normal">
                      {opened}
                    </td>
                  </tr>
                )}
              </Fragment>
            );
          })}
        </tbody>
      </table>
      {table.rows.length > 0 ? null : (
        <div className="flex flex-wrap items-center gap-2 px-(--pad) py-3 text-fg-3">
          {table.total === 0 ? (
            empty
          ) : (
            <>
              None of {table.total} rows passes the filters.
              <Button size="row" onClick={() => table.change({ text: "", filters: {} })}>
                Clear filters
              </Button>
            </>
          )}
        </div>
      )}
    </div>
  );
}

const cellClass = <Row,>(column: TableColumn<Row>): string =>
  `${isRight(column) ? "" : "text"} ${column.isProse === true ? "w-full !whitespace-normal" : ""}`;

type ColumnProps<Row extends object> = { readonly table: DataTableModel<Row>; readonly column: TableColumn<Row> };

function HeadCell<Row extends object>({ table, column }: ColumnProps<Row>) {
  const { sorting, widths } = table.layout;
  const sorted = sorting.find(({ id }) => id === column.id);
  const width = widths[column.id];
  return (
    <th
      scope="col"
      title={column.hint}
      aria-sort={sorted === undefined ? undefined : sorted.desc ? "descending" : "ascending"}
      className={cellClass(column)}
      style={width === undefined ? undefined : { minWidth: width, width }}
    >
      {isSortable(column) ? (
        <button
          type="button"
          className={`flex h-full w-full items-center gap-0.5 -outline-offset-2 hover:text-fg ${isRight(column) ? "justify-end" : ""} ${sorted === undefined ? "" : "text-fg"}`}
          onClick={(event) =>
            table.change({ sorting: pressSort(sorting, column.id, column.kind !== "text", event.shiftKey) })
          }
        >
          {isRight(column) ? <SortMark sorting={sorting} id={column.id} /> : null}
          {column.head ?? column.label}
          {isRight(column) ? null : <SortMark sorting={sorting} id={column.id} />}
        </button>
      ) : column.kind === "actions" ? (
        <span className="sr-only">{column.label}</span>
      ) : (
        (column.head ?? column.label)
      )}
    </th>
  );
}

function Content<Row>({ column, row }: { readonly column: TableColumn<Row>; readonly row: Row }) {
  const { kind, cell, value } = column;
  if (kind === "actions") return <span className="inline-flex justify-end gap-1">{cell?.(row)}</span>;
  return cell === undefined ? value(row) : cell(row);
}

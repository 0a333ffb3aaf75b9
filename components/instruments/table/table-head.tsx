// biome-ignore-all lint/a11y/useSemanticElements: a streaming grid of thousands of rows, of which few exist, is no table element.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row.
import { ArrowDown, ArrowUp } from "lucide-react";
import { CELL, COLUMNS, type Column, GRID } from "./columns.ts";
import type { Sorting } from "./instrument-table.tsx";

type TableHeadProps = {
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
  readonly height: number;
};

const UNSORTED: Sorting = { order: "best", isDescending: false };

/** The first press sorts numbers from the largest and words from A, the second the other way, the third not at all. */
function nextSorting(sorting: Sorting, { order, isNumber }: Column): Sorting {
  if (order === undefined) return sorting;
  if (sorting.order !== order) return { order, isDescending: isNumber };
  return sorting.isDescending === isNumber ? { order, isDescending: !isNumber } : UNSORTED;
}

export function TableHead({ sorting, onSort, height }: TableHeadProps) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 border-b border-line-subtle bg-panel" style={{ height }}>
      <div role="row" aria-rowindex={1} className={`${GRID} h-full text-[11px] font-medium text-fg-3`}>
        <div role="columnheader">
          <span className="sr-only">Favourite</span>
        </div>
        {COLUMNS.map((column) => {
          const isSorted = column.order !== undefined && sorting.order === column.order;
          const Arrow = sorting.isDescending ? ArrowDown : ArrowUp;
          const side = column.isNumber ? "text-right" : "text-left";
          return (
            <div
              key={column.name}
              role="columnheader"
              title={column.hint}
              aria-sort={isSorted ? (sorting.isDescending ? "descending" : "ascending") : undefined}
              className={`${column.shown} ${side} h-full min-w-0`}
            >
              {column.order === undefined ? (
                <span className={`${CELL} flex h-full items-center ${column.isNumber ? "justify-end" : ""}`}>
                  {column.label}
                </span>
              ) : (
                <button
                  type="button"
                  className={`${CELL} flex h-full w-full items-center gap-0.5 -outline-offset-2 hover:text-fg ${column.isNumber ? "justify-end" : ""} ${isSorted ? "text-fg" : ""}`}
                  onClick={() => onSort(nextSorting(sorting, column))}
                >
                  {isSorted && column.isNumber ? <Arrow size={11} aria-hidden="true" /> : null}
                  {column.label}
                  {isSorted && !column.isNumber ? <Arrow size={11} aria-hidden="true" /> : null}
                </button>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { Button } from "../../../ui/button.tsx";
import { isColumnShown } from "../../model/arrange-rows.ts";
import { moveColumn, type TableLayout } from "../../model/table-layout.ts";
import type { DataTableModel } from "../../use-data-table.ts";

const DENSITIES: readonly (readonly [TableLayout["density"], string])[] = [
  ["desk", "As the desk"],
  ["dense", "Dense"],
  ["comfortable", "Comfortable"],
];

/** Which columns there are, in which order and how wide, and how tall the rows. */
export function ColumnSheet<Row extends object>({ table }: { readonly table: DataTableModel<Row> }) {
  const { layout, order } = table;
  return (
    <>
      <ul className="flex flex-col" aria-label="Columns">
        {order.map((id, place) => (
          <ColumnLine key={id} table={table} id={id} place={place} />
        ))}
      </ul>
      <fieldset className="flex items-center gap-1">
        <legend className="sr-only">Row height</legend>
        {DENSITIES.map(([density, label]) => (
          <Button
            key={density}
            size="row"
            aria-pressed={layout.density === density}
            className="aria-pressed:bg-selected aria-pressed:text-fg"
            onClick={() => table.change({ density })}
          >
            {label}
          </Button>
        ))}
        <Button size="row" className="ml-auto" onClick={table.reset}>
          Reset
        </Button>
      </fieldset>
    </>
  );
}

const MOVE =
  "grid size-[24px] place-items-center rounded-sm text-fg-3 hover:bg-hover hover:text-fg disabled:opacity-40 pointer-coarse:size-[44px]";

type ColumnLineProps<Row extends object> = {
  readonly table: DataTableModel<Row>;
  readonly id: string;
  readonly place: number;
};

function ColumnLine<Row extends object>({ table, id, place }: ColumnLineProps<Row>) {
  const { layout, order, columns } = table;
  const column = columns.find((other) => other.id === id);
  if (column === undefined) return null;
  const isShown = isColumnShown(column, layout);
  const isOnly = isShown && table.shown.length === 1;
  return (
    <li className="flex min-h-[26px] items-center gap-1">
      <label className="flex min-w-0 flex-1 items-center gap-2">
        <input
          type="checkbox"
          className="grid-check"
          checked={isShown}
          disabled={isOnly}
          onChange={(event) => table.change({ shown: { ...layout.shown, [id]: event.currentTarget.checked } })}
        />
        <span className="truncate">{column.label}</span>
      </label>
      <input
        type="number"
        aria-label={`Width of ${column.label} in pixels`}
        className="h-[22px] w-[58px] rounded-sm border border-line bg-canvas px-1 text-right text-fg-2 pointer-coarse:h-[44px]"
        value={layout.widths[id] ?? column.width}
        step={10}
        onChange={(event) => table.change({ widths: { ...layout.widths, [id]: Number(event.currentTarget.value) } })}
        onBlur={(event) => {
          if (layout.widths[id] !== undefined) table.setWidth(id, Number(event.currentTarget.value));
        }}
      />
      <button
        type="button"
        aria-label={`Move ${column.label} to the left`}
        className={MOVE}
        disabled={place === 0}
        onClick={() => table.change({ order: moveColumn(order, id, -1) })}
      >
        <ArrowUp size={12} />
      </button>
      <button
        type="button"
        aria-label={`Move ${column.label} to the right`}
        className={MOVE}
        disabled={place === order.length - 1}
        onClick={() => table.change({ order: moveColumn(order, id, 1) })}
      >
        <ArrowDown size={12} />
      </button>
    </li>
  );
}

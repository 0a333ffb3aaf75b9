"use client";

import { Button } from "../../../ui/button.tsx";
import type { DataTableModel } from "../../use-data-table.ts";
import { filterCount } from "../filter-count.ts";

/** Words to search for, and the few different ones that a column has. */
export function FilterSheet<Row extends object>({ table }: { readonly table: DataTableModel<Row> }) {
  const { text } = table.layout;
  const count = filterCount(table.layout);
  const facets = table.columns.filter((column) => column.isFacet === true);
  return (
    <>
      <label className="flex flex-col gap-1 text-fg-2">
        Contains
        <input
          type="search"
          value={text}
          placeholder="Any word or number of a row"
          className="h-(--ctl) rounded-md border border-line-strong bg-canvas px-2 text-fg"
          onChange={(event) => table.change({ text: event.currentTarget.value.slice(0, 100) })}
        />
      </label>
      {facets.map((column) => (
        <Facet key={column.id} table={table} id={column.id} label={column.label} />
      ))}
      <div className="flex items-center justify-between gap-2 text-fg-3">
        <span role="status">
          {table.rows.length} of {table.total ?? table.rows.length} rows
        </span>
        <Button size="row" disabled={count === 0} onClick={() => table.change({ text: "", filters: {} })}>
          Clear filters
        </Button>
      </div>
    </>
  );
}

type FacetProps<Row extends object> = {
  readonly table: DataTableModel<Row>;
  readonly id: string;
  readonly label: string;
};

function Facet<Row extends object>({ table, id, label }: FacetProps<Row>) {
  const { filters } = table.layout;
  const chosen = filters[id] ?? [];
  const known = new Map(table.facetsOf(id));
  for (const word of chosen) if (!known.has(word)) known.set(word, 0);
  const words = [...known].sort(([a], [b]) => a.localeCompare(b));
  if (words.length === 0) return null;
  return (
    <fieldset className="flex flex-col gap-0.5">
      <legend className="pb-1 text-fg-2">{label}</legend>
      {words.map(([word, count]) => (
        <label key={word} className="flex min-h-[24px] items-center gap-2 pointer-coarse:min-h-[44px]">
          <input
            type="checkbox"
            className="grid-check"
            checked={chosen.includes(word)}
            onChange={(event) => {
              const next = event.currentTarget.checked ? [...chosen, word] : chosen.filter((other) => other !== word);
              table.change({ filters: { ...filters, [id]: next } });
            }}
          />
          <span className="min-w-0 flex-1 truncate">{word === "" ? "none" : word}</span>
          <span className="text-fg-3">{count}</span>
        </label>
      ))}
    </fieldset>
  );
}

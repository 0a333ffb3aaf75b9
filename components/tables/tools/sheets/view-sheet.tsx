"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../ui/button.tsx";
import type { SavedView } from "../../model/table-layout.ts";
import type { DataTableModel } from "../../use-data-table.ts";

const VIEWS_MAX = 20;

/** Arrangements of columns, sorting and filters under a name. */
export function ViewSheet<Row extends object>({ table }: { readonly table: DataTableModel<Row> }) {
  const [name, setName] = useState("");
  const { views, ...now } = table.layout;
  const names = Object.keys(views);
  const keep = () => {
    const called = name.trim().slice(0, 40);
    if (called === "") return;
    table.change({ views: { ...views, [called]: now } });
    setName("");
  };
  const forget = (called: string) => {
    const rest: Record<string, SavedView> = { ...views };
    delete rest[called];
    table.change({ views: rest });
  };
  const isFull = names.length >= VIEWS_MAX && !names.includes(name.trim());
  return (
    <>
      {names.length === 0 ? (
        <p className="text-fg-3">Keep how this table stands now (columns, sorting, filters) under a name.</p>
      ) : (
        <ul aria-label="Saved views">
          {names.map((called) => (
            <li key={called} className="flex items-center gap-1">
              <button
                type="button"
                className="min-h-[28px] flex-1 truncate rounded-sm px-2 text-left hover:bg-hover pointer-coarse:min-h-[44px]"
                onClick={() => table.restore(views[called] ?? {})}
              >
                {called}
              </button>
              <button
                type="button"
                aria-label={`Delete the view ${called}`}
                className="grid size-[24px] place-items-center rounded-sm text-fg-3 hover:bg-hover hover:text-fg pointer-coarse:size-[44px]"
                onClick={() => forget(called)}
              >
                <X size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        className="flex gap-1"
        onSubmit={(event) => {
          event.preventDefault();
          keep();
        }}
      >
        <input
          aria-label="Name of the view"
          placeholder="Name"
          maxLength={40}
          value={name}
          className="h-(--ctl) min-w-0 flex-1 rounded-md border border-line-strong bg-canvas px-2"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={name.trim() === "" || isFull} title={isFull ? "At most 20 views" : undefined}>
          Save
        </Button>
      </form>
    </>
  );
}

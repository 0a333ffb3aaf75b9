"use client";

import { Download } from "lucide-react";
import type { DataTableModel } from "../use-data-table.ts";
import { ColumnTool } from "./column-tool.tsx";
import { FilterTool } from "./filter-tool.tsx";
import { TOOL } from "./tool-button.ts";
import { ViewTool } from "./view-tool.tsx";

/** What can be done with every table: filter, arrange, keep the arrangement, take the rows away as a file. */
export function TableTools<Row extends object>({ table }: { readonly table: DataTableModel<Row> }) {
  const count = table.served === undefined ? table.rows.length : table.total;
  return (
    <>
      {table.served === undefined ? <FilterTool table={table} /> : null}
      <ColumnTool table={table} />
      <ViewTool table={table} />
      <button
        type="button"
        className={TOOL}
        disabled={count === 0}
        title={`Export ${count ?? "all"} rows as CSV (E)`}
        onClick={table.exportCsv}
      >
        <Download size={12} />
        CSV
      </button>
    </>
  );
}

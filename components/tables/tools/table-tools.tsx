"use client";

import { Download } from "lucide-react";
import type { DataTableModel } from "../use-data-table.ts";
import { ColumnTool } from "./column-tool.tsx";
import { FilterTool } from "./filter-tool.tsx";
import { TOOL } from "./tool-button.ts";
import { ViewTool } from "./view-tool.tsx";

type TableToolsProps<Row extends object> = {
  readonly table: DataTableModel<Row>;
  /** Icons alone, where several tables share a page. */
  readonly isCompact?: boolean;
};

/** What can be done with every table: filter, arrange, keep the arrangement, take the rows away as a file. */
export function TableTools<Row extends object>({ table, isCompact = false }: TableToolsProps<Row>) {
  const count = table.served === undefined ? table.rows.length : table.total;
  const tool = { table, compactFor: isCompact ? table.label : undefined };
  return (
    <>
      {table.served === undefined ? <FilterTool {...tool} /> : null}
      <ColumnTool {...tool} />
      <ViewTool {...tool} />
      <button
        type="button"
        className={TOOL}
        disabled={count === 0}
        title={`Export ${count ?? "all"} rows as CSV${isCompact ? "" : " (E)"}`}
        onClick={table.exportCsv}
      >
        <Download size={12} />
        <span className={isCompact ? "sr-only" : "max-sm:sr-only"}>{isCompact ? `CSV of ${table.label}` : "CSV"}</span>
      </button>
    </>
  );
}

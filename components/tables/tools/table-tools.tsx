"use client";

import { Bookmark, Columns3, Download, ListFilter } from "lucide-react";
import type { DataTableModel } from "../use-data-table.ts";
import { filterCount } from "./filter-count.ts";
import { ColumnSheetOnDemand, FilterSheetOnDemand, ViewSheetOnDemand } from "./sheets/sheets-on-demand.tsx";
import { TOOL } from "./tool-button.ts";
import { ToolPopover } from "./tool-popover.tsx";

type TableToolsProps<Row extends object> = {
  readonly table: DataTableModel<Row>;
  /** Icons alone, where several tables share a page. */
  readonly isCompact?: boolean;
};

/** What can be done with every table: filter, arrange, keep the arrangement, take the rows away as a file. */
export function TableTools<Row extends object>({ table, isCompact = false }: TableToolsProps<Row>) {
  const count = table.served === undefined ? table.rows.length : table.total;
  const compactFor = isCompact ? table.label : undefined;
  const noteOf = (many: number) => (many === 0 ? undefined : String(many));
  return (
    <>
      {table.served === undefined ? (
        <ToolPopover
          label="Filter"
          note={noteOf(filterCount(table.layout))}
          icon={<ListFilter size={12} />}
          compactFor={compactFor}
        >
          <FilterSheetOnDemand table={table} />
        </ToolPopover>
      ) : null}
      <ToolPopover label="Columns" icon={<Columns3 size={12} />} compactFor={compactFor}>
        <ColumnSheetOnDemand table={table} />
      </ToolPopover>
      <ToolPopover
        label="Views"
        note={noteOf(Object.keys(table.layout.views).length)}
        icon={<Bookmark size={12} />}
        compactFor={compactFor}
      >
        <ViewSheetOnDemand table={table} />
      </ToolPopover>
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

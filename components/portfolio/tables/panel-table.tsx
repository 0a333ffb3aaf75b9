"use client";

import type { ReactNode } from "react";
import { PlainTable } from "../../tables/plain-table.tsx";
import { TableTools } from "../../tables/tools/table-tools.tsx";
import type { DataTableModel } from "../../tables/use-data-table.ts";
import { EmptyNote, Panel, PanelHead } from "../../ui/panel.tsx";

type PanelTableProps<Row extends object> = {
  readonly table: DataTableModel<Row>;
  readonly noun: string;
  readonly title?: string;
  readonly count?: number | undefined;
  /** What the heading says beside the tools. */
  readonly note?: ReactNode;
  /** Stands instead of the table while there is nothing to show. */
  readonly instead: string | null;
  /** Stands above the rows. */
  readonly children?: ReactNode;
  readonly className?: string;
};

/** A panel that is one table, with its tools in the heading. */
export function PanelTable<Row extends object>(props: PanelTableProps<Row>) {
  const { table, noun, title = table.label, count, note, instead, children, className } = props;
  return (
    <Panel name={table.label} className="overflow-hidden rounded-lg border border-line-subtle">
      <PanelHead
        title={title}
        {...(count === undefined ? {} : { count })}
        aside={
          <>
            {note}
            <span className="flex items-center">
              {instead === null ? <TableTools table={table} isCompact /> : null}
            </span>
          </>
        }
      />
      {instead === null ? (
        <>
          {children}
          <PlainTable table={table} noun={noun} {...(className === undefined ? {} : { className })} />
        </>
      ) : (
        <EmptyNote>{instead}</EmptyNote>
      )}
    </Panel>
  );
}

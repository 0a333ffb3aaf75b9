"use client";

import type { TableColumn } from "../tables/model/table-column.ts";
import { PlainTable } from "../tables/plain-table.tsx";
import { TableTools } from "../tables/tools/table-tools.tsx";
import { useDataTable } from "../tables/use-data-table.ts";
import { EmptyNote, PanelHead } from "../ui/panel.tsx";
import type { SessionReport } from "./system-client.ts";

const COLUMNS: readonly TableColumn<SessionReport>[] = [
  {
    id: "portfolio",
    label: "Portfolio",
    kind: "text",
    width: 120,
    value: ({ name }) => name,
    cell: ({ name, mode, feedKind }) => (
      <strong className="block max-w-[160px] truncate font-medium" title={`${name}: ${mode}, ${feedKind}`}>
        {name}
      </strong>
    ),
    isKey: true,
  },
  {
    id: "session",
    label: "Session",
    kind: "text",
    width: 90,
    value: ({ isRunning }) => (isRunning ? "running" : "not running"),
    cell: ({ isRunning }) => (
      <span className={isRunning ? "text-up" : "text-fg-3"}>
        <span aria-hidden="true">{isRunning ? "●" : "○"}</span> {isRunning ? "running" : "not running"}
      </span>
    ),
    isFacet: true,
    isKey: true,
  },
  {
    id: "trading",
    label: "Trading",
    kind: "text",
    width: 70,
    value: ({ tradingState }) => tradingState,
    cell: ({ tradingState }) => <span className={tradingState === "active" ? "" : "text-danger"}>{tradingState}</span>,
    isFacet: true,
    isKey: true,
  },
  {
    id: "mode",
    label: "Mode",
    kind: "text",
    width: 60,
    value: ({ mode }) => mode,
    isFacet: true,
    isHidden: true,
  },
  {
    id: "feed",
    label: "Feed",
    kind: "text",
    width: 80,
    value: ({ feedKind }) => feedKind,
    isFacet: true,
    isHidden: true,
  },
  {
    id: "working_orders",
    label: "Working",
    kind: "number",
    width: 70,
    hint: "Orders at work",
    value: ({ workingOrders }) => String(workingOrders),
    isKey: true,
  },
  { id: "commits", label: "Commits", kind: "number", width: 80, value: ({ sequence }) => String(sequence) },
];

/** The portfolios that one may see, and whether a worker runs them. */
export function SessionTable({ sessions }: { readonly sessions: readonly SessionReport[] }) {
  const table = useDataTable({
    name: "system-sessions",
    label: "Sessions",
    columns: COLUMNS,
    rows: sessions,
    rowId: ({ portfolioId }) => portfolioId,
    mode: null,
  });
  return (
    <>
      <PanelHead title="Sessions" count={sessions.length} aside={<TableTools table={table} isCompact />} />
      {sessions.length === 0 ? (
        <EmptyNote>You are a member of no portfolio.</EmptyNote>
      ) : (
        <PlainTable table={table} noun="session" className="min-h-0" />
      )}
    </>
  );
}

"use client";

import type { TableColumn } from "../tables/model/table-column.ts";
import { PlainTable } from "../tables/plain-table.tsx";
import { TableTools } from "../tables/tools/table-tools.tsx";
import { useDataTable } from "../tables/use-data-table.ts";
import { UNKNOWN } from "../ui/format-decimal.ts";
import { EmptyNote, PanelHead } from "../ui/panel.tsx";
import { formatBytes, formatMs, formatShare, formatSpan } from "./format-system.ts";
import type { ProcessReport } from "./system-client.ts";

const TITLES: Readonly<Record<string, string>> = {
  worker: "Worker",
  "market-data": "Market data",
  jobs: "Jobs",
  web: "Web",
  postgres: "Postgres",
};

const COLOURS = { up: "text-up", restarting: "text-warn", down: "text-danger" } as const;
const GLYPHS = { up: "●", restarting: "◐", down: "○" } as const;

type ProcessRow = ProcessReport & { readonly at: number };

const number = (
  id: string,
  label: string,
  of: (row: ProcessRow) => number | null,
  show: (value: number) => string | number,
): TableColumn<ProcessRow> => ({
  id,
  label,
  kind: "number",
  width: 80,
  value: (row) => {
    const value = of(row);
    return value === null ? null : String(value);
  },
  cell: (row) => {
    const value = of(row);
    return value === null ? UNKNOWN : show(value);
  },
});

const COLUMNS: readonly TableColumn<ProcessRow>[] = [
  {
    id: "process",
    label: "Process",
    kind: "text",
    width: 110,
    value: ({ name }) => TITLES[name] ?? name,
    cell: ({ name }) => <strong className="font-medium">{TITLES[name] ?? name}</strong>,
    isKey: true,
  },
  {
    id: "state",
    label: "State",
    kind: "text",
    width: 90,
    value: ({ state }) => state,
    cell: ({ state }) => (
      <span className={COLOURS[state]}>
        <span aria-hidden="true">{GLYPHS[state]}</span> {state}
      </span>
    ),
    isFacet: true,
    isKey: true,
  },
  number("pid", "Pid", ({ pid }) => pid, String),
  {
    ...number("since", "Since", ({ at, since }) => at - since, formatSpan),
    kind: "time",
    value: ({ since }) => since,
  },
  number("restarts", "Restarts", ({ restarts }) => restarts, String),
  { ...number("memory_bytes", "Memory", ({ memoryBytes }) => memoryBytes, formatBytes), isKey: true },
  { ...number("cpu_fraction", "CPU", ({ cpuFraction }) => cpuFraction, formatShare), isKey: true },
  number("loop_p50_ms", "Loop p50", ({ loopP50Ms }) => loopP50Ms, formatMs),
  number("loop_p99_ms", "Loop p99", ({ loopP99Ms }) => loopP99Ms, formatMs),
  {
    ...number(
      "heartbeat",
      "Heartbeat",
      ({ at, heartbeatAt }) => (heartbeatAt === null ? null : at - heartbeatAt),
      (ms) => `${formatSpan(ms)} ago`,
    ),
    kind: "time",
    value: ({ heartbeatAt }) => heartbeatAt,
  },
];

type ProcessTableProps = { readonly processes: readonly ProcessReport[]; readonly at: number };

/** Each process of the desk: how it stands, what it takes, and when it last said that it is alive. */
export function ProcessTable({ processes, at }: ProcessTableProps) {
  const table = useDataTable({
    name: "system-processes",
    label: "Processes",
    columns: COLUMNS,
    rows: processes.map((process) => ({ ...process, at })),
    rowId: ({ name }) => name,
    mode: null,
  });
  return (
    <>
      <PanelHead title="Processes" count={processes.length} aside={<TableTools table={table} isCompact />} />
      {processes.length === 0 ? (
        <EmptyNote>No supervisor tells of this desk's processes.</EmptyNote>
      ) : (
        <PlainTable table={table} noun="process" className="min-h-0" />
      )}
    </>
  );
}

"use client";

import { useMemo, useState } from "react";
import { useSnapshot } from "../../../live/use-desk.tsx";
import { DataTable } from "../../../tables/data-table.tsx";
import { TableTools } from "../../../tables/tools/table-tools.tsx";
import { useDataTable } from "../../../tables/use-data-table.ts";
import { EmptyNote } from "../../../ui/panel.tsx";
import { useOfMarket } from "../market-filter.ts";
import { ToolsInSlot } from "../tools-slot.tsx";
import { ALGORITHM_COLUMNS } from "./algorithm-columns.tsx";
import { type AlgorithmRow, algorithmRow, algorithmRowId, newestFirst } from "./algorithm-row.ts";
import { AlgorithmSheet } from "./algorithm-sheet.tsx";

const NONE: readonly AlgorithmRow[] = [];

/** The algorithms at work and those that ended lately: progress against schedule, benchmarks, and what can be done with them. */
export function AlgorithmsTab() {
  const snapshot = useSnapshot();
  const [opened, setOpened] = useState<string | null>(null);
  const algorithms = snapshot?.algorithms ?? null;
  const rows = useMemo(() => (algorithms === null ? null : newestFirst(algorithms.map(algorithmRow))), [algorithms]);
  const shown = useOfMarket(rows, (row) => row.instrument.id);
  const table = useDataTable({
    name: "algorithms",
    label: "Algorithms",
    columns: ALGORITHM_COLUMNS,
    rows: shown ?? NONE,
    rowId: algorithmRowId,
    mode: snapshot?.mode ?? "paper",
  });
  if (snapshot === null) return <EmptyNote>Loading algorithms…</EmptyNote>;
  const open = shown?.find((row) => algorithmRowId(row) === opened);
  return (
    <>
      <ToolsInSlot>
        <TableTools table={table} />
      </ToolsInSlot>
      <DataTable
        table={table}
        noun="algorithm"
        onOpen={(row) => setOpened(algorithmRowId(row))}
        empty="No algorithms. Start one with the ticket's Algo tab."
      />
      {open === undefined ? null : <AlgorithmSheet row={open} onClose={() => setOpened(null)} />}
    </>
  );
}

"use client";

import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { positionName } from "../../../live/hedged.ts";
import { useDesk, useSnapshot } from "../../../live/use-desk.tsx";
import { useMarginColumns } from "../../../margin/on-demand.tsx";
import { DataTable } from "../../../tables/data-table.tsx";
import { ACT_KEY, CLOSE_KEY, HALF_KEY, type RowKey } from "../../../tables/grid/table-keys.ts";
import { RowSheet } from "../../../tables/row-sheet-on-demand.tsx";
import { TableTools } from "../../../tables/tools/table-tools.tsx";
import { useDataTable } from "../../../tables/use-data-table.ts";
import { EmptyNote } from "../../../ui/panel.tsx";
import { type PositionRow, rowKey } from "../../position-rows.ts";
import { useTradeDesk } from "../../trade-desk.tsx";
import { ToolsInSlot } from "../tools-slot.tsx";
import { positionColumns } from "./position-columns.tsx";
import { usePositions } from "./use-positions.ts";

/** Nobody needs it before something is held. */
const CloseAll = dynamic(() => import("./close-all.tsx").then((part) => part.CloseAll), { ssr: false });

const NONE: readonly PositionRow[] = [];
const idOf = rowKey;

/** What the portfolio holds, with its profit and loss as the market moves, and the way out of it. */
export function PositionsTab({ isStale }: { readonly isStale: boolean }) {
  const snapshot = useSnapshot();
  const { rows, now } = usePositions();
  const { store } = useDesk();
  const { close } = useTradeDesk();
  const [opened, setOpened] = useState<string | null>(null);
  const first = rows?.[0]?.instrument.quote;
  const unit = first !== undefined && rows?.every((row) => row.instrument.quote === first) === true ? first : null;
  const margin = useMarginColumns(rows?.some((row) => row.margin !== null) === true);
  const columns = useMemo(() => positionColumns(now, unit, store, margin), [now, unit, store, margin]);
  const table = useDataTable({
    name: "positions",
    label: "Positions",
    columns,
    rows: rows ?? NONE,
    rowId: idOf,
    mode: snapshot?.mode ?? "paper",
  });
  if (rows === null) return <EmptyNote>Loading positions…</EmptyNote>;
  const rowKeys: readonly RowKey<PositionRow>[] = [
    { ...ACT_KEY, run: (row) => close(row.instrument.id, "all", row.positionSide) },
    { ...CLOSE_KEY, run: (row) => close(row.instrument.id, "all", row.positionSide) },
    { ...HALF_KEY, run: (row) => close(row.instrument.id, "half", row.positionSide) },
  ];
  const open = rows.find((row) => idOf(row) === opened);
  const held = rows.filter((row) => row.direction !== null);
  return (
    <>
      <ToolsInSlot>
        <TableTools table={table} />
        {held.length === 0 ? null : <CloseAll rows={held} />}
      </ToolsInSlot>
      <DataTable
        table={table}
        noun="instrument"
        isStale={isStale}
        onOpen={(row) => setOpened(idOf(row))}
        rowKeys={rowKeys}
        rowClass={(row) => (row.direction === null ? "text-fg-3" : "")}
        empty="No positions yet: the first fill opens one."
      />
      {open === undefined ? null : (
        <RowSheet
          title={positionName(open.instrument, open.positionSide)}
          row={open}
          columns={columns.slice(1)}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}

"use client";

import { useMemo, useState } from "react";
import { present } from "../../../../server/domain/errors/invariant.ts";
import { findInstrument } from "../../../../server/domain/markets/listed-instruments.ts";
import { useSnapshot } from "../../../live/use-desk.tsx";
import { OrderSheetOnDemand } from "../../../orders/sheet/order-sheet-on-demand.tsx";
import { DataTable } from "../../../tables/data-table.tsx";
import type { Sorting } from "../../../tables/model/table-layout.ts";
import { TableTools } from "../../../tables/tools/table-tools.tsx";
import { useDataTable } from "../../../tables/use-data-table.ts";
import { EmptyNote } from "../../../ui/panel.tsx";
import { useOfMarket } from "../market-filter.ts";
import { ToolsInSlot } from "../tools-slot.tsx";
import { type FillRow, fillColumns, fillRowId } from "./fill-columns.tsx";

const NONE: readonly FillRow[] = [];
const NEWEST: readonly Sorting[] = [{ id: "time", desc: true }];

/** The newest executions; the Orders page has all of them. */
export function FillsTab() {
  const snapshot = useSnapshot();
  const [opened, setOpened] = useState<string | null>(null);
  const fills = snapshot?.fills ?? null;
  const all = useMemo(
    () =>
      fills?.map((fill) => ({
        fill,
        instrument: present(findInstrument(fill.instrumentId), `Instrument "${fill.instrumentId}" is not listed`),
      })) ?? null,
    [fills],
  );
  const rows = useOfMarket(all, (row) => row.instrument.id);
  const isHedged = rows?.some(({ fill }) => fill.positionSide) === true;
  const columns = useMemo(() => fillColumns(isHedged), [isHedged]);
  const table = useDataTable({
    name: "fills",
    label: "Fills",
    columns,
    rows: rows ?? NONE,
    rowId: fillRowId,
    mode: snapshot?.mode ?? "paper",
    sorting: NEWEST,
  });
  if (rows === null) return <EmptyNote>Loading fills…</EmptyNote>;
  return (
    <>
      <ToolsInSlot>
        <TableTools table={table} />
      </ToolsInSlot>
      <DataTable
        table={table}
        noun="fill"
        onOpen={(row) => setOpened(row.fill.orderId)}
        empty="No fills yet: a market order fills at once."
      />
      {opened === null ? null : <OrderSheetOnDemand orderId={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

"use client";

import { useMemo, useState } from "react";
import { isTerminal } from "../../../../server/domain/orders/order-status.ts";
import { useSnapshot } from "../../../live/use-desk.tsx";
import { OrderSheetOnDemand } from "../../../orders/sheet/order-sheet-on-demand.tsx";
import { DataTable } from "../../../tables/data-table.tsx";
import type { TableColumn } from "../../../tables/model/table-column.ts";
import type { Sorting } from "../../../tables/model/table-layout.ts";
import { TableTools } from "../../../tables/tools/table-tools.tsx";
import { useDataTable } from "../../../tables/use-data-table.ts";
import { EmptyNote } from "../../../ui/panel.tsx";
import { useOfMarket } from "../market-filter.ts";
import { ToolsInSlot } from "../tools-slot.tsx";
import { orderColumns } from "./order-columns.tsx";
import { type OrderRow, orderRow, orderRowId } from "./order-row.ts";

const NONE: readonly OrderRow[] = [];
const NEWEST: readonly Sorting[] = [{ id: "time", desc: true }];

function closedColumns(isHedged: boolean): TableColumn<OrderRow>[] {
  const columns = orderColumns<OrderRow>(isHedged);
  const { market, side, position, type, price, size, filled, average, status, reason, time, value } = columns;
  const plainPrice = { ...price, isKey: false };
  return [
    market,
    side,
    position,
    time,
    type,
    plainPrice,
    size,
    filled,
    average,
    { ...value, isHidden: true },
    status,
    reason,
  ];
}

/** The newest orders that have come to their end; the Orders page has all of them. */
export function ClosedOrdersTab() {
  const snapshot = useSnapshot();
  const [opened, setOpened] = useState<string | null>(null);
  const orders = snapshot?.orders ?? null;
  const all = useMemo(
    () => (orders === null ? null : orders.filter((order) => isTerminal(order.status)).map(orderRow)),
    [orders],
  );
  const rows = useOfMarket(all, (row) => row.instrument.id);
  const isHedged = rows?.some(({ order }) => order.positionSide) === true;
  const columns = useMemo(() => closedColumns(isHedged), [isHedged]);
  const table = useDataTable({
    name: "closed-orders",
    label: "Order history",
    columns,
    rows: rows ?? NONE,
    rowId: orderRowId,
    mode: snapshot?.mode ?? "paper",
    sorting: NEWEST,
  });
  if (rows === null) return <EmptyNote>Loading orders…</EmptyNote>;
  return (
    <>
      <ToolsInSlot>
        <TableTools table={table} />
      </ToolsInSlot>
      <DataTable
        table={table}
        noun="order"
        onOpen={(row) => setOpened(orderRowId(row))}
        empty="No closed orders yet: filled, cancelled and denied ones gather here."
      />
      {opened === null ? null : <OrderSheetOnDemand orderId={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

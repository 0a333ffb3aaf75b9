"use client";

import { isTerminal } from "../../../../server/domain/orders/order-status.ts";
import { useSnapshot } from "../../../live/use-desk.tsx";
import { Tabs } from "../../../ui/tabs.tsx";
import { positionRows } from "../../position-rows.ts";
import { BalancesTable } from "../../tables/balances-table.tsx";
import { FillsTable } from "../../tables/fills-table.tsx";
import { CancelAllButton, OpenOrdersTable, openOrdersOf } from "../../tables/open-orders-table.tsx";
import { OrderHistoryTable } from "../../tables/order-history-table.tsx";
import { PositionsTable } from "../../tables/positions-table.tsx";

/** What the portfolio holds, has ordered and has done. */
export function TablesPanel() {
  const snapshot = useSnapshot();
  const held = snapshot === null ? 0 : positionRows(snapshot, null).filter((row) => row.direction !== null).length;
  const open = openOrdersOf(snapshot?.orders ?? []).length;
  const closed = (snapshot?.orders ?? []).filter((order) => isTerminal(order.status)).length;
  return (
    <Tabs
      label="Positions and orders"
      aside={<CancelAllButton />}
      items={[
        { id: "positions", label: "Positions", count: held, content: <PositionsTable /> },
        { id: "orders", label: "Orders", count: open, content: <OpenOrdersTable /> },
        { id: "history", label: "Order history", count: closed, content: <OrderHistoryTable /> },
        { id: "fills", label: "Fills", count: snapshot?.fills.length ?? 0, content: <FillsTable /> },
        { id: "balances", label: "Balances", content: <BalancesTable /> },
      ]}
    />
  );
}

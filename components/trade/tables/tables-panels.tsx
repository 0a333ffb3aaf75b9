"use client";

import { isTerminal } from "../../../server/domain/orders/order-status.ts";
import { useSnapshot } from "../../live/use-desk.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { positionRows } from "../position-rows.ts";
import { BalancesTable } from "./balances-table.tsx";
import { FillsTable } from "./fills-table.tsx";
import { CancelAllButton, OpenOrdersTable, openOrdersOf } from "./open-orders-table.tsx";
import { OrderHistoryTable } from "./order-history-table.tsx";
import { PositionsTable } from "./positions-table.tsx";

/** What the portfolio holds. */
export function HoldingsPanel() {
  const snapshot = useSnapshot();
  const count = snapshot === null ? 0 : positionRows(snapshot, null).filter((row) => row.direction !== null).length;
  return (
    <Tabs
      label="Holdings"
      items={[
        { id: "positions", label: "Positions", count, content: <PositionsTable /> },
        { id: "balances", label: "Balances", content: <BalancesTable /> },
      ]}
    />
  );
}

/** What was asked of the venue, and what it did. */
export function OrdersPanel() {
  const snapshot = useSnapshot();
  const orders = snapshot?.orders ?? [];
  const closed = orders.filter((order) => isTerminal(order.status)).length;
  return (
    <Tabs
      label="Orders"
      aside={<CancelAllButton />}
      items={[
        { id: "open", label: "Open orders", count: openOrdersOf(orders).length, content: <OpenOrdersTable /> },
        { id: "fills", label: "Fills", count: snapshot?.fills.length ?? 0, content: <FillsTable /> },
        { id: "history", label: "Order history", count: closed, content: <OrderHistoryTable /> },
      ]}
    />
  );
}

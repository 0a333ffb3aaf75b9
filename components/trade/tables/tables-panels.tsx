"use client";

import { isTerminal } from "../../../server/domain/orders/order-status.ts";
import { useSnapshot } from "../../live/use-desk.tsx";
import { PanelHead } from "../../ui/panel.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { positionRows } from "../position-rows.ts";
import { BalancesTable } from "./balances-table.tsx";
import { FillsTable } from "./fills-table.tsx";
import { CancelAllButton, OpenOrdersTable, openOrdersOf } from "./open-orders-table.tsx";
import { OrderHistoryTable } from "./order-history-table.tsx";
import { PositionsTable } from "./positions-table.tsx";

export function PositionsPanel() {
  const snapshot = useSnapshot();
  const count = snapshot === null ? 0 : positionRows(snapshot, null).filter((row) => row.direction !== null).length;
  return (
    <>
      <PanelHead title="Positions" count={count} />
      <div className="min-h-0 flex-1 overflow-auto">
        <PositionsTable />
      </div>
    </>
  );
}

export function BalancesPanel() {
  return (
    <>
      <PanelHead title="Balances" />
      <div className="min-h-0 flex-1 overflow-auto">
        <BalancesTable />
      </div>
    </>
  );
}

/** What the venue has been asked for and still owes an end. */
export function OpenOrdersPanel() {
  const snapshot = useSnapshot();
  return (
    <>
      <PanelHead title="Open orders" count={openOrdersOf(snapshot?.orders ?? []).length} aside={<CancelAllButton />} />
      <div className="min-h-0 flex-1 overflow-auto">
        <OpenOrdersTable />
      </div>
    </>
  );
}

/** What has happened. */
export function RecordPanel() {
  const snapshot = useSnapshot();
  const closed = (snapshot?.orders ?? []).filter((order) => isTerminal(order.status)).length;
  return (
    <Tabs
      label="Fills and closed orders"
      items={[
        { id: "fills", label: "Fills", count: snapshot?.fills.length ?? 0, content: <FillsTable /> },
        { id: "history", label: "Order history", count: closed, content: <OrderHistoryTable /> },
      ]}
    />
  );
}

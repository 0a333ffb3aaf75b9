"use client";

import { useEffect, useMemo, useState } from "react";
import { can } from "../../../../server/domain/access/permission.ts";
import type { Instrument } from "../../../../server/domain/markets/instrument.ts";
import { legRole } from "../../../../server/domain/orders/contingency/contingency.ts";
import { LegsDialogOnDemand } from "../../../legs/legs-on-demand.tsx";
import { legPairOf } from "../../../legs/read-legs.ts";
import { useSnapshot } from "../../../live/use-desk.tsx";
import { OrderSheetOnDemand } from "../../../orders/sheet/order-sheet-on-demand.tsx";
import { DataTable } from "../../../tables/data-table.tsx";
import type { TableColumn } from "../../../tables/model/table-column.ts";
import type { Sorting } from "../../../tables/model/table-layout.ts";
import { TableTools } from "../../../tables/tools/table-tools.tsx";
import { useDataTable } from "../../../tables/use-data-table.ts";
import { Button } from "../../../ui/button.tsx";
import { EmptyNote } from "../../../ui/panel.tsx";
import { openOrdersOf } from "../../open-orders.ts";
import { useTradeDesk } from "../../trade-desk.tsx";
import { useOfMarket } from "../market-filter.ts";
import { ToolsInSlot } from "../tools-slot.tsx";
import { Age } from "./age.tsx";
import { CancelMenu } from "./cancel-menu.tsx";
import { OrderActions } from "./order-actions.tsx";
import { orderColumns } from "./order-columns.tsx";
import { OrderEditProvider, useOrderEditing } from "./order-edit.tsx";
import { type OrderRow, orderRow, orderRowId } from "./order-row.ts";
import { TriggerDistance } from "./trigger-distance.tsx";
import { useOrderKeys } from "./use-order-keys.ts";

const NONE: readonly OrderRow[] = [];
const NEWEST: readonly Sorting[] = [{ id: "time", desc: true }];

function columnsWith(cancel: (orderId: string) => void, isHedged: boolean): TableColumn<OrderRow>[] {
  const columns = orderColumns<OrderRow>(isHedged);
  const { market, side, position, type, trigger, price, size, value, filled, status, time } = columns;
  const distance: TableColumn<OrderRow> = {
    id: "distance",
    label: "Distance",
    kind: "number",
    width: 74,
    isSortable: false,
    hint: "How far the price must still go to fire it",
    value: () => null,
    cell: (row) => <TriggerDistance row={row} />,
  };
  const age: TableColumn<OrderRow> = {
    id: "age",
    label: "Age",
    kind: "number",
    width: 62,
    isSortable: false,
    hint: "Since it was placed, by the tape",
    value: () => null,
    cell: ({ order }) => <Age since={order.createdAt} />,
  };
  const actions: TableColumn<OrderRow> = {
    id: "actions",
    label: "Actions",
    kind: "actions",
    width: 128,
    value: () => null,
    cell: (row) => <OrderActions row={row} cancel={cancel} />,
  };
  return [
    market,
    side,
    position,
    type,
    trigger,
    distance,
    price,
    size,
    filled,
    { ...value, isHidden: true },
    // All of them work: on a phone the word would take the room of their figures.
    { ...status, isKey: false },
    age,
    { ...time, isHidden: true },
    actions,
  ];
}

type OpenOrdersTabProps = {
  readonly instrument: Instrument;
  /** The order that a key wants to change; null for none. */
  readonly editId: string | null;
};

/** What works at the venues: changed and taken back where it stands. */
export function OpenOrdersTab({ instrument, editId }: OpenOrdersTabProps) {
  const snapshot = useSnapshot();
  const { amend, cancel } = useTradeDesk();
  const [opened, setOpened] = useState<string | null>(null);
  const orders = snapshot?.orders ?? null;
  const all = useMemo(() => (orders === null ? null : openOrdersOf(orders).map(orderRow)), [orders]);
  const rows = useOfMarket(all, (row) => row.instrument.id);
  const isHedged = rows?.some(({ order }) => order.positionSide) === true;
  const columns = useMemo(() => columnsWith(cancel, isHedged), [cancel, isHedged]);
  const mayCancel = snapshot !== null && can(snapshot.role, "order:cancel");
  const table = useDataTable({
    name: "open-orders",
    label: "Open orders",
    columns,
    rows: rows ?? NONE,
    rowId: orderRowId,
    mode: snapshot?.mode ?? "paper",
    isSelectable: mayCancel,
    sorting: NEWEST,
  });
  const cancelChosen = () => {
    for (const row of table.chosen) cancel(row.order.id);
    table.clearSelection();
  };
  const [legsOf, setLegsOf] = useState<string | null>(null);
  const alone = useOrderEditing(amend);
  const edit = useMemo(() => {
    const begin = (row: OrderRow) => {
      const groupId = row.order.contingency?.groupId ?? "";
      const isLeg = legRole(row.order) !== null;
      if (isLeg && legPairOf(orders ?? [], groupId) !== null) setLegsOf(groupId);
      else alone.begin(row);
    };
    return { ...alone, begin };
  }, [alone, orders]);
  const rowKeys = useOrderKeys({ edit, cancel, chosen: table.chosen, cancelChosen });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each wish is heard once.
  useEffect(() => {
    const wanted = rows?.find((row) => orderRowId(row) === editId);
    if (wanted !== undefined) edit.begin(wanted);
  }, [editId]);
  if (rows === null) return <EmptyNote>Loading orders…</EmptyNote>;
  return (
    <OrderEditProvider value={edit}>
      <ToolsInSlot>
        <TableTools table={table} />
        {table.chosen.length === 0 ? null : (
          <Button size="row" tone="danger" onClick={cancelChosen}>
            Cancel {table.chosen.length}
          </Button>
        )}
        <CancelMenu market={instrument} />
      </ToolsInSlot>
      <DataTable
        table={table}
        noun="order"
        onOpen={(row) => setOpened(orderRowId(row))}
        rowKeys={rowKeys}
        empty={
          snapshot?.tradingState === "halted"
            ? "No open orders: the stop cancelled them, and none is taken while trading is halted. They do not come back by themselves."
            : "No open orders: a limit order that does not fill at once works here."
        }
      />
      {legsOf === null ? null : <LegsDialogOnDemand groupId={legsOf} onClose={() => setLegsOf(null)} />}
      {opened === null ? null : <OrderSheetOnDemand orderId={opened} onClose={() => setOpened(null)} />}
    </OrderEditProvider>
  );
}

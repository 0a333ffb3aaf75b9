"use client";

import { useMemo } from "react";
import { can } from "../../../server/domain/access/permission.ts";
import type { ListedOrder } from "../../../server/domain/orders/order-listing.ts";
import { isTerminal } from "../../../server/domain/orders/order-status.ts";
import { useDesk, useSnapshot } from "../../live/use-desk.tsx";
import { DataTable } from "../../tables/data-table.tsx";
import { TableTools } from "../../tables/tools/table-tools.tsx";
import { useDataTable } from "../../tables/use-data-table.ts";
import { CancelMenu } from "../../trade/tables/orders/cancel-menu.tsx";
import { OrderEditProvider, useOrderEditing } from "../../trade/tables/orders/order-edit.tsx";
import { orderRow, orderRowId } from "../../trade/tables/orders/order-row.ts";
import { useOrderKeys } from "../../trade/tables/orders/use-order-keys.ts";
import { Button } from "../../ui/button.tsx";
import { ExecutionSummary } from "../execution/execution-summary.tsx";
import { exportAddress, ordersClient } from "../orders-client.ts";
import { type BlotterRow, blotterColumns } from "./blotter-columns.tsx";
import {
  type BlotterState,
  orderFilter,
  orderSort,
  readSorting,
  type useBlotterState,
  writeSorting,
} from "./blotter-state.ts";
import { FilterBar } from "./filter-bar.tsx";
import { useOrderVerbs } from "./use-order-verbs.ts";
import { usePages } from "./use-pages.ts";

const NONE: readonly BlotterRow[] = [];

type BlotterProps = {
  readonly state: BlotterState;
  readonly change: ReturnType<typeof useBlotterState>[1];
  /** The tape's present day in the person's zone. */
  readonly today: { readonly from: number; readonly until: number };
  /** Grows when a note was written. */
  readonly notes: number;
};

/** Orders under filters, as many as there are: the desk sorts and filters, pages come as they are scrolled to. */
export function Blotter({ state, change, today, notes }: BlotterProps) {
  const { store } = useDesk();
  const snapshot = useSnapshot();
  const { cancel, amend } = useOrderVerbs();
  const { portfolioId } = store;
  const search = { portfolioId, filter: orderFilter(state, today), sort: orderSort(state) };
  const pages = usePages<ListedOrder>(
    JSON.stringify(search),
    // Another order, or one that has moved: the answer may be another.
    `${snapshot?.orders.map(({ id, status, filledLots }) => id + status + filledLots).join() ?? ""} ${notes}`,
    (after, limit) => ordersClient.list({ ...search, after: after === null ? null : [...after], limit }),
  );
  const live = useMemo(() => new Map(snapshot?.orders.map((order) => [order.id, order])), [snapshot]);
  const rows = useMemo(
    () =>
      pages.rows?.map(({ order, placedBy, note }): BlotterRow => {
        const newest = live.get(order.id);
        // The stream is ahead of the listing, never behind it, but for an order that it has not heard of.
        const shown = newest === undefined || newest.updatedAt < order.updatedAt ? order : newest;
        return { ...orderRow(shown), placedBy, note };
      }) ?? NONE,
    [pages.rows, live],
  );
  const isHedged = rows.some(({ order }) => order.positionSide);
  const columns = useMemo(() => blotterColumns(cancel, isHedged), [cancel, isHedged]);
  const sorting = useMemo(
    () => (state.sort === "" ? [{ id: "time", desc: true }] : readSorting(state.sort)),
    [state.sort],
  );
  const mayCancel = snapshot !== null && can(snapshot.role, "order:cancel");
  const table = useDataTable({
    name: "orders",
    label: "Orders",
    columns,
    rows,
    rowId: orderRowId,
    mode: snapshot?.mode ?? "paper",
    isSelectable: mayCancel && state.tab === "open",
    served: {
      sorting,
      onSort: (next) => void change({ sort: writeSorting(next) || null }),
      total: pages.total,
      onEnd: pages.onEnd,
      onExport: () => window.location.assign(exportAddress("orders", search)),
    },
  });
  const chosen = table.chosen.filter(({ order }) => !isTerminal(order.status));
  const cancelChosen = () => {
    for (const { order } of chosen) cancel(order.id);
    table.clearSelection();
  };
  const edit = useOrderEditing(amend);
  const rowKeys = useOrderKeys({ edit, cancel, chosen, cancelChosen });
  return (
    <OrderEditProvider value={edit}>
      <FilterBar state={state} change={change}>
        <span role="status" data-testid="row-count" className="px-1.5 text-[11px] text-fg-3">
          {pages.total === null ? "" : `${pages.total} ${pages.total === 1 ? "order" : "orders"}`}
        </span>
        <TableTools table={table} />
        {chosen.length === 0 ? null : (
          <Button size="row" tone="danger" onClick={cancelChosen}>
            Cancel {chosen.length}
          </Button>
        )}
        {state.tab === "open" ? <CancelMenu market={null} /> : null}
      </FilterBar>
      {state.tab === "open" ? null : <ExecutionSummary search={search} pulse={snapshot?.sequence ?? 0} />}
      <DataTable
        table={table}
        noun="order"
        onOpen={(row) => void change({ order: row.order.id })}
        rowKeys={rowKeys}
        empty={<Nothing state={state} problem={pages.problem} isLoading={pages.rows === null} onRetry={pages.reload} />}
      />
    </OrderEditProvider>
  );
}

type NothingProps = {
  readonly state: BlotterState;
  readonly problem: string | null;
  readonly isLoading: boolean;
  readonly onRetry: () => void;
};

function Nothing({ state, problem, isLoading, onRetry }: NothingProps) {
  if (problem !== null) {
    return (
      <div role="alert" className="flex flex-col items-start gap-2">
        <p>The orders could not be read: {problem} Orders at work are not affected.</p>
        <Button onClick={onRetry}>Try again</Button>
      </div>
    );
  }
  if (isLoading) return <p role="status">Loading orders…</p>;
  if (state.tab === "open") return <p>No open order matches. What works at a venue stands here.</p>;
  return <p>No order matches. Clear the filters, or choose another tab.</p>;
}

"use client";

import { useMemo } from "react";
import { present } from "../../../server/domain/errors/invariant.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import { FILL_SORTS, type ListedFill } from "../../../server/domain/orders/order-listing.ts";
import { useDesk, useSnapshot } from "../../live/use-desk.tsx";
import { DataTable } from "../../tables/data-table.tsx";
import { TableTools } from "../../tables/tools/table-tools.tsx";
import { useDataTable } from "../../tables/use-data-table.ts";
import { type FillRow, fillColumns, fillRowId } from "../../trade/tables/records/fill-columns.tsx";
import { exportAddress, ordersClient } from "../orders-client.ts";
import {
  type BlotterState,
  fillFilter,
  fillSort,
  readSorting,
  type useBlotterState,
  writeSorting,
} from "./blotter-state.ts";
import { FilterBar } from "./filter-bar.tsx";
import { usePages } from "./use-pages.ts";

const NONE: readonly FillRow[] = [];

const columnsOf = (isHedged: boolean) =>
  fillColumns(isHedged).map((column) => ({
    ...column,
    isSortable: FILL_SORTS.some((known) => known === column.id),
  }));

type FillsBlotterProps = { readonly state: BlotterState; readonly change: ReturnType<typeof useBlotterState>[1] };

/** Every execution of the portfolio under filters. */
export function FillsBlotter({ state, change }: FillsBlotterProps) {
  const { store } = useDesk();
  const snapshot = useSnapshot();
  const search = { portfolioId: store.portfolioId, filter: fillFilter(state), sort: fillSort(state) };
  const pages = usePages<ListedFill>(JSON.stringify(search), snapshot?.fills[0]?.id, (after, limit) =>
    ordersClient.fills({ ...search, after: after === null ? null : [...after], limit }),
  );
  const rows = useMemo(
    () =>
      pages.rows?.map((fill) => ({
        fill,
        instrument: present(findInstrument(fill.instrumentId), `Instrument "${fill.instrumentId}" is not listed`),
      })) ?? NONE,
    [pages.rows],
  );
  const isHedged = rows.some(({ fill }) => fill.positionSide);
  const columns = useMemo(() => columnsOf(isHedged), [isHedged]);
  const sorting = useMemo(
    () => (state.sort === "" ? [{ id: "time", desc: true }] : readSorting(state.sort)),
    [state.sort],
  );
  const table = useDataTable({
    name: "orders-fills",
    label: "Fills",
    columns,
    rows,
    rowId: fillRowId,
    mode: snapshot?.mode ?? "paper",
    served: {
      sorting,
      onSort: (next) => void change({ sort: writeSorting(next) || null }),
      total: pages.total,
      onEnd: pages.onEnd,
      onExport: () => window.location.assign(exportAddress("fills", search)),
    },
  });
  const empty = pages.problem ?? (pages.rows === null ? "Loading fills…" : "No fill matches. Clear the filters.");
  return (
    <>
      <FilterBar state={state} change={change}>
        <span role="status" data-testid="row-count" className="px-1.5 text-[11px] text-fg-3">
          {pages.total === null ? "" : `${pages.total} ${pages.total === 1 ? "fill" : "fills"}`}
        </span>
        <TableTools table={table} />
      </FilterBar>
      <DataTable
        table={table}
        noun="fill"
        onOpen={(row) => void change({ order: row.fill.orderId })}
        empty={<p role={pages.problem === null ? "status" : "alert"}>{empty}</p>}
      />
    </>
  );
}

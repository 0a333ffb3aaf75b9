"use client";

import { useState } from "react";
import { type Integer, subtract } from "../../../../server/domain/money/integer.ts";
import { type BalanceRow, balanceRows, netUnits } from "../../../borrowing/balance-rows.ts";
import { MarginLevel } from "../../../borrowing/margin-level.tsx";
import { useBorrows } from "../../../borrowing/on-demand.tsx";
import { useSnapshot } from "../../../live/use-desk.tsx";
import { DataTable } from "../../../tables/data-table.tsx";
import type { TableColumn } from "../../../tables/model/table-column.ts";
import { RowSheet } from "../../../tables/row-sheet-on-demand.tsx";
import { TableTools } from "../../../tables/tools/table-tools.tsx";
import { useDataTable } from "../../../tables/use-data-table.ts";
import { formatBalance } from "../../../ui/format-amount.ts";
import { EmptyNote } from "../../../ui/panel.tsx";
import { unitsText } from "../positions/position-figures.ts";
import { ToolsInSlot } from "../tools-slot.tsx";

const NONE: readonly BalanceRow[] = [];

const amount = (
  id: string,
  label: string,
  hint: string,
  of: (row: BalanceRow) => Integer,
): TableColumn<BalanceRow> => ({
  id,
  label,
  hint,
  kind: "number",
  width: 140,
  value: (row) => unitsText(of(row), row.currency),
  cell: (row) => formatBalance(of(row), row.currency),
  isKey: id !== "reserved",
});

const COLUMNS: readonly TableColumn<BalanceRow>[] = [
  {
    id: "asset",
    label: "Asset",
    kind: "text",
    width: 100,
    value: (row) => row.currency,
    cell: (row) => <strong className="font-semibold">{row.currency}</strong>,
    isKey: true,
  },
  amount("total", "Total", "All that is owned", (row) => row.totalUnits),
  amount("reserved", "Reserved", "Behind working orders", (row) => row.reservedUnits),
  amount("available", "Available", "Free to trade with", (row) => subtract(row.totalUnits, row.reservedUnits)),
];

/** What is owed, where the portfolio borrows. */
const WITH_DEBTS: readonly TableColumn<BalanceRow>[] = [
  ...COLUMNS,
  amount("borrowed", "Borrowed", "Owed to the venue without its interest", (row) => row.borrowedUnits),
  amount("interest", "Interest", "Charged and not paid yet; it is paid first", (row) => row.interestUnits),
  amount("net", "Net", "What is left of the total when all is repaid; negative when sold short", netUnits),
];

/** The money and the coins, and how much of them is free. */
export function BalancesTab() {
  const snapshot = useSnapshot();
  const [opened, setOpened] = useState<string | null>(null);
  const borrows = useBorrows();
  const columns = borrows ? WITH_DEBTS : COLUMNS;
  const rows = snapshot === null ? NONE : balanceRows(snapshot);
  const table = useDataTable({
    name: "balances",
    label: "Balances",
    columns,
    rows,
    rowId: (row) => row.currency,
    mode: snapshot?.mode ?? "paper",
  });
  if (snapshot === null) return <EmptyNote>Loading balances…</EmptyNote>;
  const open = rows.find((row) => row.currency === opened);
  return (
    <>
      <ToolsInSlot>
        {borrows ? <MarginLevel /> : null}
        <TableTools table={table} />
      </ToolsInSlot>
      <DataTable
        table={table}
        noun="currency"
        onOpen={(row) => setOpened(row.currency)}
        empty="No balances: this portfolio holds nothing."
      />
      {open === undefined ? null : (
        <RowSheet title={open.currency} row={open} columns={columns} onClose={() => setOpened(null)} />
      )}
    </>
  );
}

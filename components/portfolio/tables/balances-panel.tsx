"use client";

import { useMemo } from "react";
import { currencyOf } from "../../../server/domain/money/currency.ts";
import { formatScaled } from "../../../server/domain/money/decimal.ts";
import { type Integer, subtract } from "../../../server/domain/money/integer.ts";
import { type BalanceRow, balanceRows, netUnits } from "../../borrowing/balance-rows.ts";
import { MarginLevel } from "../../borrowing/margin-level.tsx";
import { useBorrows } from "../../borrowing/on-demand.tsx";
import { useSnapshot } from "../../live/use-desk.tsx";
import type { TableColumn } from "../../tables/model/table-column.ts";
import { useDataTable } from "../../tables/use-data-table.ts";
import { formatBalance } from "../../ui/format-amount.ts";
import { Masked, usePresenter } from "../presenter.tsx";
import { PanelTable } from "./panel-table.tsx";

const NONE: readonly BalanceRow[] = [];

const exactOf = (units: Integer, currency: string) => formatScaled(units, currencyOf(currency).decimals);

const amount = (id: string, label: string, of: (row: BalanceRow) => Integer): TableColumn<BalanceRow> => ({
  id,
  label,
  kind: "number",
  width: 110,
  value: (row) => exactOf(of(row), row.currency),
  cell: (row) => <Balance units={of(row)} currency={row.currency} />,
  isKey: id !== "reserved",
});

const COLUMNS: readonly TableColumn<BalanceRow>[] = [
  {
    id: "asset",
    label: "Asset",
    kind: "text",
    width: 80,
    value: ({ currency }) => currency,
    cell: ({ currency }) => <strong className="font-semibold">{currency}</strong>,
    isKey: true,
  },
  amount("total", "Total", ({ totalUnits }) => totalUnits),
  amount("reserved", "Reserved", ({ reservedUnits }) => reservedUnits),
  amount("available", "Available", ({ totalUnits, reservedUnits }) => subtract(totalUnits, reservedUnits)),
];

/** What is owned and owed: where it is borrowed, debts say more than what is free of a wallet. */
const WITH_DEBTS: readonly TableColumn<BalanceRow>[] = [
  ...COLUMNS.map((column) =>
    column.id === "reserved" || column.id === "available" ? { ...column, isKey: false, isHidden: true } : column,
  ),
  amount("borrowed", "Borrowed", ({ borrowedUnits }) => borrowedUnits),
  amount("interest", "Interest", ({ interestUnits }) => interestUnits),
  amount("net", "Net", netUnits),
];

/** What may be spent, what stands behind working orders, and what is owed. */
export function BalancesPanel() {
  const snapshot = useSnapshot();
  const borrows = useBorrows();
  const rows = useMemo(() => (snapshot === null ? NONE : balanceRows(snapshot)), [snapshot]);
  const table = useDataTable({
    name: "portfolio-balances",
    label: "Balances",
    columns: borrows ? WITH_DEBTS : COLUMNS,
    rows,
    rowId: ({ currency }) => currency,
    mode: snapshot?.mode ?? null,
  });
  return (
    <PanelTable
      table={table}
      noun="currency"
      count={snapshot === null ? undefined : rows.length}
      note={borrows ? <MarginLevel /> : null}
      instead={snapshot === null ? "Loading balances…" : null}
    />
  );
}

function Balance({ units, currency }: { readonly units: Integer; readonly currency: string }) {
  const { isHidden } = usePresenter();
  if (isHidden) return <Masked />;
  return <span title={exactOf(units, currency)}>{formatBalance(units, currency)}</span>;
}

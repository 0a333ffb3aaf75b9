"use client";

import { currencyOf } from "../../../server/domain/money/currency.ts";
import { formatScaled } from "../../../server/domain/money/decimal.ts";
import { type Integer, subtract } from "../../../server/domain/money/integer.ts";
import { useSnapshot } from "../../live/use-desk.tsx";
import type { TableColumn } from "../../tables/model/table-column.ts";
import { useDataTable } from "../../tables/use-data-table.ts";
import { formatBalance } from "../../ui/format-amount.ts";
import { Masked, usePresenter } from "../presenter.tsx";
import { PanelTable } from "./panel-table.tsx";

type BalanceRow = { readonly currency: string; readonly totalUnits: Integer; readonly reservedUnits: Integer };

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

/** What may be spent, and what stands behind working orders. */
export function BalancesPanel() {
  const snapshot = useSnapshot();
  const table = useDataTable({
    name: "portfolio-balances",
    label: "Balances",
    columns: COLUMNS,
    rows: snapshot?.balances ?? NONE,
    rowId: ({ currency }) => currency,
    mode: snapshot?.mode ?? null,
  });
  return (
    <PanelTable
      table={table}
      noun="currency"
      count={snapshot?.balances.length}
      instead={snapshot === null ? "Loading balances…" : null}
    />
  );
}

function Balance({ units, currency }: { readonly units: Integer; readonly currency: string }) {
  const { isHidden } = usePresenter();
  if (isHidden) return <Masked />;
  return <span title={exactOf(units, currency)}>{formatBalance(units, currency)}</span>;
}

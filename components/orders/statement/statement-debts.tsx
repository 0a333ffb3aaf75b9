"use client";

import { useMemo } from "react";
import type { DailyStatement, StatementDebt } from "../../../server/domain/orders/daily-statement.ts";
import type { TableColumn } from "../../tables/model/table-column.ts";
import { PlainTable } from "../../tables/plain-table.tsx";
import { useDataTable } from "../../tables/use-data-table.ts";
import { placesOf } from "../../ui/format-amount.ts";
import { groupDigits, trimZeros } from "../../ui/format-decimal.ts";

type Amount = Exclude<keyof StatementDebt, "currency">;

const amount = (
  id: Amount,
  label: string,
  hint: string,
  unitOf: (debt: StatementDebt) => string,
): TableColumn<StatementDebt> => ({
  id,
  label,
  hint,
  kind: "number",
  width: 90,
  value: (debt) => debt[id],
  cell: (debt) => (
    <>
      {groupDigits(trimZeros(debt[id], placesOf(unitOf(debt))))} <span className="text-fg-3">{unitOf(debt)}</span>
    </>
  ),
  isKey: true,
});

const own = ({ currency }: StatementDebt) => currency;

const columnsOf = (baseCurrency: string, isForgiven: boolean): readonly TableColumn<StatementDebt>[] => [
  {
    id: "currency",
    label: "Borrowed currency",
    kind: "text",
    width: 96,
    value: own,
    cell: ({ currency }) => <strong className="font-semibold">{currency}</strong>,
    isKey: true,
  },
  amount("borrowed", "Borrowed", "Lent by the venue as fills settled", own),
  amount("repaid", "Repaid", "Interest that was paid counts", own),
  ...(isForgiven ? [amount("forgiven", "Forgiven", "Written off by the venue after all was sold", own)] : []),
  amount("interest", "Interest", `Charged for this debt, in ${baseCurrency}`, () => baseCurrency),
  amount("owed", "Owed at the end", "With interest that was not paid yet", own),
];

/** What was borrowed that day, by currency. */
export function StatementDebts({ debts, baseCurrency, mode }: Pick<DailyStatement, "debts" | "baseCurrency" | "mode">) {
  const isForgiven = debts.some(({ forgiven }) => forgiven !== "0");
  const columns = useMemo(() => columnsOf(baseCurrency, isForgiven), [baseCurrency, isForgiven]);
  const table = useDataTable({
    name: "orders-statement-debts",
    label: "Borrowed, by currency",
    columns,
    rows: debts,
    rowId: own,
    mode,
  });
  return <PlainTable table={table} noun="debt" />;
}

"use client";

import { subtract } from "../../../server/domain/money/integer.ts";
import { useSnapshot } from "../../live/use-desk.tsx";
import { formatBalance } from "../../ui/format-amount.ts";
import { EmptyNote } from "../../ui/panel.tsx";

export function BalancesTable() {
  const snapshot = useSnapshot();
  if (snapshot === null) return <EmptyNote>Loading balances…</EmptyNote>;
  if (snapshot.balances.length === 0) return <EmptyNote>No balances: this portfolio holds nothing.</EmptyNote>;
  return (
    <table className="grid-table [--pad:6px] sm:text-[11px]">
      <thead>
        <tr>
          <th className="text">Asset</th>
          <th>Total</th>
          <th>Reserved</th>
          <th>Available</th>
        </tr>
      </thead>
      <tbody>
        {snapshot.balances.map(({ currency, totalUnits, reservedUnits }) => (
          <tr key={currency} data-currency={currency}>
            <td className="text font-semibold">{currency}</td>
            <td>{formatBalance(totalUnits, currency)}</td>
            <td>{formatBalance(reservedUnits, currency)}</td>
            <td>{formatBalance(subtract(totalUnits, reservedUnits), currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { subtract } from "../money/integer.ts";
import type { Balance } from "../portfolio/balance.ts";
import { type Borrowing, loanOf, owedUnits } from "./loan.ts";

/** What of each currency is a portfolio's own: what is owed of it taken off, negative for what was sold short. */
export function netBalances(balances: Iterable<Balance>, borrowing: Borrowing): readonly Balance[] {
  const all = [...balances];
  if (borrowing.loans.length === 0) return all;
  const missing = borrowing.loans.filter(({ currency }) => all.every((balance) => balance.currency !== currency));
  return [...all, ...missing.map(({ currency }) => ({ currency, totalUnits: 0, reservedUnits: 0 }))].map((balance) => ({
    ...balance,
    totalUnits: subtract(balance.totalUnits, owedUnits(loanOf(borrowing, balance.currency))),
  }));
}

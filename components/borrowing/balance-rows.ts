import { type Loan, loanOf } from "../../server/domain/borrowing/loan.ts";
import { add, type Integer, subtract } from "../../server/domain/money/integer.ts";
import type { Balance } from "../../server/domain/portfolio/balance.ts";
import type { PortfolioSnapshot } from "../live/portfolio-snapshot.ts";

/** A currency that is owned or owed. */
export type BalanceRow = Balance & Pick<Loan, "borrowedUnits" | "interestUnits">;

/** What is left of the total when all is repaid; negative when sold short. */
export const netUnits = ({ totalUnits, borrowedUnits, interestUnits }: BalanceRow): Integer =>
  subtract(totalUnits, add(borrowedUnits, interestUnits));

/** Every balance with its debt, and every debt without a balance. */
export function balanceRows({
  balances,
  borrowing,
}: Pick<PortfolioSnapshot, "balances" | "borrowing">): readonly BalanceRow[] {
  const missing = borrowing.loans.filter(({ currency }) => balances.every((row) => row.currency !== currency));
  return [...balances, ...missing.map(({ currency }) => ({ currency, totalUnits: 0, reservedUnits: 0 }))].map((row) => {
    const { borrowedUnits, interestUnits } = loanOf(borrowing, row.currency);
    return { ...row, borrowedUnits, interestUnits };
  });
}

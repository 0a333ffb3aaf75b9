import { loanOf, squared, withLoan } from "../../domain/borrowing/loan.ts";
import { add, type Integer } from "../../domain/money/integer.ts";
import type { Balance } from "../../domain/portfolio/balance.ts";
import type { EngineState } from "../engine-state.ts";

/** What of a currency stands behind open perpetuals: nobody may spend it, and no loan is repaid with it. */
export function keptUnits(state: EngineState, currency: string): Integer {
  let units: Integer = 0;
  for (const { instrument, margin } of state.margined) {
    if (margin !== null && instrument.quote === currency) units = add(units, margin.marginUnits);
  }
  return units;
}

/**
 * A balance after money has come or gone: where the portfolio borrows, what is missing is borrowed and what came in repays. As fills
 * settle, not as orders are placed: one that never fills costs no interest, and what orders hold back stays what they need.
 */
export function squareOff(state: EngineState, balance: Balance): Balance {
  if (state.borrowing.leverage === 1) return balance;
  const { currency, totalUnits } = balance;
  const loan = loanOf(state.borrowing, currency);
  const done = squared(loan, totalUnits, keptUnits(state, currency), state.now);
  if (done === null) return balance;
  state.borrowing = withLoan(state.borrowing, done.loan);
  state.changes.push({ kind: "borrowing-changed", ...state.borrowing, at: state.now });
  return { ...balance, totalUnits: done.totalUnits };
}

import { BORROW_LEVERAGES, type BorrowLeverage, levelsOf } from "../../domain/borrowing/lending-terms.ts";
import { owedUnits, owesAnything } from "../../domain/borrowing/loan.ts";
import { isBacked } from "../../domain/borrowing/margin-level.ts";
import { type Rejection, refuse } from "../../domain/errors/rejection.ts";
import { formatUnits } from "../../domain/money/money.ts";
import type { EngineState } from "../engine-state.ts";
import { square } from "../positions/cash-ledger.ts";
import { worstAccount } from "./account-worth.ts";

/** Sets how far the portfolio may borrow. Returns why not, if it does not: nothing is switched off that is in use. */
export function setBorrowing(state: EngineState, leverage: BorrowLeverage): Rejection | null {
  if (leverage === state.borrowing.leverage) return null;
  const rejection = problemWith(state, leverage);
  if (rejection !== null) return rejection;
  const wasOff = state.borrowing.leverage === 1;
  state.borrowing = { ...state.borrowing, leverage };
  state.changes.push({ kind: "borrowing-changed", ...state.borrowing, at: state.now });
  if (wasOff) for (const currency of [...state.balances.keys()]) square(state, currency);
  return null;
}

function problemWith(state: EngineState, leverage: BorrowLeverage): Rejection | null {
  const { borrowing } = state;
  if (!BORROW_LEVERAGES.includes(leverage)) {
    const offered = BORROW_LEVERAGES.slice(1).join("× or ");
    return refuse("leverage-not-offered", `The venue lends up to ${offered}×, and "${leverage}" was asked for.`)
      .rejection;
  }
  if (leverage > borrowing.leverage) return null;
  if (leverage === 1) return inUse(state);
  const worst = worstAccount(state, null);
  if (worst === null) {
    const message = "What is held and borrowed cannot be valued: a price is missing. Wait for market data.";
    return refuse("price-missing", message).rejection;
  }
  if (worst.debtUnits === 0 || isBacked(worst, levelsOf(leverage).initialBps)) return null;
  const message = `More is borrowed than ${leverage}× allows, orders that work included. Repay some of it first: sell what it bought, or pay in.`;
  return refuse("borrowing-in-use", message, { leverage: String(leverage) }).rejection;
}

function inUse({ borrowing, balances }: EngineState): Rejection | null {
  if (owesAnything(borrowing)) {
    const debts = borrowing.loans.filter((loan) => owedUnits(loan) > 0);
    const owed = debts.map((loan) => `"${formatUnits(owedUnits(loan), loan.currency)}" ${loan.currency}`).join(" and ");
    const message = `${owed} is owed. Repay it first: sell what it bought, buy back what was sold short, or pay in.`;
    return refuse("debt-open", message).rejection;
  }
  for (const { currency, totalUnits, reservedUnits } of balances.values()) {
    if (reservedUnits <= totalUnits) continue;
    return refuse("borrowing-in-use", `Orders that work would borrow ${currency}. Cancel them first.`, { currency })
      .rejection;
  }
  return null;
}

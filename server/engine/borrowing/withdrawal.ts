import { WITHDRAWAL_BPS } from "../../domain/borrowing/lending-terms.ts";
import { isBacked } from "../../domain/borrowing/margin-level.ts";
import { type Rejection, refuse } from "../../domain/errors/rejection.ts";
import { type Integer, subtract } from "../../domain/money/integer.ts";
import { formatUnits } from "../../domain/money/money.ts";
import type { EngineState } from "../engine-state.ts";
import { worstAccount } from "./account-worth.ts";

/** Why money of the portfolio's own currency may not go out: it must stay behind what is borrowed, or would be. */
export function withdrawalRefusal(state: EngineState, units: Integer): Rejection | null {
  const { borrowing, baseCurrency } = state;
  if (borrowing.leverage === 1) return null;
  const worst = worstAccount(state, null);
  if (worst === null) {
    const message = "What is held and borrowed cannot be valued: a price is missing. Wait for market data.";
    return refuse("collateral-unpriced", message).rejection;
  }
  if (worst.debtUnits === 0) return null;
  const left = { ...worst, collateralUnits: subtract(worst.collateralUnits, units) };
  if (isBacked(left, WITHDRAWAL_BPS)) return null;
  const owed = formatUnits(worst.debtUnits, baseCurrency);
  const message = `Debts worth "${owed}" ${baseCurrency} must be backed twice while money is taken out. Withdraw less, or repay first.`;
  return refuse("collateral-needed", message, { owed, currency: baseCurrency }).rejection;
}

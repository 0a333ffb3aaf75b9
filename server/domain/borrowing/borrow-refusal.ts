import type { Rejection } from "../errors/rejection.ts";
import type { Integer } from "../money/integer.ts";
import { subtract } from "../money/integer.ts";
import { formatUnits } from "../money/money.ts";
import type { OrderTicket } from "../orders/order.ts";
import { closableLots } from "../risk/reducible.ts";
import type { RiskView } from "../risk/risk-limit.ts";
import { type BorrowLeverage, collateralBps, levelsOf } from "./lending-terms.ts";
import { type AccountWorth, borrowableUnits, isBacked, isNoWorse } from "./margin-level.ts";

/** The account that an order would borrow from. The worths are as if all that works were filled; null while a price is missing. */
export type Borrower = {
  readonly leverage: BorrowLeverage;
  readonly baseCurrency: string;
  readonly owesAnything: boolean;
  before(order: OrderTicket): AccountWorth | null;
  after(order: OrderTicket, requiredUnits: Integer): AccountWorth | null;
};

/**
 * What an order may borrow where the portfolio does: as if all that works were filled, the weighted assets must stand behind all debts at
 * the venue's initial level, or no worse than without it. What only closes a position may borrow what that takes.
 */
export function borrowRefusal(order: OrderTicket, view: RiskView, borrower: Borrower): Rejection | null {
  const { instrument, requiredUnits, availableUnits } = view;
  const isShort = requiredUnits > availableUnits;
  if (!isShort && !borrower.owesAnything) return null;
  const isClosing = order.quantityLots <= closableLots(order, view);
  if (isClosing && (order.isReduceOnly || !isShort)) return null;
  const { initialBps } = levelsOf(borrower.leverage);
  const before = borrower.before(order);
  const after = borrower.after(order, requiredUnits);
  if (before === null || after === null) {
    const message = "What is held and borrowed cannot be valued: a price is missing. Wait for market data.";
    return { code: "collateral-unpriced", message, facts: {} };
  }
  if (isBacked(after, initialBps) || isNoWorse(after, before)) return null;
  const pays = order.side === "buy" ? instrument.quote : instrument.base;
  const missing = formatUnits(isShort ? subtract(requiredUnits, availableUnits > 0 ? availableUnits : 0) : 0, pays);
  const weightBps = Math.min(collateralBps(instrument.base), collateralBps(instrument.quote));
  const most = formatUnits(borrowableUnits(before, initialBps, weightBps), borrower.baseCurrency);
  const { leverage, baseCurrency } = borrower;
  return {
    code: "borrow-limit",
    message: isShort
      ? `The order would borrow "${missing}" ${pays}, and at ${leverage}× "${most}" ${baseCurrency} more may be borrowed. Reduce the quantity, or pay in more.`
      : `The order would leave too little collateral behind what is borrowed at ${leverage}×. Reduce the quantity, or repay first.`,
    facts: { missing, most, currency: pays, leverage: String(leverage) },
  };
}

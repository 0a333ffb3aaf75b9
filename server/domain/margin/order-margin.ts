import { feeUnits, type Instrument, notionalUnits } from "../markets/instrument.ts";
import { add, type Integer } from "../money/integer.ts";
import type { OrderTicket } from "../orders/order.ts";
import { initialUnits } from "./margin-tiers.ts";

/**
 * What an order in a perpetual holds back of the quote currency: its initial margin at its worst price, as if it opened all of its
 * quantity, and the fee. One that only reduces needs nothing: the venue never lets it open anything.
 */
export function orderMarginUnits(
  instrument: Instrument,
  leverage: number,
  { boundTicks, isReduceOnly }: Pick<OrderTicket, "boundTicks" | "isReduceOnly">,
  openLots: number,
): Integer {
  if (isReduceOnly) return 0;
  const notional = notionalUnits(instrument, boundTicks, openLots);
  return add(initialUnits(notional, leverage), feeUnits(notional, instrument.takerRateMillionths));
}

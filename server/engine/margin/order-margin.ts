import { initialUnits } from "../../domain/margin/margin-tiers.ts";
import { feeUnits, type Instrument, notionalUnits } from "../../domain/markets/instrument.ts";
import { add, type Integer } from "../../domain/money/integer.ts";
import type { OrderTicket } from "../../domain/orders/order.ts";

/**
 * What an order in a perpetual holds back of the quote currency: its initial margin at its worst price, as if it opened all of its
 * quantity, and the fee. One that only reduces needs nothing: the venue never lets it open anything.
 */
export function orderMarginUnits(
  instrument: Instrument,
  leverage: number,
  { boundTicks, isReduceOnly }: OrderTicket,
  openLots: number,
): Integer {
  if (isReduceOnly) return 0;
  const notional = notionalUnits(instrument, boundTicks, openLots);
  return add(initialUnits(notional, leverage), feeUnits(notional, instrument.takerRateMillionths));
}

import { type Instrument, notionalUnits } from "../markets/instrument.ts";
import { add, type Integer, multiplyDivide, negate, subtract } from "../money/integer.ts";
import type { Side } from "../orders/order-type.ts";

/**
 * A position in a perpetual as its venue counts it, at the average entry price. `netLots` is positive long, negative short;
 * `costUnits` is the notional at entry of what is open, never negative, in units of the settlement currency.
 */
export type MarginPosition = { readonly netLots: number; readonly costUnits: Integer };

export const FLAT: MarginPosition = { netLots: 0, costUnits: 0 };

type Trade = { readonly side: Side; readonly quantityLots: number; readonly notionalUnits: Integer };

/**
 * The position after a trade, and what the trade realised: signed units of the settlement currency, before fees. Cost and notional
 * are split in proportion to lots, rounded down; what is closed entirely gives up its whole cost. A trade beyond zero turns the position.
 */
export function trade(
  position: MarginPosition,
  { side, quantityLots, notionalUnits: notional }: Trade,
): { readonly position: MarginPosition; readonly realisedUnits: Integer } {
  const signed = side === "buy" ? quantityLots : -quantityLots;
  const { netLots, costUnits } = position;
  if (netLots === 0 || netLots > 0 === signed > 0) {
    return { position: { netLots: netLots + signed, costUnits: add(costUnits, notional) }, realisedUnits: 0 };
  }
  const held = Math.abs(netLots);
  const closed = Math.min(held, quantityLots);
  const closedCost = multiplyDivide(costUnits, closed, held);
  const closedNotional = multiplyDivide(notional, closed, quantityLots);
  const gain = subtract(closedNotional, closedCost);
  const left = netLots + signed;
  const isTurned = quantityLots > held;
  return {
    position: {
      netLots: left,
      costUnits: isTurned ? subtract(notional, closedNotional) : subtract(costUnits, closedCost),
    },
    realisedUnits: netLots > 0 ? gain : negate(gain),
  };
}

/** What the position would realise at a price: signed units of the settlement currency, before fees; exact. */
export function unrealisedUnits(
  instrument: Instrument,
  { netLots, costUnits }: MarginPosition,
  ticks: number,
): Integer {
  const value = notionalUnits(instrument, ticks, Math.abs(netLots));
  return netLots >= 0 ? subtract(value, costUnits) : subtract(costUnits, value);
}

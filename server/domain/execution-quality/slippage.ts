import type { Instrument } from "../markets/instrument.ts";
import { add, type Integer, multiply, negate } from "../money/integer.ts";
import type { Side } from "../orders/order-type.ts";

/** An amount of the quote currency in halves of its unit: what a difference from a mid comes to, exactly. */
export type HalfUnits = Integer;

/** What an execution cost against a reference, and what the same quantity is worth at that reference. */
export type Cost = { readonly costHalves: HalfUnits; readonly referenceHalves: HalfUnits };

export const NO_COST: Cost = { costHalves: 0, referenceHalves: 0 };

type Execution = { readonly side: Side; readonly quantityLots: number; readonly priceTicks: number };

/**
 * Slippage of an execution against a reference mid: `s × (price − mid) × quantity`, with s = +1 for a buy and −1 for a sale.
 *
 * Sign: positive is a cost (a buy above the mid, a sale below it), negative an improvement. Units: halves of the quote currency's unit,
 * so that a mid between two ticks loses nothing. Against the decision's mid it is the price part of Perold's implementation shortfall
 * (Perold 1988, "The Implementation Shortfall: Paper versus Reality"), against the mid at the fill half the effective spread.
 */
export function slippage(
  instrument: Instrument,
  { side, quantityLots, priceTicks }: Execution,
  midHalfTicks: number,
): Cost {
  const unitsPerTick = multiply(quantityLots, instrument.quoteUnitsPerTickLot);
  const above = multiply(2 * priceTicks - midHalfTicks, unitsPerTick);
  return {
    costHalves: side === "buy" ? above : negate(above),
    referenceHalves: multiply(midHalfTicks, unitsPerTick),
  };
}

export const addCosts = (a: Cost, b: Cost): Cost => ({
  costHalves: add(a.costHalves, b.costHalves),
  referenceHalves: add(a.referenceHalves, b.referenceHalves),
});

/** A cost in basis points of the value at the reference: a statistic. Null where there is no value to compare with. */
export function costBps({ costHalves, referenceHalves }: Cost): number | null {
  return referenceHalves === 0 ? null : (Number(costHalves) / Number(referenceHalves)) * 10_000;
}

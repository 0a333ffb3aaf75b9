import type { Instrument } from "../markets/instrument.ts";
import { add, type Integer, multiply, multiplyDivideUp, negate } from "../money/integer.ts";
import type { Fill } from "../orders/fill.ts";
import type { Side } from "../orders/order-type.ts";
import { addCosts, type HalfUnits, NO_COST, slippage } from "./slippage.ts";

/** What an order cost against the paper portfolio that traded all of it at the decision's mid; null for a part that cannot be known. */
export type Shortfall = {
  /** `s × (arrival − decision) × filled`: the market moved before the order was worked. */
  readonly delayHalves: HalfUnits | null;
  /** `Σ s × (price − arrival) × quantity` over its fills. */
  readonly tradingHalves: HalfUnits | null;
  /** `s × (end − decision) × unfilled`: what it wanted and did not get, at the mid when it ended. */
  readonly opportunityHalves: HalfUnits | null;
  readonly feeHalves: HalfUnits | null;
  readonly totalHalves: HalfUnits | null;
  /** The ordered quantity at the decision's mid: what the total is compared with. */
  readonly paperHalves: HalfUnits | null;
};

export type WorkedOrder = {
  readonly side: Side;
  readonly quantityLots: number;
  readonly fills: readonly Pick<Fill, "side" | "quantityLots" | "priceTicks" | "feeCurrency" | "feeUnits">[];
  /** Mids in half ticks; null where none was known. `end` is null as well while the order works. */
  readonly decision: number | null;
  readonly arrival: number | null;
  readonly end: number | null;
};

/**
 * Implementation shortfall (Perold 1988, J. of Portfolio Management 14(3)), split as by Wagner and Edwards (1993, Financial Analysts
 * Journal 49(1)): delay + trading + opportunity + fees = paper gain − actual gain. s = +1 for a buy and −1 for a sale.
 *
 * Sign: positive is a cost. Units: halves of the quote currency's unit, exact but for fees taken in the base currency, which count at
 * their fill's price rounded up by less than a half unit. A fee in any other currency has no price here: the fee and the total are null.
 */
export function shortfall(instrument: Instrument, order: WorkedOrder): Shortfall {
  const { side, quantityLots, fills, decision, arrival, end } = order;
  const filledLots = fills.reduce((sum, fill) => sum + fill.quantityLots, 0);
  const moved = (from: number | null, to: number | null, lots: number): HalfUnits | null => {
    if (lots === 0) return 0;
    if (from === null || to === null) return null;
    const distance = multiply(to - from, multiply(lots, instrument.quoteUnitsPerTickLot));
    return side === "buy" ? distance : negate(distance);
  };
  const traded =
    arrival === null && filledLots > 0
      ? null
      : fills.reduce((sum, fill) => addCosts(sum, slippage(instrument, fill, arrival ?? 0)), NO_COST);
  const delayHalves = moved(decision, arrival, filledLots);
  const tradingHalves = traded?.costHalves ?? null;
  const opportunityHalves = moved(decision, end, Math.max(0, quantityLots - filledLots));
  const feeHalves = sumKnown(fills.map((fill) => feeOf(instrument, fill)));
  return {
    delayHalves,
    tradingHalves,
    opportunityHalves,
    feeHalves,
    totalHalves: sumKnown([delayHalves, tradingHalves, opportunityHalves, feeHalves]),
    paperHalves: decision === null ? null : multiply(decision, multiply(quantityLots, instrument.quoteUnitsPerTickLot)),
  };
}

/** A fee in halves of the quote currency's unit; null for one in a third currency. */
export function feeOf(
  instrument: Instrument,
  fill: Pick<Fill, "feeCurrency" | "feeUnits" | "priceTicks">,
): HalfUnits | null {
  const { feeCurrency, feeUnits, priceTicks } = fill;
  if (feeCurrency === instrument.quote) return multiply(2, feeUnits);
  if (feeCurrency !== instrument.base) return feeUnits === 0 ? 0 : null;
  const perLot = multiply(multiply(2, priceTicks), instrument.quoteUnitsPerTickLot);
  return multiplyDivideUp(feeUnits, perLot, instrument.baseUnitsPerLot);
}

function sumKnown(parts: readonly (Integer | null)[]): Integer | null {
  let sum: Integer = 0;
  for (const part of parts) {
    if (part === null) return null;
    sum = add(sum, part);
  }
  return sum;
}

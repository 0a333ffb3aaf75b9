import { type Instrument, notionalUnits } from "../../markets/instrument.ts";
import { multiplyDivideUp } from "../../money/integer.ts";

/** The least that may be sent at a price, in lots: one, or what makes up the smallest order value. */
export function leastLots(instrument: Instrument, priceTicks: number): number {
  const oneLot = notionalUnits(instrument, priceTicks, 1);
  return oneLot === 0 ? 1 : Math.max(1, Number(multiplyDivideUp(instrument.minNotionalUnits, 1, oneLot)));
}

export type ChildTerms = {
  /** Due by now, and left in all; both without what is filled or at work. */
  readonly wantedLots: number;
  readonly leftLots: number;
  readonly leastLots: number;
  readonly mostLots: number;
};

/**
 * What to send, in lots; 0 waits for more to be due. Never below the smallest order, never above what is left; a rest that would be
 * too small to be sent later goes along now, or is made large enough.
 */
export function childLots({ wantedLots, leftLots, leastLots, mostLots }: ChildTerms): number {
  const lots = Math.min(wantedLots, leftLots, mostLots);
  if (lots < leastLots) return 0;
  const rest = leftLots - lots;
  if (rest === 0 || rest >= leastLots) return lots;
  if (leftLots <= mostLots) return leftLots;
  const smaller = leftLots - leastLots;
  return smaller >= leastLots && smaller <= mostLots ? smaller : lots;
}

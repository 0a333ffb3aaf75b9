import { parseScaled } from "../money/decimal.ts";
import { type Integer, multiply, multiplyDivide, negate } from "../money/integer.ts";

const RATE_DECIMALS = 18;
const RATE_ONE = 10n ** BigInt(RATE_DECIMALS);

/**
 * What a position receives (positive) or pays (negative) at a funding stamp, in the units of `notionalUnits`, which is its size at the
 * mark price. `rate` is a plain signed decimal text; where it is positive longs pay shorts. Rounded down to the unit, for either
 * side: a venue never rounds in our favour. Throws for a rate that is no decimal.
 */
export function fundingUnits(notionalUnits: Integer, netLots: number, rate: string): Integer {
  const parsed = parseScaled(rate, RATE_DECIMALS);
  if (!("value" in parsed)) throw new RangeError(`Funding rate "${rate}" is no plain decimal`);
  if (netLots === 0) return 0;
  const received = netLots > 0 ? negate(parsed.value) : parsed.value;
  return multiplyDivide(multiply(notionalUnits, received), 1, RATE_ONE);
}

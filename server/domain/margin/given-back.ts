import { feeUnits, type Instrument, notionalUnits } from "../markets/instrument.ts";
import { add, type Integer, subtract } from "../money/integer.ts";
import { type MarginPosition, unrealisedUnits } from "./margin-position.ts";

/**
 * What closing all of a position at a price in ticks gives back, in units of the settlement currency: what is held back behind it and its
 * gain, less the taker fee. Negative where it loses more than its margin.
 */
export function givenBackUnits(
  instrument: Instrument,
  position: MarginPosition,
  marginUnits: Integer,
  ticks: number,
): Integer {
  const notional = notionalUnits(instrument, ticks, Math.abs(position.netLots));
  const gain = unrealisedUnits(instrument, position, ticks);
  return add(marginUnits, subtract(gain, feeUnits(notional, instrument.takerRateMillionths)));
}

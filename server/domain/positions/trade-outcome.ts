import type { Instrument } from "../markets/instrument.ts";
import { type Integer, multiply, multiplyDivide, subtract } from "../money/integer.ts";
import type { Direction } from "./lot.ts";

/** A trade from where it is entered to where it is left, in ticks. */
export type Trade = {
  readonly direction: Direction;
  readonly entryTicks: number;
  readonly exitTicks: number;
  /** The fee of the entry is in its price already, or behind it. */
  readonly isEntryPaid: boolean;
};

const MILLION = 1_000_000;

/** What a million lots of a trade bring, in quote units; below 0 what they lose. The taker's fee is off, on the entry and on the exit. */
export function outcomeOfMillion(
  { quoteUnitsPerTickLot, takerRateMillionths }: Instrument,
  { direction, entryTicks, exitTicks, isEntryPaid }: Trade,
): Integer {
  const wonTicks = direction === "long" ? exitTicks - entryTicks : entryTicks - exitTicks;
  const chargedTicks = exitTicks + (isEntryPaid ? 0 : entryTicks);
  const wonMillionths = subtract(multiply(wonTicks, MILLION), multiply(chargedTicks, takerRateMillionths));
  return multiply(wonMillionths, quoteUnitsPerTickLot);
}

/** What a trade of some lots brings, in quote units, rounded down: a loss never looks smaller than it is. Slippage comes on top. */
export const outcomeUnits = (instrument: Instrument, trade: Trade, lots: number): Integer =>
  multiplyDivide(lots, outcomeOfMillion(instrument, trade), MILLION);

import { type Instrument, notionalUnits } from "../markets/instrument.ts";
import { add, type Integer, subtract } from "../money/integer.ts";
import { type MarginPosition, unrealisedUnits } from "./margin-position.ts";
import { initialUnits, type MarginTiers, maintenanceUnits } from "./margin-tiers.ts";

type Isolated = {
  readonly instrument: Instrument;
  readonly tiers: MarginTiers;
  readonly position: MarginPosition;
  readonly leverage: number;
  /** Set aside for it now. */
  readonly marginUnits: Integer;
};

/**
 * How much may be taken of what is set aside for an isolated position, in units: what is left must be its initial margin at entry, and
 * with the profit or loss at the mark its initial margin there, and above its maintenance margin. 0 where nothing may.
 */
export function removableUnits(
  { instrument, tiers, position, leverage, marginUnits }: Isolated,
  markTicks: number,
): Integer {
  const value = notionalUnits(instrument, markTicks, Math.abs(position.netLots));
  const equity = add(marginUnits, unrealisedUnits(instrument, position, markTicks));
  const atEntry = subtract(marginUnits, initialUnits(position.costUnits, leverage));
  const atMark = subtract(equity, initialUnits(value, leverage));
  const alive = subtract(subtract(equity, maintenanceUnits(tiers, value)), 1);
  const most = [atMark, alive].reduce((least, each) => (each < least ? each : least), atEntry);
  return most > 0 ? most : 0;
}

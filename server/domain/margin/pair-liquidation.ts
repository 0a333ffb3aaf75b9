import { type Instrument, notionalUnits } from "../markets/instrument.ts";
import { add, type Integer, subtract } from "../money/integer.ts";
import { type MarginPosition, unrealisedUnits } from "./margin-position.ts";
import { type MarginTiers, maintenanceUnits } from "./margin-tiers.ts";

/** The long and the short position of an instrument in hedge mode, where both are cross and one backs the other. */
type CrossedPair = {
  readonly instrument: Instrument;
  readonly tiers: MarginTiers;
  readonly positions: readonly [MarginPosition, MarginPosition];
  /** Units of the settlement currency: all that stands behind both, without their own unrealised PnL. */
  readonly backingUnits: Integer;
};

/** How far above the mark a price is looked for, in multiples of it. */
const FAR = 1_000;

/**
 * The mark in ticks at which the venue begins to close the pair: the nearer of what is due below the present mark and above it, since
 * what the two must maintain grows with the price. The mark itself where they are due already; null where neither side has any.
 */
export function pairLiquidationTicks(pair: CrossedPair, markTicks: number): number | null {
  if (isDueAt(pair, markTicks)) return markTicks;
  // Between two prices that are due all are alive: equity less maintenance margin bends down only.
  const below = isDueAt(pair, 1) ? edge(pair, markTicks, 1) : null;
  const above = isDueAt(pair, markTicks * FAR) ? edge(pair, markTicks, markTicks * FAR) : null;
  if (below === null || above === null) return below ?? above;
  return markTicks - below <= above - markTicks ? below : above;
}

function isDueAt({ instrument, tiers, positions, backingUnits }: CrossedPair, markTicks: number): boolean {
  let left = backingUnits;
  for (const position of positions) {
    const value = notionalUnits(instrument, markTicks, Math.abs(position.netLots));
    left = subtract(add(left, unrealisedUnits(instrument, position, markTicks)), maintenanceUnits(tiers, value));
  }
  return left <= 0;
}

/** The first price that is due on the way from one that is not. */
function edge(pair: CrossedPair, aliveTicks: number, dueTicks: number): number {
  let [alive, due] = [aliveTicks, dueTicks];
  while (Math.abs(due - alive) > 1) {
    const middle = Math.trunc((alive + due) / 2);
    if (isDueAt(pair, middle)) due = middle;
    else alive = middle;
  }
  return due;
}

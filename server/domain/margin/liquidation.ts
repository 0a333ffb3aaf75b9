import { type Instrument, notionalUnits } from "../markets/instrument.ts";
import { add, type Integer, multiply, multiplyDivide, multiplyDivideUp, subtract } from "../money/integer.ts";
import { type MarginPosition, unrealisedUnits } from "./margin-position.ts";
import { type MarginTier, type MarginTiers, maintenanceUnits } from "./margin-tiers.ts";

const MILLION = 1_000_000;

/** A position, the tiers of its venue, and the money that stands behind it without its own unrealised PnL. */
type Backed = {
  readonly instrument: Instrument;
  readonly tiers: MarginTiers;
  readonly position: MarginPosition;
  /**
   * Units of the settlement currency. Isolated: what was set aside. Cross: the wallet less what others have set aside, plus the
   * unrealised PnL and less the maintenance margin of all other positions.
   */
  readonly backingUnits: Integer;
};

/** Whether the venue closes the position at this mark: its equity is at or below its maintenance margin. */
export function isLiquidatedAt({ instrument, tiers, position, backingUnits }: Backed, markTicks: number): boolean {
  if (position.netLots === 0) return false;
  const equity = add(backingUnits, unrealisedUnits(instrument, position, markTicks));
  return equity <= maintenanceUnits(tiers, notionalUnits(instrument, markTicks, Math.abs(position.netLots)));
}

/**
 * The mark in ticks at which the venue closes the position: for a long the highest at or below which its equity no longer exceeds the
 * maintenance margin, for a short the lowest. Null where no positive price does. It may lie beyond the present mark: then it is due.
 *
 * Solved per tier from `backing ± (value − cost) = value × rate − cumulative` (Binance, "How to calculate liquidation price of
 * USDⓈ-M futures contracts"), then set onto the grid.
 */
export function liquidationTicks(backed: Backed): number | null {
  const { instrument, tiers, position } = backed;
  const lots = Math.abs(position.netLots);
  if (lots === 0) return null;
  const isLong = position.netLots > 0;
  const tickUnits = notionalUnits(instrument, 1, lots);
  const value = valueAtLiquidation(tiers, backed);
  if (value <= 0) return isLong ? null : 1; // A short with less than nothing behind it is due at every price.
  // Rounding of the maintenance margin can move the edge by one tick.
  let ticks = Number(isLong ? multiplyDivide(value, 1, tickUnits) : multiplyDivideUp(value, 1, tickUnits));
  const away = isLong ? 1 : -1;
  while (isLiquidatedAt(backed, ticks + away)) ticks += away;
  while (ticks > 0 && !isLiquidatedAt(backed, ticks)) ticks -= away;
  return ticks > 0 ? ticks : null;
}

/** The notional in units at which equity and maintenance margin meet; 0 or less when they never do. */
function valueAtLiquidation(tiers: MarginTiers, { position, backingUnits }: Backed): Integer {
  const isLong = position.netLots > 0;
  let value: Integer = 0;
  for (const tier of tiers) {
    value = valueIn(tier, isLong, position.costUnits, backingUnits);
    if (value <= tier.capUnits) return value;
  }
  return value;
}

function valueIn(
  { maintenanceMillionths, cumulativeUnits }: MarginTier,
  isLong: boolean,
  cost: Integer,
  backing: Integer,
) {
  if (isLong) {
    const missing = subtract(subtract(cost, backing), cumulativeUnits);
    return multiplyDivide(missing, MILLION, MILLION - maintenanceMillionths);
  }
  return multiplyDivide(add(add(cost, backing), cumulativeUnits), MILLION, MILLION + maintenanceMillionths);
}

/**
 * The last price in ticks at which closing loses no more than what stands behind the position: beyond it the venue's insurance
 * fund pays. 0 where a long can never lose as much.
 */
export function bankruptcyTicks({ instrument, position, backingUnits }: Omit<Backed, "tiers">): number {
  const lots = Math.abs(position.netLots);
  const tickUnits = notionalUnits(instrument, 1, Math.max(1, lots));
  if (position.netLots > 0)
    return Math.max(0, Number(multiplyDivideUp(subtract(position.costUnits, backingUnits), 1, tickUnits)));
  return Math.max(1, Number(multiplyDivide(add(position.costUnits, backingUnits), 1, tickUnits)));
}

/** The venue's fee for closing a position: rounded up to the unit, and never more than what is left behind it. */
export function liquidationFeeUnits(notional: Integer, feeMillionths: number, leftUnits: Integer): Integer {
  const fee = multiplyDivideUp(notional, feeMillionths, MILLION);
  if (leftUnits <= 0) return 0;
  return fee < leftUnits ? fee : leftUnits;
}

/** How far the mark is from a liquidation price, in millionths of the mark; negative when it is past it. */
export function distanceMillionths(netLots: number, markTicks: number, liquidation: number): number {
  const away = netLots > 0 ? markTicks - liquidation : liquidation - markTicks;
  return Number(multiplyDivide(multiply(away, MILLION), 1, markTicks));
}

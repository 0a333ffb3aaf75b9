import { present } from "../errors/invariant.ts";
import { add, type Integer, multiply, multiplyDivideUp, subtract } from "../money/integer.ts";

const MILLION = 1_000_000;

/**
 * What a venue asks for while a position's notional lies in `(floorUnits, capUnits]`, in units of the settlement currency.
 * Maintenance margin = notional × rate − cumulative amount; the cumulative amount makes it continuous from tier to tier.
 */
export type MarginTier = {
  readonly floorUnits: Integer;
  readonly capUnits: Integer;
  /** The highest leverage at which a position may come this far. */
  readonly leverageMax: number;
  readonly maintenanceMillionths: number;
  readonly cumulativeUnits: Integer;
};

/** Ascending from a notional of zero, each beginning where the last ends. */
export type MarginTiers = readonly [MarginTier, ...MarginTier[]];

type TierTerms = Pick<MarginTier, "capUnits" | "leverageMax" | "maintenanceMillionths">;

/**
 * Tiers with their floors and cumulative amounts worked out: `cumulative = floor × (rate − rate before) + cumulative before`, as
 * Binance publishes them ("Leverage and margin of USDⓈ-M futures"). Throws where caps or rates do not rise, or a cumulative amount
 * would not be a whole unit.
 */
export function defineTiers(terms: readonly [TierTerms, ...TierTerms[]]): MarginTiers {
  const tiers: MarginTier[] = [];
  let floorUnits: Integer = 0;
  let cumulativeUnits: Integer = 0;
  let rate = 0;
  for (const { capUnits, leverageMax, maintenanceMillionths } of terms) {
    if (capUnits <= floorUnits) throw new RangeError(`Tier up to ${capUnits} begins at ${floorUnits}`);
    if (maintenanceMillionths <= rate || maintenanceMillionths * leverageMax >= MILLION)
      throw new RangeError(`Maintenance of ${maintenanceMillionths} millionths does not fit leverage ${leverageMax}`);
    if (tiers.length > 0) {
      const scaled = multiply(floorUnits, maintenanceMillionths - rate);
      const added = multiplyDivideUp(scaled, 1, MILLION);
      if (multiply(added, MILLION) !== scaled)
        throw new RangeError(`Tier at ${floorUnits} does not join the one before`);
      cumulativeUnits = add(cumulativeUnits, added);
    }
    rate = maintenanceMillionths;
    tiers.push({ floorUnits, capUnits, leverageMax, maintenanceMillionths, cumulativeUnits });
    floorUnits = capUnits;
  }
  return tiers as [MarginTier, ...MarginTier[]];
}

/** The tier of a notional in units; beyond the last cap the last one holds on. */
export function tierOf(tiers: MarginTiers, notionalUnits: Integer): MarginTier {
  for (const tier of tiers) if (notionalUnits <= tier.capUnits) return tier;
  return lastOf(tiers);
}

/** Maintenance margin of a notional in units, rounded up to the unit: a venue never rounds in our favour. */
export function maintenanceUnits(tiers: MarginTiers, notionalUnits: Integer): Integer {
  const { maintenanceMillionths, cumulativeUnits } = tierOf(tiers, notionalUnits);
  return subtract(multiplyDivideUp(notionalUnits, maintenanceMillionths, MILLION), cumulativeUnits);
}

/** Initial margin of a notional in units at a whole leverage, rounded up to the unit. */
export function initialUnits(notionalUnits: Integer, leverage: number): Integer {
  return multiplyDivideUp(notionalUnits, 1, leverage);
}

/** The largest notional in units that a position may have at this leverage; 0 when no tier allows it. */
export function notionalMaxUnits(tiers: MarginTiers, leverage: number): Integer {
  let most: Integer = 0;
  for (const { capUnits, leverageMax } of tiers) if (leverage <= leverageMax) most = capUnits;
  return most;
}

/** The highest leverage that any tier allows. */
export const leverageMaxOf = (tiers: MarginTiers): number => tiers[0].leverageMax;

const lastOf = (tiers: MarginTiers): MarginTier => present(tiers.at(-1), "Margin tiers are never empty");

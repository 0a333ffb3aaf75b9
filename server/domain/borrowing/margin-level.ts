import { add, type Integer, multiply, multiplyDivide, subtract } from "../money/integer.ts";
import { collateralBps } from "./lending-terms.ts";

const ONE_BPS = 10_000;

/** A currency in an account. What is kept behind perpetuals is no collateral for loans. */
export type Purse = {
  readonly currency: string;
  readonly totalUnits: Integer;
  readonly keptUnits: Integer;
  readonly owedUnits: Integer;
};

/** An amount of a currency in units of the account's own; null while there is no price. */
export type ValueOf = (currency: string, units: Integer) => Integer | null;

/** Sums in units of the account's own currency. */
export type AccountWorth = {
  readonly assetsUnits: Integer;
  /** The assets by their weights. */
  readonly collateralUnits: Integer;
  readonly debtUnits: Integer;
};

export const weighted = (currency: string, units: Integer): Integer =>
  multiplyDivide(units, collateralBps(currency), ONE_BPS);

/** What an account is worth, without what it could gain or lose in perpetuals. Null while a price that it needs is missing. */
export function accountWorth(purses: Iterable<Purse>, valued: ValueOf): AccountWorth | null {
  let assetsUnits: Integer = 0;
  let collateralUnits: Integer = 0;
  let debtUnits: Integer = 0;
  for (const { currency, totalUnits, keptUnits, owedUnits } of purses) {
    const free = subtract(totalUnits, keptUnits);
    if (free === 0 && owedUnits === 0) continue;
    const assets = valued(currency, free);
    const debt = valued(currency, owedUnits);
    if (assets === null || debt === null) return null;
    assetsUnits = add(assetsUnits, assets);
    collateralUnits = add(collateralUnits, weighted(currency, assets));
    debtUnits = add(debtUnits, debt);
  }
  return { assetsUnits, collateralUnits, debtUnits };
}

/** Whether `assets ÷ debt` is at or below a level. An account without debts is below none. */
export const isAtMost = (assets: Integer, debt: Integer, levelBps: number): boolean =>
  debt > 0 && multiply(assets, ONE_BPS) <= multiply(debt, levelBps);

/** Whether the weighted assets stand well enough behind all debts for what was borrowed. */
export const isBacked = ({ collateralUnits, debtUnits }: AccountWorth, levelBps: number): boolean =>
  multiply(collateralUnits, ONE_BPS) >= multiply(debtUnits, levelBps);

/** Whether one account is backed no worse than another. */
export function isNoWorse(after: AccountWorth, before: AccountWorth): boolean {
  if (after.debtUnits === 0) return true;
  if (before.debtUnits === 0) return false;
  return multiply(after.collateralUnits, before.debtUnits) >= multiply(before.collateralUnits, after.debtUnits);
}

/** The margin level as venues show it, assets ÷ debts; null without debts. For screens. */
export const marginLevel = ({
  assetsUnits,
  debtUnits,
}: Pick<AccountWorth, "assetsUnits" | "debtUnits">): number | null =>
  debtUnits === 0 ? null : Number(assetsUnits) / Number(debtUnits);

/**
 * What more may be borrowed to hold an asset of a weight, in units of the account's own currency: the most that leaves
 * `(collateral + weight × x) ÷ (debt + x)` at the level. Rounded down; 0 where nothing more may be.
 */
export function borrowableUnits(worth: AccountWorth, levelBps: number, weightBps: number): Integer {
  const spare = subtract(multiply(worth.collateralUnits, ONE_BPS), multiply(worth.debtUnits, levelBps));
  return spare <= 0 ? 0 : multiplyDivide(spare, 1, levelBps - weightBps);
}

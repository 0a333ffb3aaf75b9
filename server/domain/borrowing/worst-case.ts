import { add, type Integer, min, subtract } from "../money/integer.ts";
import { collateralBps } from "./lending-terms.ts";
import { type AccountWorth, type Purse, type ValueOf, weighted } from "./margin-level.ts";

/** An order as a swap of one currency for another; `worthUnits` is what it brings at least, in the account's own currency. */
export type Swap = {
  readonly pays: string;
  readonly payUnits: Integer;
  readonly receives: string;
  readonly worthUnits: Integer;
  /** What of that repays a debt of the received currency: taken off the debt instead of counted as an asset. */
  readonly repaysUnits: Integer;
};

/**
 * The account as if all orders were filled: what they pay beyond what is there is borrowed, and nothing that one brings pays for another.
 * Fewer fills, or proceeds that repay, only leave it better backed. Null while a price that it needs is missing.
 */
export function worstCase(purses: readonly Purse[], swaps: readonly Swap[], valued: ValueOf): AccountWorth | null {
  let assetsUnits: Integer = 0;
  let collateralUnits: Integer = 0;
  let debtUnits: Integer = 0;
  const currencies = new Set([...purses.map(({ currency }) => currency), ...swaps.map(({ pays }) => pays)]);
  for (const currency of currencies) {
    const purse = purses.find((other) => other.currency === currency);
    const free = purse === undefined ? 0 : subtract(purse.totalUnits, purse.keptUnits);
    let left: Integer = free;
    for (const swap of swaps) if (swap.pays === currency) left = subtract(left, swap.payUnits);
    const owed = purse?.owedUnits ?? 0;
    const borrowed = left < 0 ? subtract(0, left) : 0;
    if (left <= 0 && owed === 0 && borrowed === 0) continue;
    const assets = valued(currency, left > 0 ? left : 0);
    const debt = valued(currency, add(owed, borrowed));
    if (assets === null || debt === null) return null;
    assetsUnits = add(assetsUnits, assets);
    collateralUnits = add(collateralUnits, weighted(currency, assets));
    debtUnits = add(debtUnits, debt);
  }
  for (const { pays, receives, worthUnits, repaysUnits } of swaps) {
    const repaid = min(repaysUnits, worthUnits);
    const kept = subtract(worthUnits, repaid);
    debtUnits = subtract(debtUnits, repaid);
    assetsUnits = add(assetsUnits, kept);
    const lighter = collateralBps(pays) < collateralBps(receives) ? pays : receives;
    collateralUnits = add(collateralUnits, weighted(lighter, kept));
  }
  return { assetsUnits, collateralUnits, debtUnits: debtUnits > 0 ? debtUnits : 0 };
}

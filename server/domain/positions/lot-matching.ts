import { compare, type Integer, min, multiply, multiplyDivide, subtract } from "../money/integer.ts";
import type { Lot } from "./lot.ts";

export const LOT_METHODS = ["FIFO", "LIFO", "HIFO"] as const;
export type LotMethod = (typeof LOT_METHODS)[number];

/** A part of a lot that a closing fill consumed, with its share of the lot's cost and of the fill's proceeds. */
export type LotReduction = {
  readonly lot: Lot;
  readonly closedUnits: Integer;
  readonly closedCostUnits: Integer;
  readonly proceedsUnits: Integer;
  readonly leftUnits: Integer;
  readonly leftCostUnits: Integer;
};

/** Compares cost per unit without dividing: `a.cost × b.quantity` against `b.cost × a.quantity`. */
export const compareUnitCost = (a: Lot, b: Lot): number =>
  compare(multiply(a.costUnits, b.quantityUnits), multiply(b.costUnits, a.quantityUnits));

const CLOSING_ORDER: Record<LotMethod, (a: Lot, b: Lot) => number> = {
  FIFO: (a, b) => a.openedAt - b.openedAt,
  LIFO: (a, b) => b.openedAt - a.openedAt,
  HIFO: (a, b) => compareUnitCost(b, a) || a.openedAt - b.openedAt,
};

/** The open lots, given in the order they were opened, as the method closes them: FIFO oldest, LIFO newest, HIFO dearest per unit first. */
export function inClosingOrder(lots: Iterable<Lot>, method: LotMethod): Lot[] {
  const opened = [...lots];
  if (method === "LIFO") opened.reverse(); // The fills of one order share an instant: the last of them is the newest.
  return opened.sort(CLOSING_ORDER[method]);
}

/**
 * Closes up to `quantityUnits` (base units) against lots taken in the given order, for `proceedsUnits` (quote units).
 *
 * Cost and proceeds are split in proportion, rounded down per part, and the last part takes what remains: the sum of the
 * parts is exact, and a lot that is closed entirely gives up its whole cost. What no lot could absorb is returned.
 */
export function closeLots(
  inOrder: Iterable<Lot>,
  quantityUnits: Integer,
  proceedsUnits: Integer,
): { reductions: LotReduction[]; unmatchedUnits: Integer; unmatchedProceedsUnits: Integer } {
  const reductions: LotReduction[] = [];
  let quantity = quantityUnits;
  let proceeds = proceedsUnits;
  for (const lot of inOrder) {
    if (quantity <= 0) break;
    const closedUnits = min(quantity, lot.quantityUnits);
    const closedCostUnits = multiplyDivide(lot.costUnits, closedUnits, lot.quantityUnits);
    const share = multiplyDivide(proceeds, closedUnits, quantity);
    reductions.push({
      lot,
      closedUnits,
      closedCostUnits,
      proceedsUnits: share,
      leftUnits: subtract(lot.quantityUnits, closedUnits),
      leftCostUnits: subtract(lot.costUnits, closedCostUnits),
    });
    quantity = subtract(quantity, closedUnits);
    proceeds = subtract(proceeds, share);
  }
  return { reductions, unmatchedUnits: quantity, unmatchedProceedsUnits: proceeds };
}

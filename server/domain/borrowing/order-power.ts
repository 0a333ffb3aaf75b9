import { add, type Integer, multiply, multiplyDivide, subtract } from "../money/integer.ts";
import type { AccountWorth } from "./margin-level.ts";

const ONE_BPS = 10_000;

/** An account that borrows, and one lot of an order that it would pay for. All amounts in units of the account's own currency. */
export type OrderPower = {
  readonly worth: AccountWorth;
  /** Weighted assets that must stand behind all debts, in basis points of these. */
  readonly initialBps: number;
  /** What is free of the currency that pays, from 0, and how much of it counts as collateral. */
  readonly freeUnits: Integer;
  readonly freeBps: number;
  /** What one lot pays at most; above 0. */
  readonly payUnits: Integer;
  /** What one lot brings at least, at most what it pays, and how much of that counts. */
  readonly bringsUnits: Integer;
  readonly bringsBps: number;
};

/**
 * The most whole lots that an account pays for with what is free and what it may borrow: the largest n with
 * `(collateral − weight × free + n × brought) ÷ (debt + n × paid − free)` at the initial level; never fewer than what is free pays for.
 */
export function lotsOfPower(power: OrderPower): number {
  const { worth, initialBps, freeUnits, freeBps, payUnits, bringsUnits, bringsBps } = power;
  const owned = multiplyDivide(freeUnits, 1, payUnits);
  const backing = add(multiply(worth.collateralUnits, ONE_BPS), multiply(freeUnits, initialBps - freeBps));
  const spare = subtract(backing, multiply(worth.debtUnits, initialBps));
  if (spare <= 0) return Number(owned);
  const lots = multiplyDivide(spare, 1, subtract(multiply(payUnits, initialBps), multiply(bringsUnits, bringsBps)));
  return Number(lots > owned ? lots : owned);
}

import { type Integer, multiply, multiplyDivideUp, subtract } from "../money/integer.ts";

const MILLION = 1_000_000;

/**
 * How a venue charges for what it lends: each `chargedEveryMs` that has begun counts in full, and where `chargesOpening` the taking of
 * the loan counts as one more. The rate is for one `ratePeriodMs`. Binance: a daily rate charged by the hour; Kraken: an opening fee,
 * and a rollover fee every four hours.
 */
export type BorrowTerms = {
  readonly rateMillionths: number;
  readonly ratePeriodMs: number;
  readonly chargedEveryMs: number;
  readonly chargesOpening: boolean;
};

/** Interest on `borrowedUnits` held for `heldMs`, in the same units, rounded up to the unit. Simple: interest bears none itself. */
export function interestUnits(borrowedUnits: Integer, heldMs: number, terms: BorrowTerms): Integer {
  const { rateMillionths, ratePeriodMs, chargedEveryMs, chargesOpening } = terms;
  const times = Math.ceil(heldMs / chargedEveryMs) + (chargesOpening ? 1 : 0);
  return multiplyDivideUp(
    multiply(borrowedUnits, rateMillionths),
    multiply(times, chargedEveryMs),
    multiply(MILLION, ratePeriodMs),
  );
}

/** What a purchase of `notionalUnits` at a whole leverage borrows of the quote currency; nothing at 1. Rounded down to the unit. */
export function borrowedUnits(notionalUnits: Integer, leverage: number): Integer {
  return subtract(notionalUnits, multiplyDivideUp(notionalUnits, 1, leverage));
}

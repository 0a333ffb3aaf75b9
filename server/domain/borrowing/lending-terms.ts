import type { BorrowTerms } from "../margin/borrow-interest.ts";

/** 1 borrows nothing: the portfolio pays in full. */
export const BORROW_LEVERAGES = [1, 3, 5] as const;
export type BorrowLeverage = (typeof BORROW_LEVERAGES)[number];

/** Levels in basis points: assets ÷ debts, 10,000 is 1.00. */
export type MarginLevels = {
  /** Weighted assets that must stand behind all debts for more to be borrowed. */
  readonly initialBps: number;
  /** At or below it the venue warns, and closes. */
  readonly callBps: number;
  readonly liquidationBps: number;
};

// Binance, cross margin (classic), as published in 2024: support/faq 360030493931.
const LEVELS: Readonly<Record<BorrowLeverage, MarginLevels>> = {
  1: { initialBps: 15_000, callBps: 13_000, liquidationBps: 11_000 },
  3: { initialBps: 15_000, callBps: 13_000, liquidationBps: 11_000 },
  5: { initialBps: 12_500, callBps: 11_600, liquidationBps: 11_000 },
};

export const levelsOf = (leverage: BorrowLeverage): MarginLevels => LEVELS[leverage];

/** Weighted assets that must stay behind all debts when money is taken out (the same table). */
export const WITHDRAWAL_BPS = 20_000;

/** Charged on what the venue trades itself when it liquidates, in millionths: 2 %, a round number of our own on the strict side. */
export const LIQUIDATION_FEE_MILLIONTHS = 20_000;

/** How much of an asset counts as collateral, in basis points. Round numbers of our own, of the size that venues publish. */
const WEIGHTS: Readonly<Record<string, number>> = { USDT: 10_000, USDC: 10_000, BTC: 9_500, ETH: 9_500, SOL: 9_000 };

export const collateralBps = (currency: string): number => WEIGHTS[currency] ?? 7_000;

/** Daily rates in millionths. Our own, of the size that venues publish; real ones change by the hour. */
const DAILY_MILLIONTHS: Readonly<Record<string, number>> = { USDT: 300, USDC: 300, BTC: 100, ETH: 150, SOL: 500 };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Simple interest, charged for each full hour of UTC that a debt stands over; one repaid before it costs nothing (as at OKX). */
export const borrowTermsOf = (currency: string): BorrowTerms => ({
  rateMillionths: DAILY_MILLIONTHS[currency] ?? 1_000,
  ratePeriodMs: DAY_MS,
  chargedEveryMs: HOUR_MS,
  chargesOpening: false,
});

/** The first stamp after an instant. */
export const nextStampAt = (at: number): number => (Math.floor(at / HOUR_MS) + 1) * HOUR_MS;

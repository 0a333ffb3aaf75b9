import type { IndicatorCandle } from "../../../server/domain/indicators/indicator.ts";
import { Seeded } from "../../support/seeded.ts";

const START = Date.UTC(2024, 0, 1, 5);
const STEP_MS = 3 * 3_600_000;

/** A walk of prices with flat stretches and candles without trades. */
export function walk(seed: number, length: number, scale = 1): IndicatorCandle[] {
  const chance = new Seeded(seed);
  let price = 100;
  return Array.from({ length }, (_, index) => {
    const isFlat = index % 40 > 33;
    const open = price;
    if (!isFlat) price = Math.max(5, price + (chance.next() - 0.5) * 4);
    const wick = isFlat ? 0 : chance.next();
    return {
      openAt: START + index * STEP_MS,
      open: open * scale,
      high: (Math.max(open, price) + wick) * scale,
      low: (Math.min(open, price) - wick) * scale,
      close: price * scale,
      volume: isFlat || chance.chance(0.1) ? 0 : chance.next() * 1_000,
    };
  });
}

export const still = (length: number, price: number, volume: number, stepMs = STEP_MS): IndicatorCandle[] =>
  Array.from({ length }, (_, index) => {
    return { openAt: START + index * stepMs, open: price, high: price, low: price, close: price, volume };
  });

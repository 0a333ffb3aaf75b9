import { formatPrice, type Instrument } from "../../server/domain/markets/instrument.ts";
import { parseScaled } from "../../server/domain/money/decimal.ts";
import { stopTicks } from "../../server/domain/positions/protection.ts";
import { ticksOf } from "../trade/book-depth.ts";

const PERCENT_DECIMALS = 2;
export const DISTANCE_PERCENT_FIRST = "2";
export const DISTANCES = ["0.5", "1", "2", "5"] as const;

/** Basis points of a percentage as typed; null for what is none below 100. */
export function distanceBps(percent: string): number | null {
  const parsed = parseScaled(percent, PERCENT_DECIMALS);
  const bps = "value" in parsed ? Number(parsed.value) : 0;
  return bps >= 1 && bps < 10_000 ? bps : null;
}

/** The stop's price as text, that far from the market; null without a distance or a market. */
export function stopPrice(instrument: Instrument, isLong: boolean, priceTicks: number, percent: string): string | null {
  const bps = distanceBps(percent);
  return bps === null || priceTicks < 2 ? null : formatPrice(instrument, stopTicks(isLong, priceTicks, bps));
}

/** How far a price as typed lies from the market, in percent with two places; null where it cannot be said. */
export function distanceOf(instrument: Instrument, priceTicks: number, price: string): string | null {
  const ticks = ticksOf(instrument, price);
  if (ticks === null || priceTicks === 0) return null;
  return ((Math.abs(ticks - priceTicks) / priceTicks) * 100).toFixed(PERCENT_DECIMALS);
}

export type StopReading = { readonly levelTicks: number } | { readonly problem: string };

/** Reads the stop's price: on the grid, and on the side of the market where it does not fire at once. */
export function readStop(instrument: Instrument, isLong: boolean, priceTicks: number, price: string): StopReading {
  const levelTicks = ticksOf(instrument, price);
  if (levelTicks === null || !Number.isSafeInteger(levelTicks) || levelTicks < 1)
    return { problem: `Enter a price in steps of ${instrument.tick}.` };
  if (priceTicks === 0) return { problem: "There is no price yet that could trigger it." };
  const fires = isLong ? levelTicks >= priceTicks : levelTicks <= priceTicks;
  if (!fires) return { levelTicks };
  return {
    problem: `It would fire at once. Use a price ${isLong ? "below" : "above"} ${formatPrice(instrument, priceTicks)}.`,
  };
}

import { multiplyDivide } from "../../money/integer.ts";
import type { AlgorithmPlan } from "./algorithm.ts";
import { jitter } from "./seeded-jitter.ts";

export const BPS = 10_000;

/** When each slice is due, in ms after the start, and how many lots are to be done in all once it is. */
export type SliceSchedule = { readonly dueMs: readonly number[]; readonly doneLots: readonly number[] };

export type SliceTerms = {
  readonly quantityLots: number;
  readonly durationMs: number;
  /** Relative sizes, one a slice; whole, not negative, at least one above zero. */
  readonly weights: readonly number[];
  /** Sizes stray by up to this share of themselves, times by up to this share of a slice's time; 0 to 9,999. */
  readonly randomBps: number;
  readonly seed: number;
};

/**
 * Cuts a quantity into slices of equal time. Lots are whole and the last slice brings them to the quantity exactly, whatever was
 * rounded before; the first is due at once, each within its own part of the time. Throws a RangeError for weights without a sum.
 * With equal weights it is a TWAP, with those of a volume profile a VWAP (Berkowitz, Logue, Noser, "The Total Cost of
 * Transactions on the NYSE", 1988, for the benchmark it follows).
 */
export function sliceSchedule({ quantityLots, durationMs, weights, randomBps, seed }: SliceTerms): SliceSchedule {
  const sizes = weights.map((weight, index) => weight * (BPS + jitter(seed, 2 * index, randomBps)));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (!(total > 0 && Number.isSafeInteger(total))) throw new RangeError(`Weights of a sum of ${total} cut nothing`);
  const stepMs = durationMs / weights.length;
  const reachMs = Math.floor((stepMs * randomBps) / BPS);
  const dueMs: number[] = [];
  const doneLots: number[] = [];
  let sum = 0;
  for (const [index, size] of sizes.entries()) {
    sum += size;
    const late = index === 0 ? 0 : Math.abs(jitter(seed, 2 * index + 1, reachMs));
    dueMs.push(Math.floor(index * stepMs) + late);
    doneLots.push(Number(multiplyDivide(quantityLots, sum, total)));
  }
  return { dueMs, doneLots };
}

const flat = (slices: number): number[] => Array.from({ length: slices }, () => 1);

/** The schedule of a plan; null for one that follows the market and not the clock. */
export function scheduleOf({ method, quantityLots, randomBps, seed }: AlgorithmPlan): SliceSchedule | null {
  switch (method.kind) {
    case "twap":
    case "adaptive":
      return sliceSchedule({
        quantityLots,
        durationMs: method.durationMs,
        weights: flat(method.slices),
        randomBps,
        seed,
      });
    case "vwap":
      return sliceSchedule({ quantityLots, durationMs: method.durationMs, weights: method.weights, randomBps, seed });
    case "iceberg":
    case "pov":
      return null;
  }
}

/** How many slices are due `elapsedMs` after the start. */
export function slicesDue({ dueMs }: SliceSchedule, elapsedMs: number): number {
  let low = 0;
  let high = dueMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((dueMs[middle] as number) <= elapsedMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What is to be done, in lots, when `slices` are due. */
export const lotsDue = ({ doneLots }: SliceSchedule, slices: number): number => doneLots[slices - 1] ?? 0;

/** The largest slice, in lots. */
export const largestSlice = ({ doneLots }: SliceSchedule): number =>
  doneLots.reduce((most, lots, index) => Math.max(most, lots - (doneLots[index - 1] ?? 0)), 0);

import type { CandleColumns } from "../../markets/candle-columns.ts";
import { add, type Integer, multiplyDivide } from "../../money/integer.ts";
import { timeframeMs } from "../../time/timeframe.ts";
import type { DayProfile } from "./algorithm.ts";

const DAY_MS = 86_400_000;
/** The largest volume of a profile; the others are in proportion to it. */
const SCALE = 10_000;

/**
 * The average volume of each part of the day (UTC), from candles, scaled so that the largest is 10,000: only its shape matters. A
 * part of which no candle is known has no volume. Candles longer than a part are spread evenly over those that they cover. Null
 * where nothing was traded. The estimator is the plain mean over days (Białkowski, Darolles, Le Fol, "Improving VWAP strategies",
 * 2008, call it the classical one).
 */
export function dayProfile(candles: CandleColumns, bucketMs: number): DayProfile | null {
  const buckets = DAY_MS / bucketMs;
  const candleMs = timeframeMs(candles.timeframe);
  const spread = Math.max(1, Math.round(candleMs / bucketMs));
  const sums: Integer[] = Array.from({ length: buckets }, () => 0);
  const days: Set<number>[] = Array.from({ length: buckets }, () => new Set());
  const allDays = new Set<number>();
  for (let row = 0; row < candles.length; row++) {
    const openAt = candles.openAt[row] as number;
    const volume = candles.volume[row] as number | bigint;
    if (volume < 0) continue; // Unknown.
    const exact = typeof volume === "bigint" ? add(0, volume) : volume;
    for (let part = 0; part < spread; part++) {
      const at = openAt + part * bucketMs;
      const bucket = Math.floor((at % DAY_MS) / bucketMs);
      const day = Math.floor(at / DAY_MS);
      sums[bucket] = add(sums[bucket] as Integer, multiplyDivide(exact, 1, spread));
      days[bucket]?.add(day);
      allDays.add(day);
    }
  }
  const means = sums.map((sum, bucket) => multiplyDivide(sum, 1_000, Math.max(1, days[bucket]?.size ?? 0)));
  const largest = means.reduce<Integer>((most, mean) => (mean > most ? mean : most), 0);
  if (largest === 0) return null;
  return { bucketMs, volumes: means.map((mean) => Number(multiplyDivide(mean, SCALE, largest))), days: allDays.size };
}

/**
 * What each of `slices` equal parts of the time from `startAt` on is expected to bring, in proportion; whole numbers. A slice
 * takes of each part of the day what it covers of it.
 */
export function sliceWeights(
  { bucketMs, volumes }: DayProfile,
  { startAt, durationMs, slices }: { readonly startAt: number; readonly durationMs: number; readonly slices: number },
): number[] {
  const stepMs = durationMs / slices;
  return Array.from({ length: slices }, (_, index) => {
    const from = startAt + index * stepMs;
    const to = from + stepMs;
    let weight = 0;
    for (let at = from; at < to; ) {
      const next = Math.min(to, (Math.floor(at / bucketMs) + 1) * bucketMs);
      const bucket = Math.floor((at % DAY_MS) / bucketMs);
      weight += ((volumes[bucket] ?? 0) * (next - at)) / bucketMs;
      at = next;
    }
    return Math.round(weight * 100);
  });
}

/** Whether the profile knows each part of the day that the time from `startAt` on touches. */
export function knowsThroughout({ bucketMs, volumes }: DayProfile, startAt: number, durationMs: number): boolean {
  for (let at = startAt - (startAt % bucketMs); at < startAt + durationMs; at += bucketMs)
    if ((volumes[Math.floor((at % DAY_MS) / bucketMs)] ?? 0) === 0) return false;
  return true;
}

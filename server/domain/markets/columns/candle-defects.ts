import { formatScaledShort } from "../../money/decimal.ts";
import { timeframeMs } from "../../time/timeframe.ts";
import type { Timestamp } from "../../time/timestamp.ts";
import type { CandleColumns } from "../candle-columns.ts";
import type { DefectKind } from "../data-quality.ts";

/** Something missing or doubtful in `[fromAt, untilAt)`; `rows` counts the candles it is about. */
export type FoundDefect = {
  readonly kind: DefectKind;
  readonly fromAt: Timestamp;
  readonly untilAt: Timestamp;
  readonly rows: number;
  readonly detail: string;
};

const count = (rows: number, what: string) => `${rows} candle${rows === 1 ? "" : "s"} ${what}`;

/** Candles missing from the grid between the first and the last one, or from the neighbours outside when they are known. */
export function findGaps(
  { openAt, length, timeframe }: CandleColumns,
  { after, before }: { readonly after: Timestamp | null; readonly before: Timestamp | null },
): FoundDefect[] {
  const stepMs = timeframeMs(timeframe);
  const gaps: FoundDefect[] = [];
  const judge = (last: Timestamp, next: Timestamp) => {
    const rows = (next - last) / stepMs - 1;
    if (rows > 0)
      gaps.push({ kind: "gap", fromAt: last + stepMs, untilAt: next, rows, detail: count(rows, "missing") });
  };
  let last = after;
  for (let index = 0; index < length; index += 1) {
    const at = openAt[index] as number;
    if (last !== null) judge(last, at);
    last = at;
  }
  if (last !== null && before !== null) judge(last, before);
  return gaps;
}

/** Runs of candles in which nothing was traded. */
export function findZeroVolume({ openAt, volume, length, timeframe }: CandleColumns): FoundDefect[] {
  const stepMs = timeframeMs(timeframe);
  const runs: FoundDefect[] = [];
  for (let index = 0; index < length; index += 1) {
    const at = openAt[index] as number;
    if (Number(volume[index]) !== 0) continue;
    const last = runs.at(-1);
    const continues = last !== undefined && last.untilAt === at;
    const fromAt = continues ? last.fromAt : at;
    const rows = continues ? last.rows + 1 : 1;
    if (continues) runs.pop();
    runs.push({ kind: "zero-volume", fromAt, untilAt: at + stepMs, rows, detail: count(rows, "without a trade") });
  }
  return runs;
}

const OUTAGE_MIN_MS = 30 * 60_000;
const OUTAGE_MIN_CANDLES = 2;
const OUTAGE_OVER_USUAL = 20;
const RUNS_TO_KNOW_USUAL = 20;

/**
 * Stretches in which candles are missing or nothing was traded without a break, for at least half an hour and two candles.
 * In a thin market, where that happens at least 20 times, it also has to last 20 times the median of those stretches.
 * A stretch of missing candles alone is a gap and no outage: its rows may have been bad and kept out. Only a candle without a
 * trade, in the stretch or at an end of it, shows that the market itself stood still.
 */
export function findOutages(defects: readonly FoundDefect[], stepMs: number): FoundDefect[] {
  const runs: (FoundDefect & { readonly isWitnessed: boolean })[] = [];
  const silent = defects.filter(({ kind }) => kind === "gap" || kind === "zero-volume");
  for (const { kind, fromAt, untilAt, rows } of silent.sort((a, b) => a.fromAt - b.fromAt)) {
    const last = runs.at(-1);
    const joins = last !== undefined && last.untilAt === fromAt;
    if (joins) runs.pop();
    const total = joins ? last.rows + rows : rows;
    const detail = `Nothing was traded or recorded for ${total} candles`;
    const isWitnessed = kind === "zero-volume" || (joins && last.isWitnessed);
    runs.push({ kind: "outage", fromAt: joins ? last.fromAt : fromAt, untilAt, rows: total, detail, isWitnessed });
  }
  const lengths = Float64Array.from(runs, ({ rows }) => rows).sort();
  const usual = lengths.length < RUNS_TO_KNOW_USUAL ? 0 : (lengths[lengths.length >>> 1] as number);
  const least = Math.max(OUTAGE_MIN_CANDLES, OUTAGE_MIN_MS / stepMs, OUTAGE_OVER_USUAL * usual);
  return runs.filter(({ rows, isWitnessed }) => isWitnessed && rows >= least).map(({ isWitnessed: _, ...run }) => run);
}

const OUTLIER_REACH_FRACTION = 0.01;
const OUTLIER_DEVIATIONS = 30;
const OUTLIER_WINDOW = 50;

/**
 * Candles that spike and return: the high (or low) reaches beyond those of both neighbours by more than 1 % of the price and by
 * more than 30 times the median change from close to close among the 50 candles before and after. Nothing is judged without
 * both neighbours next to it in time.
 */
export function findOutliers(columns: CandleColumns): FoundDefect[] {
  const { openAt, high, low, close, length, priceDecimals, timeframe } = columns;
  const stepMs = timeframeMs(timeframe);
  const found: FoundDefect[] = [];
  for (let index = 1; index + 1 < length; index += 1) {
    const above = (high[index] as number) - Math.max(high[index - 1] as number, high[index + 1] as number);
    const below = Math.min(low[index - 1] as number, low[index + 1] as number) - (low[index] as number);
    const reach = Math.max(above, below);
    const price = close[index - 1] as number;
    if (reach <= price * OUTLIER_REACH_FRACTION) continue;
    const fromAt = openAt[index] as number;
    if ((openAt[index + 1] as number) - (openAt[index - 1] as number) !== 2 * stepMs) continue;
    const usual = medianChange(close, index);
    if (reach <= OUTLIER_DEVIATIONS * usual) continue;
    const extreme = formatScaledShort((above >= below ? high[index] : low[index]) as number, priceDecimals);
    const percent = ((100 * reach) / price).toFixed(1);
    const detail = `${above >= below ? "High" : "Low"} ${extreme} is ${percent} % beyond the candles before and after`;
    found.push({ kind: "outlier", fromAt, untilAt: fromAt + stepMs, rows: 1, detail });
  }
  return found;
}

/** The median absolute change from close to close around a candle, its own two changes left out. */
function medianChange(close: Float64Array, at: number): number {
  const changes: number[] = [];
  const from = Math.max(1, at - OUTLIER_WINDOW);
  const until = Math.min(close.length, at + OUTLIER_WINDOW + 1);
  for (let index = from; index < until; index += 1) {
    if (index !== at && index !== at + 1)
      changes.push(Math.abs((close[index] as number) - (close[index - 1] as number)));
  }
  changes.sort((a, b) => a - b);
  return changes[changes.length >>> 1] ?? 0;
}

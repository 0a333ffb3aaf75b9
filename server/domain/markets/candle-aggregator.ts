import { type Timeframe, timeframeMs } from "../time/timeframe.ts";
import { type CandleColumns, sliceCandles } from "./candle-columns.ts";
import { type IntegerColumn, narrowed, requireWide, toWide, UNKNOWN } from "./columns/integer-column.ts";

/**
 * Coarser candles from finer ones: a coarse candle is made of those that open within it, missing ones left out. The last one is
 * left out unless the fine candles reach its end, for it may still be forming. Sums are exact. A sum over a row without a value
 * is unknown. Throws a RangeError when the finer timeframe does not divide the coarser.
 */
export function aggregateCandles(fine: CandleColumns, timeframe: Timeframe): CandleColumns {
  if (timeframe === fine.timeframe) return fine;
  const fineMs = timeframeMs(fine.timeframe);
  const stepMs = timeframeMs(timeframe);
  if (stepMs % fineMs !== 0)
    throw new RangeError(`Candles of ${fine.timeframe} do not make up candles of ${timeframe}`);
  const starts = bucketStarts(fine.openAt, stepMs);
  const lastEnd = (fine.openAt.at(-1) ?? 0) + fineMs;
  if (lastEnd % stepMs !== 0) starts.pop();
  const ends = starts.slice(1);
  if (starts.length > 0) ends.push(lastEnd % stepMs === 0 ? fine.length : bucketStart(fine.openAt, stepMs));
  const length = starts.length;
  const whole = sliceCandles(fine, 0, ends.at(-1) ?? 0);
  const column = () => new Float64Array(length);
  const [openAt, open, high, low, close] = [column(), column(), column(), column(), column()];
  for (let bucket = 0; bucket < length; bucket += 1) {
    const start = starts[bucket] as number;
    const end = ends[bucket] as number;
    const first = whole.openAt[start] as number;
    let highest = whole.high[start] as number;
    let lowest = whole.low[start] as number;
    for (let index = start + 1; index < end; index += 1) {
      if ((whole.high[index] as number) > highest) highest = whole.high[index] as number;
      if ((whole.low[index] as number) < lowest) lowest = whole.low[index] as number;
    }
    openAt[bucket] = first - (first % stepMs);
    open[bucket] = whole.open[start] as number;
    high[bucket] = highest;
    low[bucket] = lowest;
    close[bucket] = whole.close[end - 1] as number;
  }
  const { quoteVolume, trades, takerVolume } = whole;
  const sum = (values: IntegerColumn) => sums(values, starts, ends);
  return {
    ...whole,
    timeframe,
    length,
    ...{ openAt, open, high, low, close },
    volume: sum(whole.volume),
    ...(quoteVolume === undefined ? {} : { quoteVolume: sum(quoteVolume) }),
    ...(trades === undefined ? {} : { trades: sum(trades) as Float64Array }), // Counts stay far below 2^53.
    ...(takerVolume === undefined ? {} : { takerVolume: sum(takerVolume) }),
  };
}

/** The first row of every bucket of `stepMs`. */
function bucketStarts(openAt: Float64Array, stepMs: number): number[] {
  const starts: number[] = [];
  let until = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < openAt.length; index += 1) {
    const at = openAt[index] as number;
    if (at < until) continue;
    starts.push(index);
    until = at - (at % stepMs) + stepMs;
  }
  return starts;
}

/** The first row of the last bucket. */
function bucketStart(openAt: Float64Array, stepMs: number): number {
  const last = openAt.at(-1) as number;
  const from = last - (last % stepMs);
  let index = openAt.length - 1;
  while (index > 0 && (openAt[index - 1] as number) >= from) index -= 1;
  return index;
}

/** Exact sums of each `[start, end)`; unknown where one value is. */
function sums(values: IntegerColumn, starts: readonly number[], ends: readonly number[]): IntegerColumn {
  if (values instanceof Float64Array) {
    const sum = new Float64Array(starts.length);
    let isSafe = true;
    for (let bucket = 0; bucket < starts.length; bucket += 1) {
      let total = 0;
      for (let index = starts[bucket] as number; index < (ends[bucket] as number); index += 1) {
        const value = values[index] as number;
        if (value === UNKNOWN) {
          total = UNKNOWN;
          break;
        }
        total += value;
        if (total > Number.MAX_SAFE_INTEGER) isSafe = false;
      }
      sum[bucket] = total;
    }
    if (isSafe) return sum;
  }
  const wide = toWide(values);
  const sum = new BigInt64Array(starts.length);
  for (let bucket = 0; bucket < starts.length; bucket += 1) {
    const rows = wide.subarray(starts[bucket], ends[bucket]);
    const total = rows.reduce((so, value) => so + value, 0n);
    sum[bucket] = rows.includes(BigInt(UNKNOWN)) ? BigInt(UNKNOWN) : requireWide(total, "The volume");
  }
  return narrowed(sum);
}

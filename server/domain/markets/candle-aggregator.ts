import { add, fromBigInt, type Integer, multiply } from "../money/integer.ts";
import { type Timeframe, timeframeMs } from "../time/timeframe.ts";
import { type CandleColumns, sliceCandles } from "./candle-columns.ts";
import {
  type IntegerColumn,
  integerAt,
  narrowed,
  requireWide,
  toWide,
  UNKNOWN,
  WIDEST,
} from "./columns/integer-column.ts";
import { TAKER_BUY, type TradeColumns } from "./trade-columns.ts";

/**
 * Coarser candles from finer ones: a coarse candle is made of those that open within it, missing ones left out. The last one is
 * left out unless the fine candles reach its end, for it may still be forming. Sums are exact. A sum over a row without a value
 * is unknown, and so is a quote volume beyond 64 bits. Throws a RangeError when the finer timeframe does not divide the coarser.
 */
export function aggregateCandles(fine: CandleColumns, timeframe: Timeframe): CandleColumns {
  const stepMs = timeframeMs(timeframe);
  const lastEnd = (fine.openAt.at(-1) ?? 0) + timeframeMs(fine.timeframe);
  const end = lastEnd % stepMs === 0 || fine.length === 0 ? fine.length : bucketStart(fine.openAt, stepMs);
  return aggregateRunning(end === fine.length ? fine : sliceCandles(fine, 0, end), timeframe);
}

/** {@link aggregateCandles} with the last one as far as it has come. */
export function aggregateRunning(fine: CandleColumns, timeframe: Timeframe): CandleColumns {
  if (timeframe === fine.timeframe) return fine;
  const stepMs = timeframeMs(timeframe);
  if (stepMs % timeframeMs(fine.timeframe) !== 0)
    throw new RangeError(`Candles of ${fine.timeframe} do not make up candles of ${timeframe}`);
  const starts = bucketStarts(fine.openAt, stepMs);
  const ends = [...starts.slice(1), fine.length];
  const length = starts.length;
  const column = () => new Float64Array(length);
  const [openAt, open, high, low, close] = [column(), column(), column(), column(), column()];
  for (let bucket = 0; bucket < length; bucket += 1) {
    const start = starts[bucket] as number;
    const end = ends[bucket] as number;
    const first = fine.openAt[start] as number;
    let highest = fine.high[start] as number;
    let lowest = fine.low[start] as number;
    for (let index = start + 1; index < end; index += 1) {
      if ((fine.high[index] as number) > highest) highest = fine.high[index] as number;
      if ((fine.low[index] as number) < lowest) lowest = fine.low[index] as number;
    }
    openAt[bucket] = first - (first % stepMs);
    open[bucket] = fine.open[start] as number;
    high[bucket] = highest;
    low[bucket] = lowest;
    close[bucket] = fine.close[end - 1] as number;
  }
  const { quoteVolume, trades, takerVolume } = fine;
  const sum = (values: IntegerColumn) => sums(values, starts, ends, requireVolume);
  return {
    ...fine,
    timeframe,
    length,
    ...{ openAt, open, high, low, close },
    volume: sum(fine.volume),
    ...(quoteVolume === undefined ? {} : { quoteVolume: sums(quoteVolume, starts, ends, knownIfFits) }),
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
function sums(
  values: IntegerColumn,
  starts: readonly number[],
  ends: readonly number[],
  bounded: (total: bigint) => bigint,
): IntegerColumn {
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
    sum[bucket] = rows.includes(BigInt(UNKNOWN)) ? BigInt(UNKNOWN) : bounded(total);
  }
  return narrowed(sum);
}

/**
 * Candles made of trades, with trade count, quote volume (the exact sum of price × quantity) and the volume bought by takers,
 * which is unknown where a trade's taker is; a quote volume beyond 64 bits is unknown too. No candle where nothing was traded. The first and the last one may be of a part of
 * their time only: the trades do not tell.
 */
export function aggregateTrades(trades: TradeColumns, timeframe: Timeframe): CandleColumns {
  const stepMs = timeframeMs(timeframe);
  const starts = bucketStarts(trades.at, stepMs);
  const { length } = starts;
  const column = () => new Float64Array(length);
  const [openAt, open, high, low, close, count] = [column(), column(), column(), column(), column(), column()];
  const volume: Integer[] = [];
  const quoteVolume: Integer[] = [];
  const takerVolume: Integer[] = [];
  for (let bucket = 0; bucket < length; bucket += 1) {
    const start = starts[bucket] as number;
    const end = starts[bucket + 1] ?? trades.length;
    const first = trades.at[start] as number;
    let highest = Number.NEGATIVE_INFINITY;
    let lowest = Number.POSITIVE_INFINITY;
    let base: Integer = 0;
    let quote: Integer = 0;
    let taken: Integer = 0;
    let knowsTakers = true;
    for (let index = start; index < end; index += 1) {
      const price = trades.price[index] as number;
      const quantity = integerAt(trades.quantity, index);
      if (price > highest) highest = price;
      if (price < lowest) lowest = price;
      base = add(base, quantity);
      quote = add(quote, multiply(price, quantity));
      if (trades.taker[index] === TAKER_BUY) taken = add(taken, quantity);
      else if (trades.taker[index] === 0) knowsTakers = false;
    }
    openAt[bucket] = first - (first % stepMs);
    open[bucket] = trades.price[start] as number;
    high[bucket] = highest;
    low[bucket] = lowest;
    close[bucket] = trades.price[end - 1] as number;
    count[bucket] = end - start;
    volume.push(base);
    quoteVolume.push(quote);
    takerVolume.push(knowsTakers ? taken : UNKNOWN);
  }
  const { priceDecimals, quantityDecimals } = trades;
  const quote = shortened(quoteVolume, priceDecimals + quantityDecimals);
  return {
    timeframe,
    length,
    priceDecimals,
    volumeDecimals: quantityDecimals,
    quoteDecimals: quote.decimals,
    ...{ openAt, open, high, low, close },
    volume: toColumn(volume, requireVolume),
    quoteVolume: toColumn(quote.values, knownIfFits),
    trades: count,
    takerVolume: toColumn(takerVolume, requireVolume),
  };
}

/** Without the decimals that are zero in all of them. */
function shortened(values: readonly Integer[], decimals: number): { values: readonly Integer[]; decimals: number } {
  let short = values.map(BigInt);
  let places = decimals;
  while (places > 0 && short.every((value) => value % 10n === 0n)) {
    short = short.map((value) => value / 10n);
    places -= 1;
  }
  return { values: short.map(fromBigInt), decimals: places };
}

function toColumn(values: readonly Integer[], bounded: (value: bigint) => bigint): IntegerColumn {
  if (values.every((value) => typeof value === "number")) return Float64Array.from(values);
  return narrowed(BigInt64Array.from(values, (value) => bounded(BigInt(value))));
}

const requireVolume = (total: bigint): bigint => requireWide(total, "The volume");

/** Trades of many decimals can add up to a quote volume that no column holds. */
const knownIfFits = (total: bigint): bigint => (total > WIDEST ? BigInt(UNKNOWN) : total);

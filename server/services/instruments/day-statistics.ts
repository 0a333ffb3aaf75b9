import { type CandleColumns, firstIndexFrom } from "../../domain/markets/candle-columns.ts";
import { type IntegerColumn, integerAt, UNKNOWN } from "../../domain/markets/columns/integer-column.ts";
import { formatScaledShort } from "../../domain/money/decimal.ts";
import { add, type Integer } from "../../domain/money/integer.ts";
import { timeframeMs } from "../../domain/time/timeframe.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";

export const DAY_MS = 24 * 60 * 60_000;
const SPARK_POINTS_MAX = 48;

/**
 * The 24 hours up to the end of the newest stored candle. Prices and volumes are exact decimal texts; the change is a
 * fraction of the open. With less than a day of data it covers what there is, from `from` on.
 */
export type DayStatistics = {
  readonly from: Timestamp;
  readonly until: Timestamp;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly last: string;
  readonly changeFraction: number;
  readonly baseVolume: string;
  /** As the candles state it; where one does not, the sum of volume times typical price, rounded to units. */
  readonly quoteVolume: string;
  readonly isQuoteVolumeStated: boolean;
  /** The last close of each of up to 48 equal stretches, for a drawing only; null where there was no candle. */
  readonly spark: readonly (number | null)[];
};

/** Null without a candle. */
export function dayStatistics(columns: CandleColumns): DayStatistics | null {
  const end = columns.length;
  if (end === 0) return null;
  const until = at(columns.openAt, end - 1) + timeframeMs(columns.timeframe);
  const start = firstIndexFrom(columns.openAt, until - DAY_MS);
  const price = (value: number) => formatScaledShort(value, columns.priceDecimals);
  const open = at(columns.open, start);
  const last = at(columns.close, end - 1);
  const quoteVolume = columns.quoteVolume === undefined ? null : total(columns.quoteVolume, start, end);
  return {
    from: at(columns.openAt, start),
    until,
    open: price(open),
    high: price(columns.high.subarray(start).reduce((most, value) => Math.max(most, value))),
    low: price(columns.low.subarray(start).reduce((least, value) => Math.min(least, value))),
    last: price(last),
    changeFraction: (last - open) / open,
    baseVolume: formatScaledShort(total(columns.volume, start, end) ?? 0, columns.volumeDecimals),
    quoteVolume:
      quoteVolume === null ? estimatedTurnover(columns, start) : formatScaledShort(quoteVolume, columns.quoteDecimals),
    isQuoteVolumeStated: quoteVolume !== null,
    spark: sparkOf(columns, start, until),
  };
}

const at = (column: Float64Array, index: number): number => column[index] as number;

function total(column: IntegerColumn, start: number, end: number): Integer | null {
  let sum: Integer = 0;
  for (let index = start; index < end; index += 1) {
    const value = integerAt(column, index);
    if (value === UNKNOWN) return null;
    sum = add(sum, value);
  }
  return sum;
}

/** Typical price: the mean of high, low and close, as volume-weighted averages take it. */
function estimatedTurnover(columns: CandleColumns, start: number): string {
  let sum = 0;
  for (let index = start; index < columns.length; index += 1) {
    const typical = (at(columns.high, index) + at(columns.low, index) + at(columns.close, index)) / 3;
    sum += typical * Number(columns.volume[index]);
  }
  return BigInt(Math.round(sum / 10 ** (columns.priceDecimals + columns.volumeDecimals))).toString();
}

function sparkOf(columns: CandleColumns, start: number, until: Timestamp): (number | null)[] {
  const from = at(columns.openAt, start);
  const widthMs = Math.max(timeframeMs(columns.timeframe), (until - from) / SPARK_POINTS_MAX);
  const spark = new Array<number | null>(Math.ceil((until - from) / widthMs)).fill(null);
  const scale = 10 ** columns.priceDecimals;
  for (let index = start; index < columns.length; index += 1) {
    const place = Math.floor((at(columns.openAt, index) - from) / widthMs);
    spark[place] = at(columns.close, index) / scale;
  }
  return spark;
}

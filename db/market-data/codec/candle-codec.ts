import type { CandleColumns } from "../../../server/domain/markets/candle-columns.ts";
import type { IntegerColumn } from "../../../server/domain/markets/columns/integer-column.ts";
import { type Timeframe, timeframeMs } from "../../../server/domain/time/timeframe.ts";
import { ColumnReader } from "./column-reader.ts";
import { ColumnWriter } from "./column-writer.ts";

/** Which way of writing the columns of a chunk are in. */
export const CANDLE_ENCODING = 1;

const HAS_QUOTE = 1;
const HAS_TRADES = 2;
const HAS_TAKER = 4;

/** Times, prices and volume: each open against the last close, high and low against the body. */
export function encodeCandles(columns: CandleColumns): Buffer {
  const { length, openAt, open, high, low, close } = columns;
  const stepMs = timeframeMs(columns.timeframe);
  const writer = new ColumnWriter();
  for (const head of [length, columns.priceDecimals, columns.volumeDecimals]) writer.unsigned(head);
  writer.unsigned(length === 0 ? 0 : (openAt[0] as number) / stepMs);
  const change = (value: (index: number) => number) => Float64Array.from({ length }, (_, index) => value(index));
  const at = (column: Float64Array, index: number) => column[index] as number;
  writer.column(change((index) => (index === 0 ? 0 : (at(openAt, index) - at(openAt, index - 1)) / stepMs - 1)));
  writer.column(change((index) => at(open, index) - (index === 0 ? 0 : at(close, index - 1))));
  writer.column(change((index) => at(close, index) - at(open, index)));
  writer.amounts(change((index) => at(high, index) - Math.max(at(open, index), at(close, index))));
  writer.amounts(change((index) => Math.min(at(open, index), at(close, index)) - at(low, index)));
  writer.amounts(columns.volume);
  return writer.finish();
}

/** The optional columns; null when there is none. */
export function encodeExtra({ quoteVolume, trades, takerVolume, quoteDecimals }: CandleColumns): Buffer | null {
  const flags =
    (quoteVolume === undefined ? 0 : HAS_QUOTE) |
    (trades === undefined ? 0 : HAS_TRADES) |
    (takerVolume === undefined ? 0 : HAS_TAKER);
  if (flags === 0) return null;
  const writer = new ColumnWriter();
  writer.unsigned(flags);
  writer.unsigned(quoteDecimals);
  if (quoteVolume !== undefined) writer.column(quoteVolume);
  if (trades !== undefined) writer.column(trades);
  if (takerVolume !== undefined) writer.column(takerVolume);
  return writer.finish();
}

export function decodeCandles(timeframe: Timeframe, bytes: Uint8Array): CandleColumns {
  const reader = new ColumnReader(bytes);
  const length = reader.unsigned();
  const priceDecimals = reader.unsigned();
  const volumeDecimals = reader.unsigned();
  const stepMs = timeframeMs(timeframe);
  let time = reader.unsigned() * stepMs;
  const openAt = reader.numbers(new Float64Array(length));
  for (let index = 0; index < length; index += 1) {
    time += index === 0 ? 0 : ((openAt[index] as number) + 1) * stepMs;
    openAt[index] = time;
  }
  const open = reader.numbers(new Float64Array(length));
  const close = reader.numbers(new Float64Array(length));
  const high = reader.amounts(new Float64Array(length)) as Float64Array;
  const low = reader.amounts(new Float64Array(length)) as Float64Array;
  let last = 0;
  for (let index = 0; index < length; index += 1) {
    const opened = last + (open[index] as number);
    last = opened + (close[index] as number);
    open[index] = opened;
    close[index] = last;
    high[index] = (high[index] as number) + (opened > last ? opened : last);
    low[index] = (opened < last ? opened : last) - (low[index] as number);
  }
  const volume = reader.amounts(new Float64Array(length));
  const columns = { openAt, open, high, low, close, volume };
  return { timeframe, length, priceDecimals, volumeDecimals, quoteDecimals: 0, ...columns };
}

export function withExtra(columns: CandleColumns, bytes: Uint8Array): CandleColumns {
  const { length } = columns;
  const reader = new ColumnReader(bytes);
  const flags = reader.unsigned();
  const quoteDecimals = reader.unsigned();
  const column = (flag: number): IntegerColumn | undefined =>
    (flags & flag) === 0 ? undefined : reader.column(new Float64Array(length));
  const quoteVolume = column(HAS_QUOTE);
  const trades = column(HAS_TRADES) as Float64Array | undefined; // Counts are doubles when written.
  const takerVolume = column(HAS_TAKER);
  return {
    ...columns,
    quoteDecimals,
    ...(quoteVolume === undefined ? {} : { quoteVolume }),
    ...(trades === undefined ? {} : { trades }),
    ...(takerVolume === undefined ? {} : { takerVolume }),
  };
}

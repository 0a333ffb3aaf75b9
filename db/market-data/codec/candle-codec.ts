import type { CandleColumns } from "../../../server/domain/markets/candle-columns.ts";
import {
  type IntegerColumn,
  refined,
  refinedPrices,
  toWide,
} from "../../../server/domain/markets/columns/integer-column.ts";
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
  const column = () => new Float64Array(length);
  const [skipped, opened, moved, above, below] = [column(), column(), column(), column(), column()];
  let lastAt = (openAt[0] ?? 0) - stepMs;
  let last = 0;
  for (let index = 0; index < length; index += 1) {
    const [from, until] = [open[index] as number, close[index] as number];
    skipped[index] = ((openAt[index] as number) - lastAt) / stepMs - 1;
    opened[index] = from - last;
    moved[index] = until - from;
    above[index] = (high[index] as number) - (from > until ? from : until);
    below[index] = (from < until ? from : until) - (low[index] as number);
    lastAt = openAt[index] as number;
    last = until;
  }
  writer.column(skipped);
  writer.column(opened);
  writer.column(moved);
  writer.amounts(above);
  writer.amounts(below);
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

/** Chunks that follow each other in time as one, read into columns of the whole length at once. */
export function decodeCandles(timeframe: Timeframe, parts: readonly Uint8Array[]): CandleColumns {
  const heads = parts.map((bytes) => readHead(new ColumnReader(bytes)));
  const length = heads.reduce((sum, head) => sum + head.length, 0);
  const priceDecimals = Math.max(0, ...heads.map((head) => head.priceDecimals));
  const volumeDecimals = Math.max(0, ...heads.map((head) => head.volumeDecimals));
  const column = () => new Float64Array(length);
  const [openAt, open, high, low, close, narrow] = [column(), column(), column(), column(), column(), column()];
  const volumes: IntegerColumn[] = [];
  let from = 0;
  for (const { reader, firstIndex, ...head } of heads) {
    const until = from + head.length;
    readTimes(reader, openAt.subarray(from, until), firstIndex, timeframeMs(timeframe));
    const prices = [open, close, high, low].map((values) => values.subarray(from, until));
    readPrices(reader, prices as [Float64Array, Float64Array, Float64Array, Float64Array]);
    for (const values of prices) refineInPlace(values, refinedPrices(values, priceDecimals - head.priceDecimals));
    const values = narrow.subarray(from, until);
    const volume = refined(reader.amounts(values), volumeDecimals - head.volumeDecimals);
    if (volume instanceof Float64Array) refineInPlace(values, volume);
    volumes.push(volume);
    from = until;
  }
  const volume = volumes.every((part) => part instanceof Float64Array) ? narrow : joinedWide(volumes, length);
  const columns = { openAt, open, high, low, close, volume };
  return { timeframe, length, priceDecimals, volumeDecimals, quoteDecimals: 0, ...columns };
}

function readHead(reader: ColumnReader) {
  const [length, priceDecimals, volumeDecimals] = [reader.unsigned(), reader.unsigned(), reader.unsigned()];
  return { reader, length, priceDecimals, volumeDecimals, firstIndex: reader.unsigned() };
}

function readTimes(reader: ColumnReader, openAt: Float64Array, firstIndex: number, stepMs: number): void {
  const skipped = reader.numbers(openAt);
  let time = (firstIndex - 1) * stepMs;
  for (let index = 0; index < skipped.length; index += 1) {
    time += ((skipped[index] as number) + 1) * stepMs;
    openAt[index] = time;
  }
}

function readPrices(
  reader: ColumnReader,
  prices: readonly [Float64Array, Float64Array, Float64Array, Float64Array],
): void {
  const [open, close, high, low] = prices;
  reader.numbers(open);
  reader.numbers(close);
  reader.amounts(high);
  reader.amounts(low);
  let last = 0;
  for (let index = 0; index < open.length; index += 1) {
    const opened = last + (open[index] as number);
    last = opened + (close[index] as number);
    open[index] = opened;
    close[index] = last;
    high[index] = (high[index] as number) + (opened > last ? opened : last);
    low[index] = (opened < last ? opened : last) - (low[index] as number);
  }
}

function refineInPlace(column: Float64Array, fine: Float64Array): void {
  if (fine !== column) column.set(fine);
}

function joinedWide(parts: readonly IntegerColumn[], length: number): BigInt64Array {
  const joined = new BigInt64Array(length);
  let offset = 0;
  for (const part of parts) {
    joined.set(toWide(part), offset);
    offset += part.length;
  }
  return joined;
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

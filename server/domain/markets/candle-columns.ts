import { formatScaledShort } from "../money/decimal.ts";
import { type Timeframe, timeframeMs } from "../time/timeframe.ts";
import type { Timestamp } from "../time/timestamp.ts";
import { type IntegerColumn, integerAt, refined, refinedPrices, toWide, UNKNOWN } from "./columns/integer-column.ts";

/**
 * Closed candles in columns, ascending by open time without repetition, each open time a multiple of the timeframe.
 * Prices are integer counts of `10^-priceDecimals`, base volumes of `10^-volumeDecimals`, quote volumes of
 * `10^-quoteDecimals`. An optional column is absent when no row has it; a single row without a value holds -1.
 */
export type CandleColumns = {
  readonly timeframe: Timeframe;
  readonly length: number;
  readonly priceDecimals: number;
  readonly volumeDecimals: number;
  readonly quoteDecimals: number;
  /** UTC milliseconds; the candle covers `[openAt, openAt + timeframe)`. */
  readonly openAt: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: IntegerColumn;
  readonly quoteVolume?: IntegerColumn;
  /** Number of trades. */
  readonly trades?: Float64Array;
  /** Base volume bought by takers, counts of `10^-volumeDecimals`. */
  readonly takerVolume?: IntegerColumn;
};

/** One candle in exact decimal texts; null where it has no such value. */
export type CandleText = {
  readonly openAt: Timestamp;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
  readonly quoteVolume: string | null;
  readonly trades: number | null;
  readonly takerVolume: string | null;
};

const NONE = new Float64Array(0);

export function emptyCandles(timeframe: Timeframe): CandleColumns {
  const decimals = { priceDecimals: 0, volumeDecimals: 0, quoteDecimals: 0 };
  return {
    timeframe,
    length: 0,
    ...decimals,
    openAt: NONE,
    open: NONE,
    high: NONE,
    low: NONE,
    close: NONE,
    volume: NONE,
  };
}

export function candleTextAt(columns: CandleColumns, index: number): CandleText {
  const price = (column: Float64Array) => formatScaledShort(column[index] as number, columns.priceDecimals);
  const optional = (column: IntegerColumn | undefined, decimals: number) => {
    const value = column === undefined ? UNKNOWN : integerAt(column, index);
    return value === UNKNOWN ? null : formatScaledShort(value, decimals);
  };
  const trades = columns.trades?.[index] ?? UNKNOWN;
  return {
    openAt: columns.openAt[index] as number,
    open: price(columns.open),
    high: price(columns.high),
    low: price(columns.low),
    close: price(columns.close),
    volume: formatScaledShort(integerAt(columns.volume, index), columns.volumeDecimals),
    quoteVolume: optional(columns.quoteVolume, columns.quoteDecimals),
    trades: trades === UNKNOWN ? null : trades,
    takerVolume: optional(columns.takerVolume, columns.volumeDecimals),
  };
}

/** The index of the first time at or after `at` in an ascending column; its length when there is none. */
export function firstIndexFrom(times: Float64Array, at: Timestamp): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows `[start, end)` as views on the same memory. */
export function sliceCandles(columns: CandleColumns, start: number, end: number): CandleColumns {
  const { quoteVolume, trades, takerVolume } = columns;
  const openAt = columns.openAt.subarray(start, end);
  return {
    ...columns,
    length: openAt.length,
    openAt,
    open: columns.open.subarray(start, end),
    high: columns.high.subarray(start, end),
    low: columns.low.subarray(start, end),
    close: columns.close.subarray(start, end),
    volume: columns.volume.subarray(start, end),
    ...(quoteVolume === undefined ? {} : { quoteVolume: quoteVolume.subarray(start, end) }),
    ...(trades === undefined ? {} : { trades: trades.subarray(start, end) }),
    ...(takerVolume === undefined ? {} : { takerVolume: takerVolume.subarray(start, end) }),
  };
}

/** The candles that open in `[from, to)`. */
export function candlesBetween(columns: CandleColumns, from: Timestamp, to: Timestamp): CandleColumns {
  return sliceCandles(columns, firstIndexFrom(columns.openAt, from), firstIndexFrom(columns.openAt, to));
}

/** The same candles with at least as many decimals as asked for. */
function refineCandles(
  columns: CandleColumns,
  to: Pick<CandleColumns, "priceDecimals" | "volumeDecimals" | "quoteDecimals">,
): CandleColumns {
  const price = Math.max(0, to.priceDecimals - columns.priceDecimals);
  const volume = Math.max(0, to.volumeDecimals - columns.volumeDecimals);
  const quote = Math.max(0, to.quoteDecimals - columns.quoteDecimals);
  if (price + volume + quote === 0) return columns;
  const { quoteVolume, takerVolume } = columns;
  return {
    ...columns,
    priceDecimals: columns.priceDecimals + price,
    volumeDecimals: columns.volumeDecimals + volume,
    quoteDecimals: columns.quoteDecimals + quote,
    open: refinedPrices(columns.open, price),
    high: refinedPrices(columns.high, price),
    low: refinedPrices(columns.low, price),
    close: refinedPrices(columns.close, price),
    volume: refined(columns.volume, volume),
    ...(quoteVolume === undefined ? {} : { quoteVolume: refined(quoteVolume, quote) }),
    ...(takerVolume === undefined ? {} : { takerVolume: refined(takerVolume, volume) }),
  };
}

/** Candles of one timeframe one after the other; the parts must follow each other in time. */
export function joinCandles(timeframe: Timeframe, parts: readonly CandleColumns[]): CandleColumns {
  const filled = parts.filter((part) => part.length > 0);
  const [first] = filled;
  if (first === undefined) return emptyCandles(timeframe);
  if (filled.length === 1) return first;
  const most = (decimals: (part: CandleColumns) => number) => Math.max(...filled.map(decimals));
  const decimals = {
    priceDecimals: most((part) => part.priceDecimals),
    volumeDecimals: most((part) => part.volumeDecimals),
    quoteDecimals: most((part) => part.quoteDecimals),
  };
  const fine = filled.map((part) => refineCandles(part, decimals));
  const length = fine.reduce((sum, part) => sum + part.length, 0);
  const join = (column: (part: CandleColumns) => IntegerColumn | undefined) => joinColumns(fine, length, column);
  const numbers = (column: (part: CandleColumns) => Float64Array | undefined) => join(column) as Float64Array; // Doubles joined are doubles.
  const has = (column: "quoteVolume" | "trades" | "takerVolume") => fine.some((part) => part[column] !== undefined);
  return {
    timeframe,
    length,
    ...decimals,
    openAt: numbers((part) => part.openAt),
    open: numbers((part) => part.open),
    high: numbers((part) => part.high),
    low: numbers((part) => part.low),
    close: numbers((part) => part.close),
    volume: join((part) => part.volume),
    ...(has("quoteVolume") ? { quoteVolume: join((part) => part.quoteVolume) } : {}),
    ...(has("trades") ? { trades: numbers((part) => part.trades) } : {}),
    ...(has("takerVolume") ? { takerVolume: join((part) => part.takerVolume) } : {}),
  };
}

function joinColumns(
  parts: readonly CandleColumns[],
  length: number,
  column: (part: CandleColumns) => IntegerColumn | undefined,
): IntegerColumn {
  const isWide = parts.some((part) => column(part) instanceof BigInt64Array);
  const joined = isWide ? new BigInt64Array(length) : new Float64Array(length);
  let offset = 0;
  for (const part of parts) {
    const values = column(part);
    const end = offset + part.length;
    if (joined instanceof BigInt64Array) {
      if (values === undefined) joined.fill(BigInt(UNKNOWN), offset, end);
      else joined.set(toWide(values), offset);
    } else if (values === undefined) joined.fill(UNKNOWN, offset, end);
    else joined.set(values as Float64Array, offset); // Not wide: every part is doubles.
    offset = end;
  }
  return joined;
}

/** What breaks the promises of {@link CandleColumns}, in words; null when nothing does. */
export function candlesProblem(columns: CandleColumns): string | null {
  const stepMs = timeframeMs(columns.timeframe);
  let previous = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < columns.length; index += 1) {
    const openAt = columns.openAt[index] as number;
    const where = `Candle ${index} opening at ${openAt}`;
    if (openAt % stepMs !== 0) return `${where} does not start on the ${columns.timeframe} grid`;
    if (!(openAt > previous)) return `${where} does not come after the candle at ${previous}`;
    previous = openAt;
    const open = columns.open[index] as number;
    const high = columns.high[index] as number;
    const low = columns.low[index] as number;
    const close = columns.close[index] as number;
    if (!(low > 0 && low <= open && low <= close && high >= open && high >= close && high <= Number.MAX_SAFE_INTEGER))
      return `${where} is inconsistent: open ${open}, high ${high}, low ${low}, close ${close}`;
    if (!((columns.volume[index] as number | bigint) >= 0)) return `${where} has the volume ${columns.volume[index]}`;
  }
  return null;
}

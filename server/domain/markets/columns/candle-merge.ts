import { type CandleColumns, type CandleText, candleTextAt, joinCandles } from "../candle-columns.ts";
import type { IntegerColumn } from "./integer-column.ts";

/** A given candle that differs from the stored one of the same time. */
export type CandleConflict = { readonly openAt: number; readonly stored: CandleText; readonly given: CandleText };

export type CandleMerge = {
  /** `stored` itself when nothing changes. */
  readonly merged: CandleColumns;
  readonly added: number;
  readonly unchanged: number;
  /** Stored candles that gained a quote volume, trade count or taker volume. */
  readonly completed: number;
  readonly conflicts: readonly CandleConflict[];
};

type Optional = "quoteVolume" | "trades" | "takerVolume";
const OPTIONAL: readonly Optional[] = ["quoteVolume", "trades", "takerVolume"];

/**
 * Brings candles of one timeframe together. Where both have a candle and they differ, the stored one stays, or with
 * `replacesStored` the given one takes its place; the conflicts tell of it either way.
 */
export function mergeCandles(
  stored: CandleColumns,
  given: CandleColumns,
  { replacesStored = false }: { readonly replacesStored?: boolean } = {},
): CandleMerge {
  const both = joinCandles(given.timeframe, [stored, given]);
  const lastAt = stored.openAt.at(-1) ?? Number.NEGATIVE_INFINITY;
  if (given.length > 0 && lastAt < (given.openAt[0] as number))
    return { merged: both, added: given.length, unchanged: 0, completed: 0, conflicts: [] };
  const picked = new Int32Array(both.length);
  const completions: { readonly at: number; readonly from: number }[] = [];
  const conflicts: CandleConflict[] = [];
  let length = 0;
  let unchanged = 0;
  let left = 0;
  let right = stored.length;
  while (left < stored.length || right < both.length) {
    const storedAt = left < stored.length ? (both.openAt[left] as number) : Number.POSITIVE_INFINITY;
    const givenAt = right < both.length ? (both.openAt[right] as number) : Number.POSITIVE_INFINITY;
    if (storedAt < givenAt) picked[length] = left++;
    else if (givenAt < storedAt) picked[length] = right++;
    else {
      picked[length] = left;
      if (isConflict(both, left, right)) {
        conflicts.push({ openAt: givenAt, stored: candleTextAt(both, left), given: candleTextAt(both, right) });
        if (replacesStored) picked[length] = right;
      } else if (knowsMore(both, left, right)) completions.push({ at: length, from: right });
      else unchanged += 1;
      left += 1;
      right += 1;
    }
    length += 1;
  }
  const added = length - stored.length;
  const isChanged = added + completions.length > 0 || (replacesStored && conflicts.length > 0);
  const merged = isChanged ? complete(gather(both, picked.subarray(0, length)), both, completions) : stored;
  return { merged, added, unchanged, completed: completions.length, conflicts };
}

function isConflict(columns: CandleColumns, a: number, b: number): boolean {
  const { open, high, low, close, volume } = columns;
  if (open[a] !== open[b] || high[a] !== high[b] || low[a] !== low[b] || close[a] !== close[b]) return true;
  if (volume[a] !== volume[b]) return true;
  return OPTIONAL.some((name) => {
    const column = columns[name];
    return column !== undefined && column[a] !== column[b] && isKnown(column, a) && isKnown(column, b);
  });
}

const isKnown = (column: IntegerColumn, index: number) => (column[index] as number | bigint) >= 0;

const knowsMore = (columns: CandleColumns, a: number, b: number) =>
  OPTIONAL.some((name) => {
    const column = columns[name];
    return column !== undefined && !isKnown(column, a) && isKnown(column, b);
  });

/** The rows of the given indices, in their order. */
function gather(columns: CandleColumns, rows: Int32Array): CandleColumns {
  const { quoteVolume, trades, takerVolume } = columns;
  const numbers = (column: Float64Array) => Float64Array.from(rows, (row) => column[row] as number);
  const integers = (column: IntegerColumn) =>
    column instanceof Float64Array
      ? numbers(column)
      : BigInt64Array.from({ length: rows.length }, (_, index) => column[rows[index] as number] as bigint);
  return {
    ...columns,
    length: rows.length,
    openAt: numbers(columns.openAt),
    open: numbers(columns.open),
    high: numbers(columns.high),
    low: numbers(columns.low),
    close: numbers(columns.close),
    volume: integers(columns.volume),
    ...(quoteVolume === undefined ? {} : { quoteVolume: integers(quoteVolume) }),
    ...(trades === undefined ? {} : { trades: numbers(trades) }),
    ...(takerVolume === undefined ? {} : { takerVolume: integers(takerVolume) }),
  };
}

/** Fills what the picked rows do not know with what the other one of the pair does. */
function complete(
  merged: CandleColumns,
  both: CandleColumns,
  completions: readonly { readonly at: number; readonly from: number }[],
): CandleColumns {
  for (const name of OPTIONAL) {
    const column = merged[name];
    const source = both[name];
    if (column === undefined || source === undefined) continue;
    for (const { at, from } of completions)
      if (!isKnown(column, at) && isKnown(source, from)) column[at] = source[from] as never; // The same kind of column.
  }
  return merged;
}

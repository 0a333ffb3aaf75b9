import type { Timestamp } from "../../time/timestamp.ts";

/**
 * Normalised changes of an order book, ascending by time and as received within a millisecond. Levels of change `i` are
 * `levelsUntil[i - 1] … levelsUntil[i]`, the bids first, `bidCount[i]` of them.
 */
export type BookColumns = {
  readonly length: number;
  /** Prices are integer counts of `10^-priceDecimals`, quantities of `10^-quantityDecimals`; 0 removes the level. */
  readonly priceDecimals: number;
  readonly quantityDecimals: number;
  /** UTC milliseconds. */
  readonly at: Float64Array;
  /** The venue's number of the change, which with the time tells two apart; 0 where it gives none. */
  readonly updateId: Float64Array;
  readonly isSnapshot: Uint8Array;
  readonly bidCount: Uint32Array;
  readonly levelsUntil: Uint32Array;
  readonly price: Float64Array;
  readonly quantity: Float64Array;
};

/** One change: flat `[price, quantity, …]` per side in the units of the columns. */
export type BookChange = {
  readonly at: Timestamp;
  readonly updateId: number;
  readonly isSnapshot: boolean;
  readonly bids: readonly number[];
  readonly asks: readonly number[];
};

export function bookColumns(
  { priceDecimals, quantityDecimals }: { readonly priceDecimals: number; readonly quantityDecimals: number },
  changes: readonly BookChange[],
): BookColumns {
  const levelsUntil = new Uint32Array(changes.length);
  let levels = 0;
  for (const [index, { bids, asks }] of changes.entries()) {
    levels += (bids.length + asks.length) / 2;
    levelsUntil[index] = levels;
  }
  const price = new Float64Array(levels);
  const quantity = new Float64Array(levels);
  let level = 0;
  for (const { bids, asks } of changes)
    for (const side of [bids, asks])
      for (let index = 0; index < side.length; index += 2) {
        price[level] = side[index] as number;
        quantity[level] = side[index + 1] as number;
        level += 1;
      }
  return {
    length: changes.length,
    priceDecimals,
    quantityDecimals,
    at: Float64Array.from(changes, ({ at }) => at),
    updateId: Float64Array.from(changes, ({ updateId }) => updateId),
    isSnapshot: Uint8Array.from(changes, ({ isSnapshot }) => (isSnapshot ? 1 : 0)),
    bidCount: Uint32Array.from(changes, ({ bids }) => bids.length / 2),
    levelsUntil,
    price,
    quantity,
  };
}

export function bookChangeAt(columns: BookColumns, index: number): BookChange {
  const from = index === 0 ? 0 : (columns.levelsUntil[index - 1] as number);
  const middle = from + (columns.bidCount[index] as number);
  const side = (start: number, end: number) => {
    const flat: number[] = [];
    for (let level = start; level < end; level += 1)
      flat.push(columns.price[level] as number, columns.quantity[level] as number);
    return flat;
  };
  return {
    at: columns.at[index] as number,
    updateId: columns.updateId[index] as number,
    isSnapshot: columns.isSnapshot[index] === 1,
    bids: side(from, middle),
    asks: side(middle, columns.levelsUntil[index] as number),
  };
}

import { fromBigInt, type Integer } from "../../money/integer.ts";
import { POWERS_OF_TEN } from "./decimal-text.ts";

/** Integers that a double holds exactly, or 64-bit integers where one of them does not fit. */
export type IntegerColumn = Float64Array | BigInt64Array;

/** Stands where a row has no value in an optional column; amounts are never negative. */
export const UNKNOWN = -1;

export const WIDEST = 2n ** 63n - 1n;

export function integerAt(column: IntegerColumn, index: number): Integer {
  const value = column[index] as number | bigint;
  return typeof value === "bigint" ? fromBigInt(value) : value;
}

export function toWide(column: IntegerColumn): BigInt64Array {
  return column instanceof BigInt64Array ? column : BigInt64Array.from(column, BigInt);
}

/** A 64-bit integer; throws where the amount is beyond it. */
export function requireWide(value: bigint, what: string): bigint {
  if (value > WIDEST || value < -WIDEST) throw new RangeError(`${what} ${value} is beyond 64 bits`);
  return value;
}

/** A 64-bit column as doubles when every value is safe, else itself. */
export function narrowed(column: BigInt64Array): IntegerColumn {
  const widest = BigInt(Number.MAX_SAFE_INTEGER);
  for (const value of column) if (value > widest || value < -widest) return column;
  return Float64Array.from(column, Number);
}

/** The same amounts counted in units `10^places` times smaller; unknown values stay unknown. */
export function refined(column: IntegerColumn, places: number): IntegerColumn {
  if (places === 0) return column;
  if (column instanceof Float64Array && places < POWERS_OF_TEN.length) {
    const factor = POWERS_OF_TEN[places] as number;
    const fine = new Float64Array(column.length);
    let largest = 0;
    for (let index = 0; index < column.length; index += 1) {
      const value = column[index] as number;
      const product = value === UNKNOWN ? UNKNOWN : value * factor;
      fine[index] = product;
      if (product > largest) largest = product;
    }
    if (largest <= Number.MAX_SAFE_INTEGER) return fine;
  }
  const factor = 10n ** BigInt(places);
  return toWide(column).map((value) => (value === BigInt(UNKNOWN) ? value : requireWide(value * factor, "The amount")));
}

/** {@link refined} for a column that has to stay in doubles: prices. */
export function refinedPrices(column: Float64Array, places: number): Float64Array {
  const fine = refined(column, places);
  if (fine instanceof Float64Array) return fine;
  throw new RangeError(
    `Prices with ${places} more decimals do not fit 2^53. Store the two precisions under different sources.`,
  );
}

import { type DecimalSlot, POWERS_OF_TEN } from "./decimal-text.ts";
import { type IntegerColumn, requireWide, UNKNOWN } from "./integer-column.ts";

const INITIAL_ROWS = 1_024;

/** Decimals as they come, each with its own places, until all are known and get the same. */
export class DecimalColumn {
  #mantissas = new Float64Array(0);
  #places = new Uint8Array(0);
  readonly #wide = new Map<number, bigint>();
  #length = 0;
  /** The most decimals of any value. */
  decimals = 0;
  /** Whether any value is known. */
  isUsed = false;

  push({ mantissa, decimals, wide }: DecimalSlot): void {
    if (!this.isUsed) this.#begin();
    if (this.#length === this.#mantissas.length) this.#grow();
    this.#mantissas[this.#length] = mantissa;
    this.#places[this.#length] = decimals;
    if (wide !== null) this.#wide.set(this.#length, wide);
    if (decimals > this.decimals) this.decimals = decimals;
    this.#length += 1;
  }

  /** Makes up for the unknown values before the first known one. */
  #begin(): void {
    this.isUsed = true;
    const rows = Math.max(INITIAL_ROWS, 2 * this.#length);
    this.#mantissas = new Float64Array(rows).fill(UNKNOWN, 0, this.#length);
    this.#places = new Uint8Array(rows);
  }

  pushUnknown(): void {
    if (!this.isUsed) {
      this.#length += 1; // A column nobody fills takes no memory.
      return;
    }
    if (this.#length === this.#mantissas.length) this.#grow();
    this.#mantissas[this.#length] = UNKNOWN;
    this.#places[this.#length] = 0;
    this.#length += 1;
  }

  #grow(): void {
    const mantissas = new Float64Array(this.#mantissas.length * 2);
    const places = new Uint8Array(mantissas.length);
    mantissas.set(this.#mantissas);
    places.set(this.#places);
    this.#mantissas = mantissas;
    this.#places = places;
  }

  /** All values as counts of `10^-decimals`, in the order of `rows` (of pushing, when null). */
  integers(decimals: number, rows: Int32Array | null): IntegerColumn {
    return this.#narrow(decimals, rows) ?? this.#wideIntegers(decimals, rows, rows?.length ?? this.#length);
  }

  /** The values as doubles; null when one does not fit. */
  #narrow(decimals: number, rows: Int32Array | null): Float64Array | null {
    const length = rows === null ? this.#length : rows.length;
    const column = new Float64Array(length);
    let isWide = this.#wide.size > 0 || decimals >= POWERS_OF_TEN.length;
    for (let index = 0; index < length && !isWide; index += 1) {
      const row = rows === null ? index : (rows[index] as number);
      const mantissa = this.#mantissas[row] as number;
      const value = mantissa * (POWERS_OF_TEN[decimals - (this.#places[row] as number)] as number);
      column[index] = mantissa === UNKNOWN ? UNKNOWN : value;
      isWide = value > Number.MAX_SAFE_INTEGER;
    }
    return isWide ? null : column;
  }

  #wideIntegers(decimals: number, rows: Int32Array | null, length: number): BigInt64Array {
    const column = new BigInt64Array(length);
    for (let index = 0; index < length; index += 1) {
      const row = rows === null ? index : (rows[index] as number);
      const mantissa = this.#wide.get(row) ?? BigInt(this.#mantissas[row] as number);
      const places = BigInt(decimals - (this.#places[row] as number));
      column[index] = mantissa === BigInt(UNKNOWN) ? mantissa : requireWide(mantissa * 10n ** places, "The amount");
    }
    return column;
  }

  /** {@link integers} for prices, which have to fit 2^53. */
  prices(decimals: number, rows: Int32Array | null): Float64Array {
    const column = this.#narrow(decimals, rows);
    if (column !== null) return column;
    throw new RangeError(
      `Prices with ${decimals} decimals do not fit 2^53. Round the ${decimals}-decimal prices or store them under a source of their own.`,
    );
  }
}

import type { IntegerColumn } from "../../../server/domain/markets/columns/integer-column.ts";

const INITIAL_BYTES = 64 * 1_024;
const LONGEST_VARINT = 10;
/** Zigzag doubles a value, so beyond this a column is written in 64 bits. */
const ZIGZAG_MAX = 2 ** 52;

/** A column that holds one value throughout; 1 to 7 stand for so many bytes a value. */
export const CONSTANT = 0;
export const WIDE = 8;

/**
 * Columns of integers in planes: the lowest bytes of all values, then the second bytes and so on, as many as the largest needs.
 * Bytes of one significance compress well together and are read without a branch. Signed columns are zigzag.
 */
export class ColumnWriter {
  #bytes = Buffer.allocUnsafe(INITIAL_BYTES);
  #length = 0;

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + more));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }

  /** One number of at most 2^53, seven bits a byte. */
  unsigned(value: number): void {
    this.#reserve(LONGEST_VARINT);
    let rest = value;
    while (rest >= 128) {
      this.#bytes[this.#length++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#length++] = rest;
  }

  /** A column of any sign. */
  column(values: IntegerColumn): void {
    if (values instanceof BigInt64Array || !values.every((value) => Math.abs(value) < ZIGZAG_MAX)) this.#wide(values);
    else this.#narrow(values.map((value) => (value < 0 ? -2 * value - 1 : 2 * value)));
  }

  /** A column that is never negative, without the sign. */
  amounts(values: IntegerColumn): void {
    if (values instanceof BigInt64Array) this.#wide(values);
    else this.#narrow(values);
  }

  #narrow(values: Float64Array): void {
    const [first = 0] = values;
    if (values.every((value) => value === first)) {
      this.unsigned(CONSTANT);
      this.unsigned(first);
      return;
    }
    let largest = 0;
    for (const value of values) if (value > largest) largest = value;
    let planes = 1;
    while (largest >= 256 ** planes) planes += 1;
    this.unsigned(planes);
    this.#reserve(planes * values.length);
    for (let plane = 0; plane < planes; plane += 1) {
      const scale = 256 ** plane;
      for (const value of values) this.#bytes[this.#length++] = Math.floor(value / scale) % 256;
    }
  }

  #wide(values: IntegerColumn): void {
    this.unsigned(WIDE);
    this.#reserve(WIDE * values.length);
    for (let plane = 0n; plane < WIDE; plane += 1n)
      for (const value of values) this.#bytes[this.#length++] = Number((BigInt(value) >> (8n * plane)) & 255n);
  }

  text(value: string): void {
    const bytes = Buffer.from(value, "utf8");
    this.unsigned(bytes.length);
    this.#reserve(bytes.length);
    bytes.copy(this.#bytes, this.#length);
    this.#length += bytes.length;
  }

  finish(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }
}

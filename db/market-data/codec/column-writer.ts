import type { IntegerColumn } from "../../../server/domain/markets/columns/integer-column.ts";

const INITIAL_BYTES = 64 * 1_024;
const LONGEST_VARINT = 10;
/** Zigzag doubles a value, so beyond this a column is written through bigint. */
const ZIGZAG_MAX = 2 ** 52;

export const NARROW = 0;
export const WIDE = 1;

/** Columns as variable-length integers, seven bits a byte, lowest first; signed ones zigzag. */
export class ColumnWriter {
  #bytes = Buffer.allocUnsafe(INITIAL_BYTES);
  #length = 0;

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + more));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }

  /** A number of at most 2^53. */
  unsigned(value: number): void {
    this.#reserve(LONGEST_VARINT);
    let rest = value;
    while (rest >= 128) {
      this.#bytes[this.#length++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#length++] = rest;
  }

  #wide(value: bigint): void {
    this.#reserve(LONGEST_VARINT);
    let rest = value;
    while (rest >= 128n) {
      this.#bytes[this.#length++] = Number(rest & 127n) | 128;
      rest >>= 7n;
    }
    this.#bytes[this.#length++] = Number(rest);
  }

  column(values: IntegerColumn): void {
    if (values instanceof Float64Array && values.every((value) => Math.abs(value) < ZIGZAG_MAX)) {
      this.unsigned(NARROW);
      for (const value of values) this.unsigned(value < 0 ? -2 * value - 1 : 2 * value);
      return;
    }
    this.unsigned(WIDE);
    for (const value of values) {
      const wide = BigInt(value);
      this.#wide(wide < 0n ? -2n * wide - 1n : 2n * wide);
    }
  }

  /** For a column that is rarely negative but has to stay small: same as {@link column} without the sign. */
  amounts(values: IntegerColumn): void {
    if (values instanceof Float64Array) {
      this.unsigned(NARROW);
      for (const value of values) this.unsigned(value);
      return;
    }
    this.unsigned(WIDE);
    for (const value of values) this.#wide(value);
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

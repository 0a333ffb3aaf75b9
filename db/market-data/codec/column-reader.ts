import { type IntegerColumn, narrowed } from "../../../server/domain/markets/columns/integer-column.ts";
import { CONSTANT, WIDE } from "./column-writer.ts";

/** Reads what a `ColumnWriter` wrote. Throws a RangeError when the bytes end too early or make no sense. */
export class ColumnReader {
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Where the next `length` bytes are; passes over them. */
  #take(length: number): number {
    const offset = this.#offset;
    if (offset + length > this.#bytes.length) throw new RangeError(`The columns end after ${this.#bytes.length} bytes`);
    this.#offset = offset + length;
    return offset;
  }

  unsigned(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#bytes[this.#take(1)] as number;
      if (byte < 128) return value + byte * scale;
      value += (byte - 128) * scale;
    }
  }

  /** A signed column; doubles are read into `into`, a wide one comes as its own array. */
  column(into: Float64Array): IntegerColumn {
    const planes = this.#planes();
    if (planes === WIDE) return this.#wide(into.length);
    if (planes === 1) this.#zigzag1(into);
    else if (planes === 2) this.#zigzag2(into);
    else if (planes === 3) this.#zigzag3(into);
    else {
      this.#narrow(into, planes);
      for (let index = 0; index < into.length; index += 1) {
        const value = into[index] as number;
        const half = Math.floor(value / 2);
        into[index] = value === 2 * half ? half : -half - 1;
      }
    }
    return into;
  }

  /** A column without signs; doubles are read into `into`, a wide one comes as its own array. */
  amounts(into: Float64Array): IntegerColumn {
    const planes = this.#planes();
    if (planes === WIDE) return this.#wide(into.length);
    this.#narrow(into, planes);
    return into;
  }

  #planes(): number {
    const planes = this.unsigned();
    if (planes > WIDE) throw new RangeError(`A column of ${planes} bytes a value makes no sense`);
    return planes;
  }

  #zigzag1(into: Float64Array): void {
    const bytes = this.#bytes;
    const low = this.#take(into.length);
    for (let index = 0; index < into.length; index += 1) {
      const value = bytes[low + index] as number;
      into[index] = (value >>> 1) ^ -(value & 1);
    }
  }

  #zigzag2(into: Float64Array): void {
    const bytes = this.#bytes;
    const low = this.#take(2 * into.length);
    const high = low + into.length;
    for (let index = 0; index < into.length; index += 1) {
      const value = (bytes[low + index] as number) | ((bytes[high + index] as number) << 8);
      into[index] = (value >>> 1) ^ -(value & 1);
    }
  }

  #zigzag3(into: Float64Array): void {
    const bytes = this.#bytes;
    const first = this.#take(3 * into.length);
    const second = first + into.length;
    const third = second + into.length;
    for (let index = 0; index < into.length; index += 1) {
      const low = (bytes[first + index] as number) | ((bytes[second + index] as number) << 8);
      const value = low | ((bytes[third + index] as number) << 16);
      into[index] = (value >>> 1) ^ -(value & 1);
    }
  }

  #narrow(into: Float64Array, planes: number): void {
    const { length } = into;
    const bytes = this.#bytes;
    if (planes === CONSTANT) {
      into.fill(this.unsigned());
      return;
    }
    const first = this.#take(planes * length);
    const second = first + length;
    const third = second + length;
    if (planes === 1) {
      for (let index = 0; index < length; index += 1) into[index] = bytes[first + index] as number;
      return;
    }
    if (planes === 2) {
      for (let index = 0; index < length; index += 1)
        into[index] = (bytes[first + index] as number) | ((bytes[second + index] as number) << 8);
      return;
    }
    for (let index = 0; index < length; index += 1)
      into[index] =
        (bytes[first + index] as number) |
        ((bytes[second + index] as number) << 8) |
        ((bytes[third + index] as number) << 16);
    for (let plane = 3; plane < planes; plane += 1) {
      const scale = 256 ** plane;
      const offset = first + plane * length;
      for (let index = 0; index < length; index += 1)
        into[index] = (into[index] as number) + (bytes[offset + index] as number) * scale;
    }
  }

  #wide(length: number): BigInt64Array {
    const first = this.#take(WIDE * length);
    const column = new BigInt64Array(length);
    const bytes = new Uint8Array(column.buffer);
    for (let plane = 0; plane < WIDE; plane += 1) {
      const offset = first + plane * length;
      for (let index = 0; index < length; index += 1)
        bytes[index * WIDE + plane] = this.#bytes[offset + index] as number; // Little-endian, as every platform Node runs on.
    }
    return column;
  }

  /** {@link column} where every value is known to fit a double. */
  numbers(into: Float64Array): Float64Array {
    const column = this.column(into);
    if (column instanceof Float64Array) return column;
    const plain = narrowed(column);
    if (!(plain instanceof Float64Array)) throw new RangeError("A column of prices holds values beyond 2^53");
    into.set(plain);
    return into;
  }

  text(): string {
    const length = this.unsigned();
    const offset = this.#take(length);
    return Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + offset, length).toString("utf8");
  }
}

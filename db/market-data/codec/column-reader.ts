import { type IntegerColumn, narrowed } from "../../../server/domain/markets/columns/integer-column.ts";
import { WIDE } from "./column-writer.ts";

/** Reads what a `ColumnWriter` wrote. Throws a RangeError when the bytes end too early. */
export class ColumnReader {
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  unsigned(): number {
    const bytes = this.#bytes;
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      if (this.#offset >= bytes.length) throw new RangeError(`The columns end after ${bytes.length} bytes`);
      const byte = bytes[this.#offset++] as number;
      if (byte < 128) return value + byte * scale;
      value += (byte - 128) * scale;
    }
  }

  #wide(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      if (this.#offset >= this.#bytes.length) throw new RangeError(`The columns end after ${this.#offset} bytes`);
      const byte = this.#bytes[this.#offset++] as number;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  #narrow(into: Float64Array): void {
    const bytes = this.#bytes;
    const { length } = into;
    let offset = this.#offset;
    for (let index = 0; index < length; index += 1) {
      let byte = bytes[offset++] as number;
      if (byte < 128) {
        into[index] = byte;
        continue;
      }
      let value = byte & 127;
      byte = bytes[offset++] as number;
      if (byte < 128) {
        into[index] = value | (byte << 7);
        continue;
      }
      value |= (byte & 127) << 7;
      byte = bytes[offset++] as number;
      if (byte < 128) {
        into[index] = value | (byte << 14);
        continue;
      }
      value |= (byte & 127) << 14;
      let scale = 2 ** 21;
      for (byte = bytes[offset++] as number; byte >= 128; byte = bytes[offset++] as number) {
        value += (byte - 128) * scale;
        scale *= 128;
      }
      into[index] = value + byte * scale;
    }
    if (offset > bytes.length) throw new RangeError(`The columns end after ${bytes.length} bytes`);
    this.#offset = offset;
  }

  /** A signed column; doubles are read into `into`, a wide one comes as its own array. */
  column(into: Float64Array): IntegerColumn {
    if (this.unsigned() !== WIDE) {
      this.#narrow(into);
      for (let index = 0; index < into.length; index += 1) {
        const value = into[index] as number;
        const half = Math.floor(value / 2);
        into[index] = value === 2 * half ? half : -half - 1;
      }
      return into;
    }
    const column = new BigInt64Array(into.length);
    for (let index = 0; index < column.length; index += 1) {
      const value = this.#wide();
      column[index] = (value & 1n) === 0n ? value >> 1n : -(value >> 1n) - 1n;
    }
    return column;
  }

  /** A column without signs; doubles are read into `into`, a wide one comes as its own array. */
  amounts(into: Float64Array): IntegerColumn {
    if (this.unsigned() !== WIDE) {
      this.#narrow(into);
      return into;
    }
    const column = new BigInt64Array(into.length);
    for (let index = 0; index < column.length; index += 1) column[index] = this.#wide();
    return column;
  }

  /** {@link column} where every value is known to fit a double. */
  numbers(into: Float64Array): Float64Array {
    const column = this.column(into);
    const plain = column instanceof BigInt64Array ? narrowed(column) : column;
    if (!(plain instanceof Float64Array)) throw new RangeError("A column of prices holds values beyond 2^53");
    if (plain !== into) into.set(plain);
    return into;
  }

  text(): string {
    const length = this.unsigned();
    const end = this.#offset + length;
    if (end > this.#bytes.length) throw new RangeError(`The columns end after ${this.#bytes.length} bytes`);
    const text = Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + this.#offset, length).toString("utf8");
    this.#offset = end;
    return text;
  }
}

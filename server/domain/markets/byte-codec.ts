const INITIAL_BYTES = 4_096;
/** No number takes more: 8 of 7 bits hold 2^53. */
const NUMBER_BYTES = 8;
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Whole numbers in as many bytes as they need: seven bits a byte, the lowest first; texts as UTF-8 after their length. */
export class ByteWriter {
  #bytes = new Uint8Array(INITIAL_BYTES);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  reset(): void {
    this.#length = 0;
  }

  copy(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  byte(value: number): void {
    if (!(value >= 0 && value <= 255)) throw new RangeError(`${value} is no byte`);
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  /** From 0 to 2^53 − 1. */
  unsigned(value: number): void {
    this.#reserve(NUMBER_BYTES);
    if (!(Number.isSafeInteger(value) && value >= 0)) throw new RangeError(`${value} cannot be encoded exactly`);
    this.#rest(value);
  }

  /** `to`, told as the way from `from`; both from 0 to 2^53 − 1. */
  step(to: number, from: number): void {
    this.#reserve(NUMBER_BYTES + 1);
    if (!(Number.isSafeInteger(to) && to >= 0)) throw new RangeError(`${to} cannot be encoded exactly`);
    const way = to < from ? from - to : to - from;
    const sign = to < from ? 64 : 0;
    if (way < 64) {
      this.#bytes[this.#length++] = way | sign;
      return;
    }
    this.#bytes[this.#length++] = (way % 64) | sign | 128;
    this.#rest(Math.floor(way / 64));
  }

  text(value: string): void {
    const encoded = encoder.encode(value);
    this.unsigned(encoded.length);
    this.#reserve(encoded.length);
    this.#bytes.set(encoded, this.#length);
    this.#length += encoded.length;
  }

  #rest(value: number): void {
    let left = value;
    while (left > 0x7fff_ffff) {
      this.#bytes[this.#length++] = (left % 128) | 128;
      left = Math.floor(left / 128);
    }
    while (left > 127) {
      this.#bytes[this.#length++] = (left & 127) | 128;
      left >>>= 7;
    }
    this.#bytes[this.#length++] = left;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

/** Reads what a ByteWriter wrote. Throws a RangeError where the bytes end early or hold no such value. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #place = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#place >= this.#bytes.length;
  }

  byte(): number {
    const value = this.#bytes[this.#place++];
    if (value === undefined) throw new RangeError(`The bytes end early, after ${this.#bytes.length}`);
    return value;
  }

  unsigned(): number {
    const first = this.byte();
    if (first < 128) return first;
    return this.#more(first & 127, 128);
  }

  step(from: number): number {
    const first = this.byte();
    const way = first < 128 ? first & 63 : this.#more(first & 63, 64);
    const to = (first & 64) === 0 ? from + way : from - way;
    if (!(to >= 0 && to <= Number.MAX_SAFE_INTEGER)) throw new RangeError(`${to} is no exact number of an event`);
    return to;
  }

  /** How many of something follow, each at least two bytes long: never more than the bytes can hold. */
  count(): number {
    const count = this.unsigned();
    if (count * 2 > this.#bytes.length - this.#place) throw new RangeError(`${count} levels do not fit the bytes left`);
    return count;
  }

  oneOf<Value>(values: readonly Value[]): Value {
    const index = this.byte();
    const value = values[index];
    if (value === undefined) throw new RangeError(`Number ${index} names none of ${values.length} values`);
    return value;
  }

  text(): string {
    const length = this.unsigned();
    const end = this.#place + length;
    if (end > this.#bytes.length) throw new RangeError(`A text of ${length} bytes does not fit the bytes left`);
    const text = decoder.decode(this.#bytes.subarray(this.#place, end));
    this.#place = end;
    return text;
  }

  #more(low: number, unit: number): number {
    let value = low;
    let scale = unit;
    for (let index = 0; index <= NUMBER_BYTES; index += 1) {
      const next = this.byte();
      value += (next & 127) * scale;
      if (next < 128) {
        if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no exact number of an event`);
        return value;
      }
      scale *= 128;
    }
    throw new RangeError("A number does not end");
  }
}

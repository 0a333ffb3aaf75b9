const INITIAL = 1_024;
/** Half a gigabyte a column: several days of every change of a busy book. */
const NUMBERS_MAX = 2 ** 26;

/** A recording holds more than is set aside for it. */
export class ColumnFull extends Error {
  override readonly name = "ColumnFull";
}

/** A column of numbers that grows as it is filled; eight bytes a number, no object each. */
export class GrowingNumbers {
  #values = new Float64Array(INITIAL);
  #length = 0;
  readonly #numbersMax: number;

  constructor(numbersMax = NUMBERS_MAX) {
    this.#numbersMax = numbersMax;
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) this.#grow(this.#length + 1);
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  pushAll(values: readonly number[]): void {
    if (this.#length + values.length > this.#values.length) this.#grow(this.#length + values.length);
    this.#values.set(values, this.#length);
    this.#length += values.length;
  }

  /** The number at a place below `length`. */
  at(index: number): number {
    return this.#values[index] as number;
  }

  /** A plain array of the numbers in `[from, to)`. */
  slice(from: number, to: number): number[] {
    const values = this.#values;
    const part: number[] = new Array(to - from);
    for (let index = from; index < to; index += 1) part[index - from] = values[index] as number;
    return part;
  }

  /** The first place whose number is at least `least`, in a column that never falls. */
  lowerBound(least: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#values[middle] as number) < least) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #grow(least: number): void {
    if (least > this.#numbersMax) throw new ColumnFull(`more than ${this.#numbersMax} numbers`);
    const values = new Float64Array(Math.min(this.#numbersMax, Math.max(least, this.#values.length * 2)));
    values.set(this.#values);
    this.#values = values;
  }
}

import { invariant } from "../../errors/invariant.ts";
import { Stateful } from "../state.ts";

/**
 * The highest or lowest of the last `length` numbers, and how long ago it last stood. Keeps those that may yet become the extreme,
 * in order (a monotonic queue): each is put in and taken out once, so constant time on average.
 */
export class RollingExtreme extends Stateful {
  readonly #sign: 1 | -1;
  private readonly values: Float64Array;
  private readonly places: Float64Array;
  private head = 0;
  private size = 0;
  private count = 0;

  constructor(which: "highest" | "lowest", length: number) {
    super();
    invariant(Number.isSafeInteger(length) && length >= 1, `A window of ${length} is no whole number from 1`);
    this.#sign = which === "highest" ? 1 : -1;
    this.values = new Float64Array(length);
    this.places = new Float64Array(length);
  }

  push(value: number): void {
    const { values, places } = this;
    const { length } = values;
    const signed = this.#sign * value;
    if (this.size > 0 && (places[this.head] as number) <= this.count - length) {
      this.head = this.head + 1 === length ? 0 : this.head + 1;
      this.size -= 1;
    }
    while (this.size > 0 && (values[(this.head + this.size - 1) % length] as number) <= signed) this.size -= 1;
    const tail = (this.head + this.size) % length;
    values[tail] = signed;
    places[tail] = this.count;
    this.size += 1;
    this.count += 1;
  }

  get isFull(): boolean {
    return this.count >= this.values.length;
  }

  get value(): number {
    return this.#sign * (this.values[this.head] as number);
  }

  /** Numbers that came since the extreme; of equal ones the newest counts. */
  get age(): number {
    return this.count - 1 - (this.places[this.head] as number);
  }
}

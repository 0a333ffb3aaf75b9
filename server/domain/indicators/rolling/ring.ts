import { invariant } from "../../errors/invariant.ts";
import { Stateful } from "../state.ts";

/** The last `length` numbers. */
export class Ring extends Stateful {
  private readonly values: Float64Array;
  private at = 0;
  private filled = 0;

  constructor(length: number) {
    super();
    invariant(Number.isSafeInteger(length) && length >= 1, `A window of ${length} is no whole number from 1`);
    this.values = new Float64Array(length);
  }

  get length(): number {
    return this.values.length;
  }

  get isFull(): boolean {
    return this.filled === this.values.length;
  }

  /** How many numbers came since the ring last began anew: 0 to length - 1. */
  get position(): number {
    return this.at;
  }

  /** The oldest number; 0 until the ring is full. */
  get oldest(): number {
    return this.values[this.at] as number;
  }

  /** The number at a place; in no order of time. */
  valueAt(index: number): number {
    return this.values[index] as number;
  }

  push(value: number): void {
    this.values[this.at] = value;
    this.at = this.at + 1 === this.values.length ? 0 : this.at + 1;
    if (this.filled < this.values.length) this.filled += 1;
  }
}

import { Stateful } from "../state.ts";
import { CompensatedSum } from "./compensated-sum.ts";
import { Ring } from "./ring.ts";

/**
 * Mean and population variance of the last `length` numbers (fewer until they came). Sums are of differences from an origin, a
 * number of the last two windows, so that a small deviation of a large price keeps its digits; they are compensated and summed anew
 * from each full turn of the ring. A window of equal numbers has exactly their mean and no variance.
 */
export class RollingMoments extends Stateful {
  private readonly ring: Ring;
  private readonly sum = new CompensatedSum();
  private readonly squares = new CompensatedSum();
  private readonly nextSum = new CompensatedSum();
  private readonly nextSquares = new CompensatedSum();
  private origin = 0;
  private nextOrigin = 0;
  private count = 0;
  private last = 0;
  private equals = 0;

  constructor(length: number) {
    super();
    this.ring = new Ring(length);
  }

  push(value: number): void {
    if (this.ring.position === 0) this.nextOrigin = value;
    if (this.count === 0) this.origin = value;
    if (this.ring.isFull) {
      const gone = this.ring.oldest - this.origin;
      this.sum.add(-gone);
      this.squares.add(-gone * gone);
    } else this.count += 1;
    const difference = value - this.origin;
    this.sum.add(difference);
    this.squares.add(difference * difference);
    const nextDifference = value - this.nextOrigin;
    this.nextSum.add(nextDifference);
    this.nextSquares.add(nextDifference * nextDifference);
    this.ring.push(value);
    if (this.ring.position === 0) {
      this.origin = this.nextOrigin;
      this.sum.take(this.nextSum);
      this.squares.take(this.nextSquares);
    }
    this.equals = value === this.last ? Math.min(this.equals + 1, this.count) : 1;
    this.last = value;
  }

  get mean(): number {
    return this.#isFlat ? this.last : this.origin + this.sum.value / this.count;
  }

  get variance(): number {
    if (this.#isFlat) return 0;
    const mean = this.sum.value / this.count;
    return Math.max(0, this.squares.value / this.count - mean * mean);
  }

  get #isFlat(): boolean {
    return this.equals >= this.count;
  }
}

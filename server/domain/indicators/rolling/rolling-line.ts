import { Stateful } from "../state.ts";
import { CompensatedSum } from "./compensated-sum.ts";
import { Ring } from "./ring.ts";

/**
 * Sums behind the straight line through the last `length` numbers: plain, and weighted 1 (oldest) to `length` (newest). As in
 * RollingMoments they are of differences from a recent origin, compensated, and summed anew from each full turn of the ring.
 */
export class RollingLine extends Stateful {
  private readonly ring: Ring;
  private readonly sum = new CompensatedSum();
  private readonly weighted = new CompensatedSum();
  private readonly nextSum = new CompensatedSum();
  private readonly nextWeighted = new CompensatedSum();
  private origin = 0;
  private nextOrigin = 0;

  constructor(length: number) {
    super();
    this.ring = new Ring(length);
  }

  push(value: number): void {
    const { ring } = this;
    const place = ring.position + 1;
    if (place === 1) {
      this.nextOrigin = value;
      if (!ring.isFull) this.origin = value;
    }
    const difference = value - this.origin;
    if (ring.isFull) {
      this.weighted.subtract(this.sum);
      this.weighted.add(difference * ring.length);
      this.sum.add(this.origin - ring.oldest);
    } else this.weighted.add(difference * place);
    this.sum.add(difference);
    const nextDifference = value - this.nextOrigin;
    this.nextSum.add(nextDifference);
    this.nextWeighted.add(nextDifference * place);
    ring.push(value);
    if (ring.position === 0) {
      this.origin = this.nextOrigin;
      this.sum.take(this.nextSum);
      this.weighted.take(this.nextWeighted);
    }
  }

  /** Mean weighted 1 to `length`. */
  get weightedMean(): number {
    const { length } = this.ring;
    return this.origin + (2 * this.weighted.value) / (length * (length + 1));
  }

  get mean(): number {
    return this.origin + this.sum.value / this.ring.length;
  }

  /** Rise of the least-squares line from one number to the next; 0 for a single one. */
  get slope(): number {
    const { length } = this.ring;
    if (length === 1) return 0;
    const covariance = this.weighted.value - (this.sum.value * (length + 1)) / 2;
    return (12 * covariance) / (length * (length * length - 1));
  }
}

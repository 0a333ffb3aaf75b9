import { Stateful } from "../state.ts";
import { CompensatedSum } from "./compensated-sum.ts";
import { Ring } from "./ring.ts";

/**
 * The sum of the last `length` numbers. Compensated, and summed anew from each full turn of the ring, which costs one more
 * addition an update: nothing that left the window is felt longer than another window, however long the stream. Without anything
 * but zeros in the window it is exactly 0.
 */
export class RollingSum extends Stateful {
  private readonly ring: Ring;
  private readonly sum = new CompensatedSum();
  private readonly next = new CompensatedSum();
  private nonZeros = 0;

  constructor(length: number) {
    super();
    this.ring = new Ring(length);
  }

  get isFull(): boolean {
    return this.ring.isFull;
  }

  push(value: number): void {
    const { oldest } = this.ring;
    this.ring.push(value);
    if (value !== 0) this.nonZeros += 1;
    if (oldest !== 0) this.nonZeros -= 1;
    this.sum.add(value);
    this.sum.add(-oldest);
    this.next.add(value);
    if (this.ring.position === 0) this.sum.take(this.next);
    if (this.nonZeros === 0) this.sum.clear();
  }

  get value(): number {
    return this.sum.value;
  }
}

import { Stateful } from "../state.ts";

/** A sum that carries its rounding errors along (Neumaier 1974): adding and taking away the same gives back what was. */
export class CompensatedSum extends Stateful {
  private total = 0;
  private lost = 0;

  add(value: number): void {
    const total = this.total + value;
    this.lost += Math.abs(this.total) >= Math.abs(value) ? this.total - total + value : value - total + this.total;
    this.total = total;
  }

  subtract(other: CompensatedSum): void {
    this.add(-other.total);
    this.add(-other.lost);
  }

  /** Takes over what the other holds and empties it. */
  take(other: CompensatedSum): void {
    this.total = other.total;
    this.lost = other.lost;
    other.clear();
  }

  clear(): void {
    this.total = 0;
    this.lost = 0;
  }

  get value(): number {
    return this.total + this.lost;
  }
}

import { Stateful } from "../state.ts";
import { within } from "../within.ts";
import { RollingExtreme } from "./rolling-extreme.ts";

/** The highest high and the lowest low of the last `length` candles, and where a price stands between them. */
export class RangePosition extends Stateful {
  private readonly highs: RollingExtreme;
  private readonly lows: RollingExtreme;

  constructor(length: number) {
    super();
    this.highs = new RollingExtreme("highest", length);
    this.lows = new RollingExtreme("lowest", length);
  }

  push(high: number, low: number): void {
    this.highs.push(high);
    this.lows.push(low);
  }

  get isFull(): boolean {
    return this.highs.isFull;
  }

  get highest(): number {
    return this.highs.value;
  }

  get lowest(): number {
    return this.lows.value;
  }

  get middle(): number {
    return (this.highs.value + this.lows.value) / 2;
  }

  /** 0 at the lowest low, 1 at the highest high, a half when they are no more than `least` apart. */
  of(price: number, least = 0): number {
    const range = this.highs.value - this.lows.value;
    return range > least ? within(0, 1, (price - this.lows.value) / range) : 0.5;
  }
}

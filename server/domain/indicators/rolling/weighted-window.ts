import { Stateful } from "../state.ts";
import { RollingExtreme } from "./rolling-extreme.ts";
import { RollingMoments } from "./rolling-moments.ts";
import { RollingSum } from "./rolling-sum.ts";

/** The mean of the last `length` values weighted by volumes; their plain mean while all volumes are 0. Never beyond the values themselves. */
export class WeightedWindow extends Stateful {
  private readonly products: RollingSum;
  private readonly volumes: RollingSum;
  private readonly values: RollingMoments;
  private readonly highest: RollingExtreme;
  private readonly lowest: RollingExtreme;

  constructor(length: number) {
    super();
    this.products = new RollingSum(length);
    this.volumes = new RollingSum(length);
    this.values = new RollingMoments(length);
    this.highest = new RollingExtreme("highest", length);
    this.lowest = new RollingExtreme("lowest", length);
  }

  push(value: number, volume: number): void {
    this.products.push(value * volume);
    this.volumes.push(volume);
    this.values.push(value);
    this.highest.push(value);
    this.lowest.push(value);
  }

  get mean(): number {
    const volume = this.volumes.value;
    if (volume <= 0) return this.values.mean;
    return Math.min(this.highest.value, Math.max(this.lowest.value, this.products.value / volume));
  }
}

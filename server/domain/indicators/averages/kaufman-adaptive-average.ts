import { defineIndicator, ofCloses, overlayLine, periodParameter } from "../definition.ts";
import { ValueIndicator } from "../indicator.ts";
import { Ring } from "../rolling/ring.ts";
import { RollingSum } from "../rolling/rolling-sum.ts";

/**
 * Kaufman's adaptive moving average. Efficiency = |change over `period`| ÷ sum of the |changes| in it (0 when nothing moved);
 * weight = (efficiency × (2/(fast+1) − 2/(slow+1)) + 2/(slow+1))². Begins at the `period`th value, the first answer is the next
 * one's. Source: Kaufman 1995, Tulip kama (which also shows the seed).
 */
class KaufmanAdaptiveAverage extends ValueIndicator {
  readonly #fastWeight: number;
  readonly #slowWeight: number;
  private readonly window: Ring;
  private readonly moves: RollingSum;
  private last = 0;
  private average = 0;

  constructor(period: number, fast: number, slow: number) {
    super(period + 1, Number.NaN);
    this.#fastWeight = 2 / (fast + 1);
    this.#slowWeight = 2 / (slow + 1);
    this.window = new Ring(period);
    this.moves = new RollingSum(period);
  }

  protected step(value: number): void {
    if (this.count > 1) this.moves.push(Math.abs(value - this.last));
    if (this.isReady) {
      const moved = this.moves.value;
      const efficiency = moved > 0 ? Math.min(1, Math.abs(value - this.window.oldest) / moved) : 0;
      const weight = efficiency * (this.#fastWeight - this.#slowWeight) + this.#slowWeight;
      this.average += weight * weight * (value - this.average);
      this.current = this.average;
    } else this.average = value;
    this.window.push(value);
    this.last = value;
  }
}

export const kaufmanAdaptiveAverage = defineIndicator({
  id: "kama",
  name: "Kaufman's adaptive moving average",
  parameters: { period: periodParameter(10), fast: periodParameter(2), slow: periodParameter(30) },
  inputs: ["close"],
  outputs: [overlayLine("kama")],
  create: ({ period, fast, slow }) => ofCloses(new KaufmanAdaptiveAverage(period, fast, slow)),
});

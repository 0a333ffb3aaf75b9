import { ValueIndicator } from "../indicator.ts";
import { CompensatedSum } from "../rolling/compensated-sum.ts";

/**
 * `value = value + weight × (new − value)`, begun with the mean of the first `period` values. An error made once shrinks by
 * `1 − weight` with each value, so a long stream adds none up.
 */
export abstract class SmoothedAverage extends ValueIndicator {
  readonly #weight: number;
  private readonly seed = new CompensatedSum();

  constructor(period: number, weight: number) {
    super(period, Number.NaN);
    this.#weight = weight;
  }

  protected step(value: number): void {
    if (this.count > this.warmup) {
      this.current += this.#weight * (value - this.current);
      return;
    }
    this.seed.add(value);
    if (this.count === this.warmup) this.current = this.seed.value / this.warmup;
  }
}

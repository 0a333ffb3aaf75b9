import { ValueIndicator } from "../indicator.ts";
import { CompensatedSum } from "../rolling/compensated-sum.ts";

/**
 * `value = value + weight × (new − value)`, begun with the mean of the first `period` values. An error made once shrinks by
 * `1 − weight` with each value, so a long stream adds none up.
 */
export abstract class SmoothedAverage extends ValueIndicator {
  readonly #weight: number;
  private readonly seed = new CompensatedSum();
  private origin = 0;

  constructor(period: number, weight: number) {
    super(period, Number.NaN);
    this.#weight = weight;
  }

  protected step(value: number): void {
    if (this.count > this.warmup) {
      this.current += this.#weight * (value - this.current);
      return;
    }
    // Summed as differences from the first value: a mean of equal values is exactly that value.
    if (this.count === 1) this.origin = value;
    this.seed.add(value - this.origin);
    if (this.count === this.warmup) this.current = this.origin + this.seed.value / this.warmup;
  }
}

import { defineIndicator, periodParameter, separateLine } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle } from "../indicator.ts";
import { RangePosition } from "../rolling/range-position.ts";
import { RollingSum } from "../rolling/rolling-sum.ts";
import { TrueRange } from "./true-range.ts";

/** Choppiness index: 100 × log(Σ true ranges ÷ (highest high − lowest low)) ÷ log(period); 100 without a range. Low values are trends. Source: Dreiss, Jesse chop. */
class ChoppinessIndex extends CandleIndicator {
  readonly #logPeriod: number;
  private readonly trueRange = new TrueRange();
  private readonly ranges: RollingSum;
  private readonly span: RangePosition;

  constructor(period: number) {
    super(period + 1, Number.NaN);
    this.#logPeriod = Math.log(period);
    this.ranges = new RollingSum(period);
    this.span = new RangePosition(period);
  }

  protected step(candle: IndicatorCandle): void {
    this.trueRange.update(candle);
    this.span.push(candle.high, candle.low);
    if (!this.trueRange.isReady) return;
    this.ranges.push(this.trueRange.value);
    if (!this.isReady) return;
    const span = this.span.highest - this.span.lowest;
    // Each true range covers its candle and reaches the one before, so their sum is never below the span but by rounding.
    this.current = span > 0 ? Math.max(0, (100 * Math.log(this.ranges.value / span)) / this.#logPeriod) : 100;
  }
}

export const choppinessIndex = defineIndicator({
  id: "choppiness",
  name: "Choppiness index",
  parameters: { period: periodParameter(14, 2) },
  inputs: ["high", "low", "close"],
  outputs: [separateLine("choppiness")],
  create: ({ period }) => new ChoppinessIndex(period),
});

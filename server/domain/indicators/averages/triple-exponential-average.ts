import { defineIndicator, ofCloses, overlayLine, periodParameter } from "../definition.ts";
import { ValueIndicator } from "../indicator.ts";
import { ExponentialMovingAverage } from "./exponential-moving-average.ts";

/** Triple exponential moving average: `3 × EMA − 3 × EMA(EMA) + EMA(EMA(EMA))`; each EMA begins when the one before is ready. Source: Mulloy 1994, TA-Lib TEMA. */
class TripleExponentialAverage extends ValueIndicator {
  private readonly first: ExponentialMovingAverage;
  private readonly second: ExponentialMovingAverage;
  private readonly third: ExponentialMovingAverage;

  constructor(period: number) {
    super(3 * period - 2, Number.NaN);
    this.first = new ExponentialMovingAverage(period);
    this.second = new ExponentialMovingAverage(period);
    this.third = new ExponentialMovingAverage(period);
  }

  protected step(value: number): void {
    const { first, second, third } = this;
    first.update(value);
    if (!first.isReady) return;
    second.update(first.value);
    if (!second.isReady) return;
    third.update(second.value);
    if (this.isReady) this.current = 3 * (first.value - second.value) + third.value;
  }
}

export const tripleExponentialAverage = defineIndicator({
  id: "tema",
  name: "Triple exponential moving average",
  parameters: { period: periodParameter(20) },
  inputs: ["close"],
  outputs: [overlayLine("tema")],
  create: ({ period }) => ofCloses(new TripleExponentialAverage(period)),
});

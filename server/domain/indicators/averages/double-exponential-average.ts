import { defineIndicator, ofCloses, overlayLine, periodParameter } from "../definition.ts";
import { ValueIndicator } from "../indicator.ts";
import { ExponentialMovingAverage } from "./exponential-moving-average.ts";

/** Double exponential moving average: `2 × EMA − EMA(EMA)`; the second EMA begins when the first is ready. Source: Mulloy 1994, TA-Lib DEMA. */
class DoubleExponentialAverage extends ValueIndicator {
  private readonly first: ExponentialMovingAverage;
  private readonly second: ExponentialMovingAverage;

  constructor(period: number) {
    super(2 * period - 1, Number.NaN);
    this.first = new ExponentialMovingAverage(period);
    this.second = new ExponentialMovingAverage(period);
  }

  protected step(value: number): void {
    this.first.update(value);
    if (!this.first.isReady) return;
    this.second.update(this.first.value);
    if (this.isReady) this.current = 2 * this.first.value - this.second.value;
  }
}

export const doubleExponentialAverage = defineIndicator({
  id: "dema",
  name: "Double exponential moving average",
  parameters: { period: periodParameter(20) },
  inputs: ["close"],
  outputs: [overlayLine("dema")],
  create: ({ period }) => ofCloses(new DoubleExponentialAverage(period)),
});

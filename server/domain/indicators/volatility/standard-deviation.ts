import { defineIndicator, ofCloses, periodParameter, separateLine } from "../definition.ts";
import { ValueIndicator } from "../indicator.ts";
import { RollingMoments } from "../rolling/rolling-moments.ts";

/** Standard deviation of the last `period` values, of the population (÷ period). Source: TA-Lib STDDEV. */
class StandardDeviation extends ValueIndicator {
  private readonly window: RollingMoments;

  constructor(period: number) {
    super(period, Number.NaN);
    this.window = new RollingMoments(period);
  }

  protected step(value: number): void {
    this.window.push(value);
    if (this.isReady) this.current = Math.sqrt(this.window.variance);
  }
}

export const standardDeviation = defineIndicator({
  id: "standard-deviation",
  name: "Standard deviation",
  parameters: { period: periodParameter(20) },
  inputs: ["close"],
  outputs: [separateLine("deviation")],
  create: ({ period }) => ofCloses(new StandardDeviation(period)),
});

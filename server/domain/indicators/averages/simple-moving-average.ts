import { defineIndicator, ofCloses, overlayLine, periodParameter } from "../definition.ts";
import { ValueIndicator } from "../indicator.ts";
import { RollingMoments } from "../rolling/rolling-moments.ts";

/** Simple moving average: the mean of the last `period` values. Source: TA-Lib SMA. */
export class SimpleMovingAverage extends ValueIndicator {
  private readonly window: RollingMoments;

  constructor(period: number) {
    super(period, Number.NaN);
    this.window = new RollingMoments(period);
  }

  protected step(value: number): void {
    this.window.push(value);
    if (this.isReady) this.current = this.window.mean;
  }
}

export const simpleMovingAverage = defineIndicator({
  id: "sma",
  name: "Simple moving average",
  parameters: { period: periodParameter(20) },
  inputs: ["close"],
  outputs: [overlayLine("sma")],
  create: ({ period }) => ofCloses(new SimpleMovingAverage(period)),
});

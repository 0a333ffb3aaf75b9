import { defineIndicator, ofCloses, overlayLine, periodParameter } from "../definition.ts";
import { ValueIndicator } from "../indicator.ts";
import { RollingLine } from "../rolling/rolling-line.ts";

/** Weighted moving average: the last `period` values weighted `period` (newest) down to 1. Source: TA-Lib WMA. */
export class WeightedMovingAverage extends ValueIndicator {
  private readonly window: RollingLine;

  constructor(period: number) {
    super(period, Number.NaN);
    this.window = new RollingLine(period);
  }

  protected step(value: number): void {
    this.window.push(value);
    if (this.isReady) this.current = this.window.weightedMean;
  }
}

export const weightedMovingAverage = defineIndicator({
  id: "wma",
  name: "Weighted moving average",
  parameters: { period: periodParameter(20) },
  inputs: ["close"],
  outputs: [overlayLine("wma")],
  create: ({ period }) => ofCloses(new WeightedMovingAverage(period)),
});

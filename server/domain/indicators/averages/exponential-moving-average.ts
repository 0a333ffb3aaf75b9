import { defineIndicator, ofCloses, overlayLine, periodParameter } from "../definition.ts";
import { SmoothedAverage } from "./smoothed-average.ts";

/** Exponential moving average with the weight `2 / (period + 1)`, seeded with the mean of the first `period` values. Source: TA-Lib EMA. */
export class ExponentialMovingAverage extends SmoothedAverage {
  constructor(period: number) {
    super(period, 2 / (period + 1));
  }
}

export const exponentialMovingAverage = defineIndicator({
  id: "ema",
  name: "Exponential moving average",
  parameters: { period: periodParameter(20) },
  inputs: ["close"],
  outputs: [overlayLine("ema")],
  create: ({ period }) => ofCloses(new ExponentialMovingAverage(period)),
});

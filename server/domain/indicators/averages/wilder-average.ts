import { defineIndicator, ofCloses, overlayLine, periodParameter } from "../definition.ts";
import { SmoothedAverage } from "./smoothed-average.ts";

/** Wilder's moving average (RMA, SMMA) with the weight `1 / period`, seeded with the mean of the first `period` values. Source: Wilder 1978. */
export class WilderAverage extends SmoothedAverage {
  constructor(period: number) {
    super(period, 1 / period);
  }
}

export const wilderAverage = defineIndicator({
  id: "rma",
  name: "Wilder's moving average",
  parameters: { period: periodParameter(14) },
  inputs: ["close"],
  outputs: [overlayLine("rma")],
  create: ({ period }) => ofCloses(new WilderAverage(period)),
});

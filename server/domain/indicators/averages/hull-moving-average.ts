import { defineIndicator, ofCloses, overlayLine, periodParameter } from "../definition.ts";
import { ValueIndicator } from "../indicator.ts";
import { WeightedMovingAverage } from "./weighted-moving-average.ts";

/** Hull moving average: `WMA(2 × WMA(period / 2) − WMA(period), √period)`, both rounded down. Source: Hull 2005, Tulip hma. */
class HullMovingAverage extends ValueIndicator {
  private readonly half: WeightedMovingAverage;
  private readonly full: WeightedMovingAverage;
  private readonly smooth: WeightedMovingAverage;

  constructor(period: number) {
    const root = Math.floor(Math.sqrt(period));
    super(period + root - 1, Number.NaN);
    this.half = new WeightedMovingAverage(Math.floor(period / 2));
    this.full = new WeightedMovingAverage(period);
    this.smooth = new WeightedMovingAverage(root);
  }

  protected step(value: number): void {
    this.half.update(value);
    this.full.update(value);
    if (!this.full.isReady) return;
    this.smooth.update(2 * this.half.value - this.full.value);
    if (this.isReady) this.current = this.smooth.value;
  }
}

export const hullMovingAverage = defineIndicator({
  id: "hma",
  name: "Hull moving average",
  parameters: { period: periodParameter(20, 2) },
  inputs: ["close"],
  outputs: [overlayLine("hma")],
  create: ({ period }) => ofCloses(new HullMovingAverage(period)),
});

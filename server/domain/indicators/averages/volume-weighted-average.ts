import { defineIndicator, overlayLine, periodParameter } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle } from "../indicator.ts";
import { WeightedWindow } from "../rolling/weighted-window.ts";

/** Volume-weighted moving average: Σ close × volume ÷ Σ volume over `period` candles; the plain mean while nothing traded. Source: Tulip vwma. */
class VolumeWeightedAverage extends CandleIndicator {
  private readonly window: WeightedWindow;

  constructor(period: number) {
    super(period, Number.NaN);
    this.window = new WeightedWindow(period);
  }

  protected step({ close, volume }: IndicatorCandle): void {
    this.window.push(close, volume);
    if (this.isReady) this.current = this.window.mean;
  }
}

export const volumeWeightedAverage = defineIndicator({
  id: "vwma",
  name: "Volume-weighted moving average",
  parameters: { period: periodParameter(20) },
  inputs: ["close", "volume"],
  outputs: [overlayLine("vwma")],
  create: ({ period }) => new VolumeWeightedAverage(period),
});

import { defineIndicator, overlayLine, periodParameter } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle, typicalPrice } from "../indicator.ts";
import { WeightedWindow } from "../rolling/weighted-window.ts";

/** Volume-weighted average price of the last `period` candles, by their typical prices; the plain mean while nothing traded. */
class RollingVwap extends CandleIndicator {
  private readonly window: WeightedWindow;

  constructor(period: number) {
    super(period, Number.NaN);
    this.window = new WeightedWindow(period);
  }

  protected step(candle: IndicatorCandle): void {
    this.window.push(typicalPrice(candle), candle.volume);
    if (this.isReady) this.current = this.window.mean;
  }
}

export const rollingVwap = defineIndicator({
  id: "rolling-vwap",
  name: "Rolling volume-weighted average price",
  parameters: { period: periodParameter(20) },
  inputs: ["high", "low", "close", "volume"],
  outputs: [overlayLine("vwap")],
  create: ({ period }) => new RollingVwap(period),
});

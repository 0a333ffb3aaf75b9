import { defineIndicator, periodParameter, separateLine } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle, typicalPrice } from "../indicator.ts";
import { Ring } from "../rolling/ring.ts";
import { RollingMoments } from "../rolling/rolling-moments.ts";

/**
 * Commodity channel index: (typical price − its mean) ÷ (0.015 × mean deviation) over `period` candles; 0 without a deviation. The
 * mean deviation is about the present mean, so it is summed over the window: `period` additions an update, the only indicator that
 * needs more than constant time. Source: Lambert 1980, TA-Lib CCI.
 */
class CommodityChannelIndex extends CandleIndicator {
  private readonly window: Ring;
  private readonly moments: RollingMoments;

  constructor(period: number) {
    super(period, Number.NaN);
    this.window = new Ring(period);
    this.moments = new RollingMoments(period);
  }

  protected step(candle: IndicatorCandle): void {
    const price = typicalPrice(candle);
    this.window.push(price);
    this.moments.push(price);
    if (!this.isReady) return;
    const { mean } = this.moments;
    const { length } = this.window;
    let deviations = 0;
    for (let index = 0; index < length; index += 1) deviations += Math.abs(this.window.valueAt(index) - mean);
    this.current = deviations > 0 ? (price - mean) / (0.015 * (deviations / length)) : 0;
  }
}

export const commodityChannelIndex = defineIndicator({
  id: "cci",
  name: "Commodity channel index",
  parameters: { period: periodParameter(20) },
  inputs: ["high", "low", "close"],
  outputs: [separateLine("cci")],
  create: ({ period }) => new CommodityChannelIndex(period),
});

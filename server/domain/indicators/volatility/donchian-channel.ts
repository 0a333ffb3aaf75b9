import { defineIndicator, overlayBand, overlayLine, periodParameter } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle } from "../indicator.ts";
import { RangePosition } from "../rolling/range-position.ts";

/**
 * Donchian channel: highest high, lowest low and their middle over the last `period` candles, the present one included. For a
 * breakout compare with the value before the candle, which is what Stock.Indicators calls the channel. Source: Donchian, Jesse.
 */
class DonchianChannel extends CandleIndicator<{ upper: number; middle: number; lower: number }> {
  private readonly range: RangePosition;

  constructor(period: number) {
    super(period, { upper: Number.NaN, middle: Number.NaN, lower: Number.NaN });
    this.range = new RangePosition(period);
  }

  protected step({ high, low }: IndicatorCandle): void {
    this.range.push(high, low);
    if (!this.isReady) return;
    this.current.upper = this.range.highest;
    this.current.middle = this.range.middle;
    this.current.lower = this.range.lowest;
  }
}

export const donchianChannel = defineIndicator({
  id: "donchian",
  name: "Donchian channel",
  parameters: { period: periodParameter(20) },
  inputs: ["high", "low"],
  outputs: [overlayBand("upper"), overlayLine("middle"), overlayBand("lower")],
  create: ({ period }) => new DonchianChannel(period),
});

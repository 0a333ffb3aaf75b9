import { defineIndicator, periodParameter, separateLine } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle } from "../indicator.ts";
import { RangePosition } from "../rolling/range-position.ts";

/** Williams %R, −100 to 0: −100 × (highest high − close) ÷ (highest high − lowest low) over `period` candles; −50 without a range. Source: TA-Lib WILLR. */
class WilliamsR extends CandleIndicator {
  private readonly range: RangePosition;

  constructor(period: number) {
    super(period, Number.NaN);
    this.range = new RangePosition(period);
  }

  protected step({ high, low, close }: IndicatorCandle): void {
    this.range.push(high, low);
    if (this.isReady) this.current = 100 * (this.range.of(close) - 1);
  }
}

export const williamsR = defineIndicator({
  id: "williams-r",
  name: "Williams %R",
  parameters: { period: periodParameter(14) },
  inputs: ["high", "low", "close"],
  outputs: [separateLine("r")],
  create: ({ period }) => new WilliamsR(period),
});

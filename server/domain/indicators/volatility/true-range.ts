import { defineIndicator, separateLine } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle } from "../indicator.ts";

/** True range: the candle's range widened to the close before. The first candle has none. Source: Wilder 1978, TA-Lib TRANGE. */
export class TrueRange extends CandleIndicator {
  private last = 0;

  constructor() {
    super(2, Number.NaN);
  }

  protected step({ high, low, close }: IndicatorCandle): void {
    if (this.isReady) this.current = Math.max(high, this.last) - Math.min(low, this.last);
    this.last = close;
  }
}

export const trueRange = defineIndicator({
  id: "true-range",
  name: "True range",
  parameters: {},
  inputs: ["high", "low", "close"],
  outputs: [separateLine("range")],
  create: () => new TrueRange(),
});

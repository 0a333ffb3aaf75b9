import { defineIndicator, periodParameter, separateLine } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle, typicalPrice } from "../indicator.ts";
import { RollingSum } from "../rolling/rolling-sum.ts";
import { within } from "../within.ts";

/**
 * Money flow index, 0 to 100: the share of typical price × volume of the candles whose typical price rose, in that of those where it
 * rose or fell, over `period` changes; 50 when none did. Source: Quong and Soudack 1989, TA-Lib MFI (0 when less than 1 flowed).
 */
class MoneyFlowIndex extends CandleIndicator {
  private readonly rises: RollingSum;
  private readonly falls: RollingSum;
  private last = 0;

  constructor(period: number) {
    super(period + 1, Number.NaN);
    this.rises = new RollingSum(period);
    this.falls = new RollingSum(period);
  }

  protected step(candle: IndicatorCandle): void {
    const price = typicalPrice(candle);
    const change = price - this.last;
    this.last = price;
    if (this.count === 1) return;
    this.rises.push(change > 0 ? price * candle.volume : 0);
    this.falls.push(change < 0 ? price * candle.volume : 0);
    if (!this.isReady) return;
    const flow = this.rises.value + this.falls.value;
    this.current = flow > 0 ? within(0, 100, 100 * (this.rises.value / flow)) : 50;
  }
}

export const moneyFlowIndex = defineIndicator({
  id: "mfi",
  name: "Money flow index",
  parameters: { period: periodParameter(14) },
  inputs: ["high", "low", "close", "volume"],
  outputs: [separateLine("mfi")],
  create: ({ period }) => new MoneyFlowIndex(period),
});

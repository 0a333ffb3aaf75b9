import { defineIndicator, separateLine } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle } from "../indicator.ts";
import { CompensatedSum } from "../rolling/compensated-sum.ts";

/** On-balance volume: Σ volume of the candles that closed higher − of those that closed lower, from 0 at the first. Source: Granville 1963, Tulip obv (TA-Lib begins with the first volume). */
class OnBalanceVolume extends CandleIndicator {
  private readonly balance = new CompensatedSum();
  private last = 0;

  constructor() {
    super(1, Number.NaN);
  }

  protected step({ close, volume }: IndicatorCandle): void {
    if (this.count > 1 && close !== this.last) this.balance.add(close > this.last ? volume : -volume);
    this.last = close;
    this.current = this.balance.value;
  }
}

export const onBalanceVolume = defineIndicator({
  id: "obv",
  name: "On-balance volume",
  parameters: {},
  inputs: ["close", "volume"],
  outputs: [separateLine("obv")],
  create: () => new OnBalanceVolume(),
});

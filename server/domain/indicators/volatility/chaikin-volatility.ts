import { ExponentialMovingAverage } from "../averages/exponential-moving-average.ts";
import { defineIndicator, periodParameter, separateLine } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle } from "../indicator.ts";
import { RateOfChange } from "../momentum/rate-of-change.ts";

/** Chaikin volatility: the change in percent over `change` candles of the EMA over `period` of high − low; 0 when that was 0. Source: Tulip cvi. */
class ChaikinVolatility extends CandleIndicator {
  private readonly average: ExponentialMovingAverage;
  private readonly change: RateOfChange;

  constructor(period: number, change: number) {
    super(period + change, Number.NaN);
    this.average = new ExponentialMovingAverage(period);
    this.change = new RateOfChange(change);
  }

  protected step({ high, low }: IndicatorCandle): void {
    this.average.update(high - low);
    if (!this.average.isReady) return;
    this.change.update(this.average.value);
    this.current = this.change.value;
  }
}

export const chaikinVolatility = defineIndicator({
  id: "chaikin-volatility",
  name: "Chaikin volatility",
  parameters: { period: periodParameter(10), change: periodParameter(10) },
  inputs: ["high", "low"],
  outputs: [separateLine("volatility")],
  create: ({ period, change }) => new ChaikinVolatility(period, change),
});

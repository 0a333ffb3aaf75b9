import { WilderAverage } from "../averages/wilder-average.ts";
import { defineIndicator, periodParameter, separateLine } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle } from "../indicator.ts";
import { TrueRange } from "./true-range.ts";

/** Average true range: Wilder's average of the true ranges, seeded with the mean of the first `period` ones. Source: Wilder 1978, TA-Lib ATR. */
export class AverageTrueRange extends CandleIndicator {
  private readonly range = new TrueRange();
  private readonly average: WilderAverage;

  constructor(period: number) {
    super(period + 1, Number.NaN);
    this.average = new WilderAverage(period);
  }

  protected step(candle: IndicatorCandle): void {
    this.range.update(candle);
    if (!this.range.isReady) return;
    this.average.update(this.range.value);
    this.current = this.average.value;
  }
}

export const averageTrueRange = defineIndicator({
  id: "atr",
  name: "Average true range",
  parameters: { period: periodParameter(14) },
  inputs: ["high", "low", "close"],
  outputs: [separateLine("atr")],
  create: ({ period }) => new AverageTrueRange(period),
});

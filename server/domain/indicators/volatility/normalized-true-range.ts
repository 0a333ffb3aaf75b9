import { defineIndicator, periodParameter, separateLine } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle } from "../indicator.ts";
import { AverageTrueRange } from "./average-true-range.ts";

/** Normalised average true range: the ATR in percent of the close; 0 at a close of 0. Source: TA-Lib NATR. */
class NormalizedTrueRange extends CandleIndicator {
  private readonly range: AverageTrueRange;

  constructor(period: number) {
    super(period + 1, Number.NaN);
    this.range = new AverageTrueRange(period);
  }

  protected step(candle: IndicatorCandle): void {
    this.range.update(candle);
    if (this.isReady) this.current = candle.close === 0 ? 0 : (100 * this.range.value) / candle.close;
  }
}

export const normalizedTrueRange = defineIndicator({
  id: "natr",
  name: "Normalised average true range",
  parameters: { period: periodParameter(14) },
  inputs: ["high", "low", "close"],
  outputs: [separateLine("natr")],
  create: ({ period }) => new NormalizedTrueRange(period),
});

import { ExponentialMovingAverage } from "../averages/exponential-moving-average.ts";
import { defineIndicator, numberParameter, overlayBand, overlayLine, periodParameter } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle } from "../indicator.ts";
import { AverageTrueRange } from "./average-true-range.ts";

/** Keltner channel: the EMA of the close over `period` ± `multiple` average true ranges over `range` candles. Source: Raschke's form, Stock.Indicators. */
class KeltnerChannel extends CandleIndicator<{ upper: number; middle: number; lower: number }> {
  readonly #multiple: number;
  private readonly average: ExponentialMovingAverage;
  private readonly range: AverageTrueRange;

  constructor(period: number, multiple: number, range: number) {
    super(Math.max(period, range + 1), { upper: Number.NaN, middle: Number.NaN, lower: Number.NaN });
    this.#multiple = multiple;
    this.average = new ExponentialMovingAverage(period);
    this.range = new AverageTrueRange(range);
  }

  protected step(candle: IndicatorCandle): void {
    this.average.update(candle.close);
    this.range.update(candle);
    if (!this.isReady) return;
    const reach = this.#multiple * this.range.value;
    this.current.upper = this.average.value + reach;
    this.current.middle = this.average.value;
    this.current.lower = this.average.value - reach;
  }
}

export const keltnerChannel = defineIndicator({
  id: "keltner",
  name: "Keltner channel",
  parameters: { period: periodParameter(20), multiple: numberParameter(2, 0.1, 20), range: periodParameter(10) },
  inputs: ["high", "low", "close"],
  outputs: [overlayBand("upper"), overlayLine("middle"), overlayBand("lower")],
  create: ({ period, multiple, range }) => new KeltnerChannel(period, multiple, range),
});

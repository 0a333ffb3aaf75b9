import { defineIndicator, numberParameter, overlayLine, periodParameter, separateHistogram } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle } from "../indicator.ts";
import { AverageTrueRange } from "../volatility/average-true-range.ts";

/**
 * SuperTrend: bands at the candle's middle ± `multiple` average true ranges; the upper only comes down and the lower only goes up
 * unless the close before was beyond it. `trend` is the lower band (direction 1) until a close falls below it, then the upper one
 * (direction −1) until a close rises above that. Begins upwards when the first close is on or above the middle, else downwards.
 * Source: Seban, Stock.Indicators.
 */
class SuperTrend extends CandleIndicator<{ trend: number; direction: number }> {
  readonly #multiple: number;
  private readonly range: AverageTrueRange;
  private upper = 0;
  private lower = 0;
  private last = 0;
  private isRising = true;

  constructor(period: number, multiple: number) {
    super(period + 1, { trend: Number.NaN, direction: Number.NaN });
    this.#multiple = multiple;
    this.range = new AverageTrueRange(period);
  }

  protected step(candle: IndicatorCandle): void {
    this.range.update(candle);
    if (!this.isReady) return;
    const { high, low, close } = candle;
    const middle = (high + low) / 2;
    const upper = middle + this.#multiple * this.range.value;
    const lower = middle - this.#multiple * this.range.value;
    const isFirst = this.count === this.warmup;
    if (isFirst) this.isRising = close >= middle;
    if (isFirst || upper < this.upper || this.last > this.upper) this.upper = upper;
    if (isFirst || lower > this.lower || this.last < this.lower) this.lower = lower;
    this.isRising = this.isRising ? close >= this.lower : close > this.upper;
    this.last = close;
    this.current.trend = this.isRising ? this.lower : this.upper;
    this.current.direction = this.isRising ? 1 : -1;
  }
}

export const superTrend = defineIndicator({
  id: "supertrend",
  name: "SuperTrend",
  parameters: { period: periodParameter(10), multiple: numberParameter(3, 0.1, 20) },
  inputs: ["high", "low", "close"],
  outputs: [overlayLine("trend"), separateHistogram("direction")],
  create: ({ period, multiple }) => new SuperTrend(period, multiple),
});

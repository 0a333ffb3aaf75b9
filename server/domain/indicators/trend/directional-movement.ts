import { WilderAverage } from "../averages/wilder-average.ts";
import { defineIndicator, periodParameter, separateLine } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle } from "../indicator.ts";
import { within } from "../within.ts";

/**
 * Average directional index with its directional indicators, 0 to 100. +DM is the rise of the high when it is positive and above the
 * fall of the low, −DM the reverse; ±DI = 100 × Wilder's average of ±DM ÷ that of the true range (0 without one);
 * DX = 100 × |+DI − −DI| ÷ (+DI + −DI) (0 without both); ADX = Wilder's average of DX. Averages are seeded with means.
 * Source: Wilder 1978, Stock.Indicators (TA-Lib seeds with one candle fewer and agrees after some time).
 */
class DirectionalMovement extends CandleIndicator<{ adx: number; plusDi: number; minusDi: number }> {
  private readonly ups: WilderAverage;
  private readonly downs: WilderAverage;
  private readonly ranges: WilderAverage;
  private readonly average: WilderAverage;
  private high = 0;
  private low = 0;
  private close = 0;

  constructor(period: number) {
    super(2 * period, { adx: Number.NaN, plusDi: Number.NaN, minusDi: Number.NaN });
    this.ups = new WilderAverage(period);
    this.downs = new WilderAverage(period);
    this.ranges = new WilderAverage(period);
    this.average = new WilderAverage(period);
  }

  protected step({ high, low, close }: IndicatorCandle): void {
    const up = high - this.high;
    const down = this.low - low;
    const range = Math.max(high, this.close) - Math.min(low, this.close);
    this.high = high;
    this.low = low;
    this.close = close;
    if (this.count === 1) return;
    this.ups.update(up > down && up > 0 ? up : 0);
    this.downs.update(down > up && down > 0 ? down : 0);
    this.ranges.update(range);
    if (!this.ranges.isReady) return;
    const moved = this.ranges.value;
    const plusDi = moved > 0 ? within(0, 100, 100 * (this.ups.value / moved)) : 0;
    const minusDi = moved > 0 ? within(0, 100, 100 * (this.downs.value / moved)) : 0;
    const both = plusDi + minusDi;
    this.average.update(both > 0 ? 100 * (Math.abs(plusDi - minusDi) / both) : 0);
    if (!this.isReady) return;
    this.current.adx = this.average.value;
    this.current.plusDi = plusDi;
    this.current.minusDi = minusDi;
  }
}

export const directionalMovement = defineIndicator({
  id: "adx",
  name: "Average directional index",
  parameters: { period: periodParameter(14) },
  inputs: ["high", "low", "close"],
  outputs: [separateLine("adx"), separateLine("plusDi"), separateLine("minusDi")],
  create: ({ period }) => new DirectionalMovement(period),
});

import { defineIndicator, periodParameter, separateLine } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle } from "../indicator.ts";
import { RollingSum } from "../rolling/rolling-sum.ts";
import { within } from "../within.ts";

/**
 * Ultimate oscillator, 0 to 100: the shares of buying pressure (close − true low) in the true range over three periods, weighted
 * 4 : 2 : 1; a period without any range counts as a half. The first candle only gives its close. Source: Williams 1985, Tulip ultosc.
 */
class UltimateOscillator extends CandleIndicator {
  private readonly pressures: Record<"short" | "middle" | "long", RollingSum>;
  private readonly ranges: Record<"short" | "middle" | "long", RollingSum>;
  private last = 0;

  constructor(short: number, middle: number, long: number) {
    super(Math.max(short, middle, long) + 1, Number.NaN);
    const sums = () => ({
      short: new RollingSum(short),
      middle: new RollingSum(middle),
      long: new RollingSum(long),
    });
    this.pressures = sums();
    this.ranges = sums();
  }

  protected step({ high, low, close }: IndicatorCandle): void {
    const trueLow = Math.min(low, this.last);
    const range = Math.max(high, this.last) - trueLow;
    this.last = close;
    if (this.count === 1) return;
    const { pressures, ranges } = this;
    pressures.short.push(close - trueLow);
    pressures.middle.push(close - trueLow);
    pressures.long.push(close - trueLow);
    ranges.short.push(range);
    ranges.middle.push(range);
    ranges.long.push(range);
    if (!this.isReady) return;
    const short = share(pressures.short.value, ranges.short.value);
    const middle = share(pressures.middle.value, ranges.middle.value);
    const long = share(pressures.long.value, ranges.long.value);
    this.current = (100 * (4 * short + 2 * middle + long)) / 7;
  }
}

const share = (pressure: number, range: number): number => (range > 0 ? within(0, 1, pressure / range) : 0.5);

export const ultimateOscillator = defineIndicator({
  id: "ultimate",
  name: "Ultimate oscillator",
  parameters: { short: periodParameter(7), middle: periodParameter(14), long: periodParameter(28) },
  inputs: ["high", "low", "close"],
  outputs: [separateLine("ultimate")],
  create: ({ short, middle, long }) => new UltimateOscillator(short, middle, long),
});

import { SimpleMovingAverage } from "../averages/simple-moving-average.ts";
import { defineIndicator, periodParameter, separateHistogram } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle } from "../indicator.ts";

/** Awesome oscillator: SMA(fast) − SMA(slow) of the candles' middles (high + low) / 2. Source: Bill Williams, Tulip ao. */
class AwesomeOscillator extends CandleIndicator {
  private readonly fast: SimpleMovingAverage;
  private readonly slow: SimpleMovingAverage;

  constructor(fast: number, slow: number) {
    super(Math.max(fast, slow), Number.NaN);
    this.fast = new SimpleMovingAverage(fast);
    this.slow = new SimpleMovingAverage(slow);
  }

  protected step({ high, low }: IndicatorCandle): void {
    const middle = (high + low) / 2;
    this.fast.update(middle);
    this.slow.update(middle);
    if (this.isReady) this.current = this.fast.value - this.slow.value;
  }
}

export const awesomeOscillator = defineIndicator({
  id: "awesome",
  name: "Awesome oscillator",
  parameters: { fast: periodParameter(5), slow: periodParameter(34) },
  inputs: ["high", "low"],
  outputs: [separateHistogram("awesome")],
  create: ({ fast, slow }) => new AwesomeOscillator(fast, slow),
});

import { ExponentialMovingAverage } from "../averages/exponential-moving-average.ts";
import { defineIndicator, ofCloses, periodParameter, separateHistogram, separateLine } from "../definition.ts";
import { ValueIndicator } from "../indicator.ts";

/**
 * Moving average convergence divergence: macd = EMA(fast) − EMA(slow), signal = EMA of the macd, histogram = macd − signal. Each EMA
 * is seeded with the mean of its own first values. Source: Appel; Stock.Indicators (TA-Lib begins the fast EMA later, together with
 * the slow one, and agrees after some time).
 */
class Macd extends ValueIndicator<{ macd: number; signal: number; histogram: number }> {
  private readonly fast: ExponentialMovingAverage;
  private readonly slow: ExponentialMovingAverage;
  private readonly signal: ExponentialMovingAverage;

  constructor(fast: number, slow: number, signal: number) {
    super(Math.max(fast, slow) + signal - 1, { macd: Number.NaN, signal: Number.NaN, histogram: Number.NaN });
    this.fast = new ExponentialMovingAverage(fast);
    this.slow = new ExponentialMovingAverage(slow);
    this.signal = new ExponentialMovingAverage(signal);
  }

  protected step(value: number): void {
    this.fast.update(value);
    this.slow.update(value);
    if (!this.fast.isReady || !this.slow.isReady) return;
    const macd = this.fast.value - this.slow.value;
    this.signal.update(macd);
    if (!this.isReady) return;
    this.current.macd = macd;
    this.current.signal = this.signal.value;
    this.current.histogram = macd - this.signal.value;
  }
}

export const macd = defineIndicator({
  id: "macd",
  name: "Moving average convergence divergence",
  parameters: { fast: periodParameter(12), slow: periodParameter(26), signal: periodParameter(9) },
  inputs: ["close"],
  outputs: [separateLine("macd"), separateLine("signal"), separateHistogram("histogram")],
  create: ({ fast, slow, signal }) => ofCloses(new Macd(fast, slow, signal)),
});

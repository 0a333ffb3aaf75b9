import { ExponentialMovingAverage } from "../averages/exponential-moving-average.ts";
import { defineIndicator, ofCloses, periodParameter, separateHistogram, separateLine } from "../definition.ts";
import { ValueIndicator } from "../indicator.ts";

/**
 * Percentage price oscillator: ppo = 100 × (EMA(fast) − EMA(slow)) ÷ EMA(slow), 0 when that is 0; signal = EMA of the ppo,
 * histogram = ppo − signal. Seeds as our MACD. Source: Appel; Tulip ppo.
 */
class PercentagePriceOscillator extends ValueIndicator<{ ppo: number; signal: number; histogram: number }> {
  private readonly fast: ExponentialMovingAverage;
  private readonly slow: ExponentialMovingAverage;
  private readonly signal: ExponentialMovingAverage;

  constructor(fast: number, slow: number, signal: number) {
    super(Math.max(fast, slow) + signal - 1, { ppo: Number.NaN, signal: Number.NaN, histogram: Number.NaN });
    this.fast = new ExponentialMovingAverage(fast);
    this.slow = new ExponentialMovingAverage(slow);
    this.signal = new ExponentialMovingAverage(signal);
  }

  protected step(value: number): void {
    this.fast.update(value);
    this.slow.update(value);
    if (!this.fast.isReady || !this.slow.isReady) return;
    const slow = this.slow.value;
    const ppo = slow === 0 ? 0 : (100 * (this.fast.value - slow)) / slow;
    this.signal.update(ppo);
    if (!this.isReady) return;
    this.current.ppo = ppo;
    this.current.signal = this.signal.value;
    this.current.histogram = ppo - this.signal.value;
  }
}

export const percentagePriceOscillator = defineIndicator({
  id: "ppo",
  name: "Percentage price oscillator",
  parameters: { fast: periodParameter(12), slow: periodParameter(26), signal: periodParameter(9) },
  inputs: ["close"],
  outputs: [separateLine("ppo"), separateLine("signal"), separateHistogram("histogram")],
  create: ({ fast, slow, signal }) => ofCloses(new PercentagePriceOscillator(fast, slow, signal)),
});

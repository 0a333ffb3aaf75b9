import { SimpleMovingAverage } from "../averages/simple-moving-average.ts";
import { defineIndicator, periodParameter, separateLine } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle } from "../indicator.ts";
import { RangePosition } from "../rolling/range-position.ts";

/**
 * Stochastic oscillator, 0 to 100. Raw = 100 × (close − lowest low) ÷ (highest high − lowest low) over `period` candles, 50 without
 * a range; k = mean of the last `smooth` raw values, d = mean of the last `signal` k. Source: Lane; TA-Lib STOCH with simple means
 * (0 without a range).
 */
class Stochastic extends CandleIndicator<{ k: number; d: number }> {
  private readonly range: RangePosition;
  private readonly smooth: SimpleMovingAverage;
  private readonly signal: SimpleMovingAverage;

  constructor(period: number, smooth: number, signal: number) {
    super(period + smooth + signal - 2, { k: Number.NaN, d: Number.NaN });
    this.range = new RangePosition(period);
    this.smooth = new SimpleMovingAverage(smooth);
    this.signal = new SimpleMovingAverage(signal);
  }

  protected step({ high, low, close }: IndicatorCandle): void {
    this.range.push(high, low);
    if (!this.range.isFull) return;
    this.smooth.update(100 * this.range.of(close));
    if (!this.smooth.isReady) return;
    this.signal.update(this.smooth.value);
    if (!this.isReady) return;
    this.current.k = this.smooth.value;
    this.current.d = this.signal.value;
  }
}

export const stochastic = defineIndicator({
  id: "stochastic",
  name: "Stochastic oscillator",
  parameters: { period: periodParameter(14), smooth: periodParameter(3), signal: periodParameter(3) },
  inputs: ["high", "low", "close"],
  outputs: [separateLine("k"), separateLine("d")],
  create: ({ period, smooth, signal }) => new Stochastic(period, smooth, signal),
});

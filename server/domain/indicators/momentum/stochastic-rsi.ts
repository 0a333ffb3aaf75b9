import { SimpleMovingAverage } from "../averages/simple-moving-average.ts";
import { defineIndicator, ofCloses, periodParameter, separateLine } from "../definition.ts";
import { ValueIndicator } from "../indicator.ts";
import { RangePosition } from "../rolling/range-position.ts";
import { RelativeStrengthIndex } from "./relative-strength-index.ts";

/** While the price rests the RSI stays as it is, but for rounding, which must not be taken for a range. */
const LEAST_RANGE = 1e-9;

/**
 * Stochastic RSI, 0 to 100: where the RSI stands between its lowest and highest of the last `stochastic` values (50 without a
 * range); k = mean of `smooth` such values, d = mean of `signal` k. Source: Chande and Kroll 1994; Tulip stochrsi, as a fraction,
 * is k with `smooth` 1.
 */
class StochasticRsi extends ValueIndicator<{ k: number; d: number }> {
  private readonly strength: RelativeStrengthIndex;
  private readonly range: RangePosition;
  private readonly smooth: SimpleMovingAverage;
  private readonly signal: SimpleMovingAverage;

  constructor(period: number, stochastic: number, smooth: number, signal: number) {
    super(period + stochastic + smooth + signal - 2, { k: Number.NaN, d: Number.NaN });
    this.strength = new RelativeStrengthIndex(period);
    this.range = new RangePosition(stochastic);
    this.smooth = new SimpleMovingAverage(smooth);
    this.signal = new SimpleMovingAverage(signal);
  }

  protected step(value: number): void {
    this.strength.update(value);
    if (!this.strength.isReady) return;
    const strength = this.strength.value;
    this.range.push(strength, strength);
    if (!this.range.isFull) return;
    this.smooth.update(100 * this.range.of(strength, LEAST_RANGE));
    if (!this.smooth.isReady) return;
    this.signal.update(this.smooth.value);
    if (!this.isReady) return;
    this.current.k = this.smooth.value;
    this.current.d = this.signal.value;
  }
}

export const stochasticRsi = defineIndicator({
  id: "stoch-rsi",
  name: "Stochastic RSI",
  parameters: {
    period: periodParameter(14),
    stochastic: periodParameter(14),
    smooth: periodParameter(3),
    signal: periodParameter(3),
  },
  inputs: ["close"],
  outputs: [separateLine("k"), separateLine("d")],
  create: ({ period, stochastic, smooth, signal }) => ofCloses(new StochasticRsi(period, stochastic, smooth, signal)),
});

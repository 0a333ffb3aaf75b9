import { defineIndicator, periodParameter, separateHistogram, separateLine } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle } from "../indicator.ts";
import { RollingExtreme } from "../rolling/rolling-extreme.ts";

/**
 * Aroon, 0 to 100: up = 100 × (period − candles since the highest high) ÷ period, down the same of the lowest low, among the last
 * `period` + 1 candles, the newest of equal ones; oscillator = up − down. Source: Chande 1995, TA-Lib AROON, Tulip aroon.
 */
class Aroon extends CandleIndicator<{ up: number; down: number; oscillator: number }> {
  readonly #period: number;
  private readonly highs: RollingExtreme;
  private readonly lows: RollingExtreme;

  constructor(period: number) {
    super(period + 1, { up: Number.NaN, down: Number.NaN, oscillator: Number.NaN });
    this.#period = period;
    this.highs = new RollingExtreme("highest", period + 1);
    this.lows = new RollingExtreme("lowest", period + 1);
  }

  protected step({ high, low }: IndicatorCandle): void {
    this.highs.push(high);
    this.lows.push(low);
    if (!this.isReady) return;
    this.current.up = (100 * (this.#period - this.highs.age)) / this.#period;
    this.current.down = (100 * (this.#period - this.lows.age)) / this.#period;
    this.current.oscillator = this.current.up - this.current.down;
  }
}

export const aroon = defineIndicator({
  id: "aroon",
  name: "Aroon",
  parameters: { period: periodParameter(14) },
  inputs: ["high", "low"],
  outputs: [separateLine("up"), separateLine("down"), separateHistogram("oscillator")],
  create: ({ period }) => new Aroon(period),
});

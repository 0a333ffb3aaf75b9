import { defineIndicator, numberParameter, overlayLine } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle } from "../indicator.ts";

/**
 * Parabolic stop and reverse: sar + acceleration × (extreme − sar), never beyond the last two candles; reverses to the extreme when
 * touched, and the acceleration starts again. The second candle begins it: falling when its low fell by more than its high rose,
 * else rising, from the other end of the first candle. Source: Wilder 1978, TA-Lib SAR.
 */
class ParabolicSar extends CandleIndicator {
  readonly #step: number;
  readonly #max: number;
  private isRising = true;
  private sar = 0;
  private extreme = 0;
  private acceleration = 0;
  private high = 0;
  private low = 0;

  constructor(step: number, max: number) {
    super(2, Number.NaN);
    this.#step = Math.min(step, max);
    this.#max = max;
  }

  protected step({ high, low }: IndicatorCandle): void {
    if (this.count === 2) this.#begin(high, low);
    if (this.count >= 2) {
      if (this.isRising ? low <= this.sar : high >= this.sar) this.#reverse(high, low);
      else this.#advance(high, low);
    }
    this.high = high;
    this.low = low;
  }

  #begin(high: number, low: number): void {
    const fall = this.low - low;
    this.isRising = !(fall > 0 && fall > high - this.high);
    this.sar = this.isRising ? this.low : this.high;
    this.extreme = this.isRising ? high : low;
    this.acceleration = this.#step;
    // No reversal against its own candle: TA-Lib takes the second candle for both of the last two.
    this.high = high;
    this.low = low;
  }

  #reverse(high: number, low: number): void {
    this.isRising = !this.isRising;
    this.sar = this.#clear(this.extreme, high, low);
    this.current = this.sar;
    this.acceleration = this.#step;
    this.extreme = this.isRising ? high : low;
    this.#project(high, low);
  }

  #advance(high: number, low: number): void {
    this.current = this.sar;
    if (this.isRising ? high > this.extreme : low < this.extreme) {
      this.extreme = this.isRising ? high : low;
      this.acceleration = Math.min(this.#max, this.acceleration + this.#step);
    }
    this.#project(high, low);
  }

  /** The stop for the next candle. */
  #project(high: number, low: number): void {
    this.sar = this.#clear(this.sar + this.acceleration * (this.extreme - this.sar), high, low);
  }

  /** Kept off the last two candles. */
  #clear(sar: number, high: number, low: number): number {
    return this.isRising ? Math.min(sar, low, this.low) : Math.max(sar, high, this.high);
  }
}

export const parabolicSar = defineIndicator({
  id: "parabolic-sar",
  name: "Parabolic stop and reverse",
  parameters: { step: numberParameter(0.02, 0.0001, 10), max: numberParameter(0.2, 0.0001, 10) },
  inputs: ["high", "low"],
  outputs: [overlayLine("sar")],
  create: ({ step, max }) => new ParabolicSar(step, max),
});

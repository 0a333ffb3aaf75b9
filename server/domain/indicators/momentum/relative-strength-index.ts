import { WilderAverage } from "../averages/wilder-average.ts";
import { defineIndicator, ofCloses, periodParameter, separateLine } from "../definition.ts";
import { ValueIndicator } from "../indicator.ts";

/**
 * Relative strength index, 0 to 100: 100 × average gain ÷ (average gain + average loss), both Wilder's averages of the changes,
 * seeded with the mean of the first `period` changes; 50 when nothing moved. Source: Wilder 1978, TA-Lib RSI (0 when nothing moved).
 */
export class RelativeStrengthIndex extends ValueIndicator {
  private readonly gains: WilderAverage;
  private readonly losses: WilderAverage;
  private last = 0;

  constructor(period: number) {
    super(period + 1, Number.NaN);
    this.gains = new WilderAverage(period);
    this.losses = new WilderAverage(period);
  }

  protected step(value: number): void {
    const change = value - this.last;
    this.last = value;
    if (this.count === 1) return;
    this.gains.update(Math.max(0, change));
    this.losses.update(Math.max(0, -change));
    if (!this.isReady) return;
    const moved = this.gains.value + this.losses.value;
    this.current = moved > 0 ? 100 * (this.gains.value / moved) : 50;
  }
}

export const relativeStrengthIndex = defineIndicator({
  id: "rsi",
  name: "Relative strength index",
  parameters: { period: periodParameter(14) },
  inputs: ["close"],
  outputs: [separateLine("rsi")],
  create: ({ period }) => ofCloses(new RelativeStrengthIndex(period)),
});

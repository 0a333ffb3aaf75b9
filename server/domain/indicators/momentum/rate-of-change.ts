import { defineIndicator, ofCloses, periodParameter, separateLine } from "../definition.ts";
import { ValueIndicator } from "../indicator.ts";
import { Ring } from "../rolling/ring.ts";

/** Rate of change in percent: 100 × (value ÷ value `period` ago − 1); 0 when that was 0. Source: TA-Lib ROC. */
export class RateOfChange extends ValueIndicator {
  private readonly window: Ring;

  constructor(period: number) {
    super(period + 1, Number.NaN);
    this.window = new Ring(period);
  }

  protected step(value: number): void {
    const before = this.window.oldest;
    this.window.push(value);
    if (this.isReady) this.current = before === 0 ? 0 : (100 * (value - before)) / before;
  }
}

export const rateOfChange = defineIndicator({
  id: "roc",
  name: "Rate of change",
  parameters: { period: periodParameter(10) },
  inputs: ["close"],
  outputs: [separateLine("roc")],
  create: ({ period }) => ofCloses(new RateOfChange(period)),
});

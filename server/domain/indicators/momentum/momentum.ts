import { defineIndicator, ofCloses, periodParameter, separateLine } from "../definition.ts";
import { ValueIndicator } from "../indicator.ts";
import { Ring } from "../rolling/ring.ts";

/** Momentum: value − value `period` ago. Source: TA-Lib MOM. */
class Momentum extends ValueIndicator {
  private readonly window: Ring;

  constructor(period: number) {
    super(period + 1, Number.NaN);
    this.window = new Ring(period);
  }

  protected step(value: number): void {
    if (this.isReady) this.current = value - this.window.oldest;
    this.window.push(value);
  }
}

export const momentum = defineIndicator({
  id: "momentum",
  name: "Momentum",
  parameters: { period: periodParameter(10) },
  inputs: ["close"],
  outputs: [separateLine("momentum")],
  create: ({ period }) => ofCloses(new Momentum(period)),
});

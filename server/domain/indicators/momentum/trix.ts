import { ExponentialMovingAverage } from "../averages/exponential-moving-average.ts";
import { defineIndicator, ofCloses, periodParameter, separateLine } from "../definition.ts";
import { ValueIndicator } from "../indicator.ts";
import { RateOfChange } from "./rate-of-change.ts";

/** TRIX: the change in percent from one candle to the next of the EMA of the EMA of the EMA, each begun when the one before is ready. Source: Hutson 1983, Tulip trix. */
class Trix extends ValueIndicator {
  private readonly first: ExponentialMovingAverage;
  private readonly second: ExponentialMovingAverage;
  private readonly third: ExponentialMovingAverage;
  private readonly change = new RateOfChange(1);

  constructor(period: number) {
    super(3 * period - 1, Number.NaN);
    this.first = new ExponentialMovingAverage(period);
    this.second = new ExponentialMovingAverage(period);
    this.third = new ExponentialMovingAverage(period);
  }

  protected step(value: number): void {
    this.first.update(value);
    if (!this.first.isReady) return;
    this.second.update(this.first.value);
    if (!this.second.isReady) return;
    this.third.update(this.second.value);
    if (!this.third.isReady) return;
    this.change.update(this.third.value);
    this.current = this.change.value;
  }
}

export const trix = defineIndicator({
  id: "trix",
  name: "TRIX",
  parameters: { period: periodParameter(18) },
  inputs: ["close"],
  outputs: [separateLine("trix")],
  create: ({ period }) => ofCloses(new Trix(period)),
});

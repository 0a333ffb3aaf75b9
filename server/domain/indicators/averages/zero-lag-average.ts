import { defineIndicator, ofCloses, overlayLine, periodParameter } from "../definition.ts";
import { ValueIndicator } from "../indicator.ts";
import { Ring } from "../rolling/ring.ts";
import { ExponentialMovingAverage } from "./exponential-moving-average.ts";

/** Zero-lag EMA: the EMA of `2 × value − value lag ago` with lag = (period − 1) / 2 rounded down. Source: Ehlers and Way 2010; seeded as our EMA. */
class ZeroLagAverage extends ValueIndicator {
  private readonly delayed: Ring;
  private readonly average: ExponentialMovingAverage;

  constructor(period: number) {
    const lag = Math.floor((period - 1) / 2);
    super(period + lag, Number.NaN);
    this.delayed = new Ring(lag + 1);
    this.average = new ExponentialMovingAverage(period);
  }

  protected step(value: number): void {
    this.delayed.push(value);
    if (!this.delayed.isFull) return;
    this.average.update(2 * value - this.delayed.oldest);
    this.current = this.average.value;
  }
}

export const zeroLagAverage = defineIndicator({
  id: "zlema",
  name: "Zero-lag exponential moving average",
  parameters: { period: periodParameter(20) },
  inputs: ["close"],
  outputs: [overlayLine("zlema")],
  create: ({ period }) => ofCloses(new ZeroLagAverage(period)),
});

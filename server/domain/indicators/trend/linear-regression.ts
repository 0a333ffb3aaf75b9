import { defineIndicator, ofCloses, overlayLine, periodParameter, separateLine } from "../definition.ts";
import { ValueIndicator } from "../indicator.ts";
import { RollingLine } from "../rolling/rolling-line.ts";

/** Least-squares line through the last `period` values: where it ends now, and its rise from one candle to the next. Source: TA-Lib LINEARREG and LINEARREG_SLOPE. */
class LinearRegression extends ValueIndicator<{ line: number; slope: number }> {
  readonly #period: number;
  private readonly window: RollingLine;

  constructor(period: number) {
    super(period, { line: Number.NaN, slope: Number.NaN });
    this.#period = period;
    this.window = new RollingLine(period);
  }

  protected step(value: number): void {
    this.window.push(value);
    if (!this.isReady) return;
    const { slope } = this.window;
    this.current.slope = slope;
    this.current.line = this.window.mean + (slope * (this.#period - 1)) / 2;
  }
}

export const linearRegression = defineIndicator({
  id: "linear-regression",
  name: "Linear regression",
  parameters: { period: periodParameter(14, 2) },
  inputs: ["close"],
  outputs: [overlayLine("line"), separateLine("slope")],
  create: ({ period }) => ofCloses(new LinearRegression(period)),
});

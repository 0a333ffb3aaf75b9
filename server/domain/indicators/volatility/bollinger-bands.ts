import {
  defineIndicator,
  numberParameter,
  ofCloses,
  overlayBand,
  overlayLine,
  periodParameter,
  separateLine,
} from "../definition.ts";
import { ValueIndicator } from "../indicator.ts";
import { RollingMoments } from "../rolling/rolling-moments.ts";

type Bands = { upper: number; middle: number; lower: number; percentB: number; bandwidth: number };

/**
 * Bollinger bands: the mean of `period` values ± `deviations` standard deviations of the population. percentB = (value − lower) ÷
 * (upper − lower), a half without a width; bandwidth = (upper − lower) ÷ middle, a fraction, 0 when that is 0.
 * Source: Bollinger 2001, TA-Lib BBANDS, Stock.Indicators.
 */
class BollingerBands extends ValueIndicator<Bands> {
  readonly #deviations: number;
  private readonly window: RollingMoments;

  constructor(period: number, deviations: number) {
    const unknown = Number.NaN;
    super(period, { upper: unknown, middle: unknown, lower: unknown, percentB: unknown, bandwidth: unknown });
    this.#deviations = deviations;
    this.window = new RollingMoments(period);
  }

  protected step(value: number): void {
    const { window, current } = this;
    window.push(value);
    if (!this.isReady) return;
    const { mean } = window;
    const reach = this.#deviations * Math.sqrt(window.variance);
    current.upper = mean + reach;
    current.middle = mean;
    current.lower = mean - reach;
    const width = current.upper - current.lower;
    current.percentB = width > 0 ? (value - current.lower) / width : 0.5;
    current.bandwidth = mean === 0 ? 0 : width / mean;
  }
}

export const bollingerBands = defineIndicator({
  id: "bollinger",
  name: "Bollinger bands",
  parameters: { period: periodParameter(20), deviations: numberParameter(2, 0.1, 10) },
  inputs: ["close"],
  outputs: [
    overlayBand("upper"),
    overlayLine("middle"),
    overlayBand("lower"),
    separateLine("percentB"),
    separateLine("bandwidth"),
  ],
  create: ({ period, deviations }) => ofCloses(new BollingerBands(period, deviations)),
});

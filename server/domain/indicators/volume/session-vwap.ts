import { defineIndicator, overlayLine } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle, typicalPrice } from "../indicator.ts";
import { CompensatedSum } from "../rolling/compensated-sum.ts";
import { utcDay } from "../utc-day.ts";

/**
 * Volume-weighted average price of the UTC day so far: Σ typical price × volume ÷ Σ volume, begun anew with the first candle of each
 * day; the last typical price until something trades. A stream that begins within a day gives the average from there on.
 * Source: Stock.Indicators Vwap, which has no sessions.
 */
class SessionVwap extends CandleIndicator {
  private readonly products = new CompensatedSum();
  private readonly volumes = new CompensatedSum();
  private day = -1;

  constructor() {
    super(1, Number.NaN);
  }

  protected step(candle: IndicatorCandle): void {
    const day = utcDay(candle.openAt);
    if (day !== this.day) {
      this.products.clear();
      this.volumes.clear();
      this.day = day;
    }
    const price = typicalPrice(candle);
    this.products.add(price * candle.volume);
    this.volumes.add(candle.volume);
    this.current = this.volumes.value > 0 ? this.products.value / this.volumes.value : price;
  }
}

export const sessionVwap = defineIndicator({
  id: "vwap",
  name: "Volume-weighted average price of the day",
  parameters: {},
  inputs: ["high", "low", "close", "volume", "time"],
  outputs: [overlayLine("vwap")],
  create: () => new SessionVwap(),
});

import { defineIndicator, overlayLine } from "../definition.ts";
import { CandleIndicator, type IndicatorCandle } from "../indicator.ts";
import { utcDay } from "../utc-day.ts";

type Levels = { pivot: number; r1: number; s1: number; r2: number; s2: number; r3: number; s3: number };

/**
 * Floor pivot points of the UTC day before that had candles: pivot = (high + low + close) / 3; r1 = 2 × pivot − low,
 * r2 = pivot + high − low, r3 = r1 + high − low; s1 to s3 mirror them with the high. They stand from the first candle of a day;
 * ready with the second day, and its levels are of a part of the first when the stream began within that. `warmup` counts days.
 */
class PivotPoints extends CandleIndicator<Levels> {
  private day = -1;
  private days = 0;
  private high = 0;
  private low = 0;
  private close = 0;

  constructor() {
    const unknown = Number.NaN;
    super(2, { pivot: unknown, r1: unknown, s1: unknown, r2: unknown, s2: unknown, r3: unknown, s3: unknown });
  }

  override get isReady(): boolean {
    return this.days >= this.warmup;
  }

  protected step({ openAt, high, low, close }: IndicatorCandle): void {
    const day = utcDay(openAt);
    if (day === this.day) {
      this.high = Math.max(this.high, high);
      this.low = Math.min(this.low, low);
    } else {
      this.days += 1;
      if (this.isReady) this.#stand();
      this.day = day;
      this.high = high;
      this.low = low;
    }
    this.close = close;
  }

  #stand(): void {
    const { high, low, close, current } = this;
    const range = high - low;
    const pivot = (high + low + close) / 3;
    current.pivot = pivot;
    current.r1 = 2 * pivot - low;
    current.s1 = 2 * pivot - high;
    current.r2 = pivot + range;
    current.s2 = pivot - range;
    current.r3 = current.r1 + range;
    current.s3 = current.s1 - range;
  }
}

export const pivotPoints = defineIndicator({
  id: "pivot-points",
  name: "Daily pivot points",
  parameters: {},
  inputs: ["high", "low", "close", "time"],
  outputs: ["pivot", "r1", "s1", "r2", "s2", "r3", "s3"].map(overlayLine),
  warmupUnit: "days",
  create: () => new PivotPoints(),
});

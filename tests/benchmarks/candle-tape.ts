import type { Candle } from "../../server/domain/markets/candle.ts";
import type { CandleEvent } from "../../server/domain/markets/market-event.ts";
import { Seeded } from "../support/seeded.ts";

const MINUTE_MS = 60_000;
const START_AT = Date.UTC(2020, 0, 1);

/** Candles in typed columns, handed over through one event that is filled anew each time. */
export class CandleTape implements Iterable<CandleEvent> {
  readonly length: number;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;

  constructor(length: number) {
    this.length = length;
    this.open = new Float64Array(length);
    this.high = new Float64Array(length);
    this.low = new Float64Array(length);
    this.close = new Float64Array(length);
    this.volume = new Float64Array(length);
    const random = new Seeded(7);
    let price = 4_000_000;
    for (let i = 0; i < length; i++) {
      this.open[i] = price;
      price = Math.max(1_000_000, price + random.between(-1_000, 1_000));
      this.close[i] = price;
      this.high[i] = Math.max(this.open[i] as number, price) + 50;
      this.low[i] = Math.min(this.open[i] as number, price) - 50;
      this.volume[i] = random.between(1, 1_000_000);
    }
  }

  [Symbol.iterator](): Iterator<CandleEvent> {
    const { open, high, low, close, volume, length } = this;
    const candle: { -readonly [Key in keyof Candle]: Candle[Key] } = {
      timeframe: "1m",
      openAt: START_AT,
      openTicks: 0,
      highTicks: 0,
      lowTicks: 0,
      closeTicks: 0,
      volumeLots: 0,
    };
    const event: { -readonly [Key in keyof CandleEvent]: CandleEvent[Key] } = {
      kind: "candle",
      instrumentId: "BTC-USDT",
      at: START_AT,
      candle,
    };
    const result: { done: false; value: CandleEvent } = { done: false, value: event };
    const end: IteratorReturnResult<undefined> = { done: true, value: undefined };
    let i = 0;
    return {
      next() {
        if (i === length) return end;
        candle.openAt = START_AT + i * MINUTE_MS;
        candle.openTicks = open[i] as number;
        candle.highTicks = high[i] as number;
        candle.lowTicks = low[i] as number;
        candle.closeTicks = close[i] as number;
        candle.volumeLots = volume[i] as number;
        event.at = candle.openAt + MINUTE_MS;
        i += 1;
        return result;
      },
    };
  }
}

import { InvariantError, invariant } from "../errors/invariant.ts";
import { Stateful } from "./state.ts";

/** A closed candle in numbers: prices in the quote currency, volume in the base currency, `openAt` in UTC milliseconds. */
export type IndicatorCandle = {
  readonly openAt: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
};

/** One number, or several by name. */
export type IndicatorValue = number | Record<string, number>;

/**
 * A statistic over a stream, brought forward by one input at a time in constant time and memory and without allocating.
 * `value` is NaN, as a whole or in each output, until `warmup` inputs came, and finite from then on.
 * The record of several outputs is always the same object: read it, do not keep it.
 */
export abstract class Indicator<Input, Value extends IndicatorValue = number> extends Stateful {
  readonly warmup: number;
  protected current: Value;
  protected count = 0;

  constructor(warmup: number, unknown: Value) {
    super();
    invariant(Number.isSafeInteger(warmup) && warmup >= 1, `A warmup of ${warmup} inputs is no whole number from 1`);
    this.warmup = warmup;
    this.current = unknown;
  }

  get value(): Readonly<Value> {
    return this.current;
  }

  get isReady(): boolean {
    return this.count >= this.warmup;
  }

  /** Takes the next input. Throws for numbers that are not finite, which would spoil all that follows. */
  abstract update(input: Input): void;
}

/** An indicator of any series of numbers: prices, or the values of another indicator. */
export abstract class ValueIndicator<Value extends IndicatorValue = number> extends Indicator<number, Value> {
  update(value: number): void {
    if (!Number.isFinite(value)) throw new InvariantError(`An indicator takes finite numbers, not ${value}`);
    this.count += 1;
    this.step(value);
  }

  protected abstract step(value: number): void;
}

/** An indicator of candles. */
export abstract class CandleIndicator<Value extends IndicatorValue = number> extends Indicator<IndicatorCandle, Value> {
  update(candle: IndicatorCandle): void {
    const { open, high, low, close, volume } = candle;
    if (!Number.isFinite(open + high + low + close + volume))
      throw new InvariantError(`An indicator takes finite candles, not ${JSON.stringify(candle)}`);
    this.count += 1;
    this.step(candle);
  }

  protected abstract step(candle: IndicatorCandle): void;
}

export const typicalPrice = ({ high, low, close }: IndicatorCandle): number => (high + low + close) / 3;

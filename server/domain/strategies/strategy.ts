import type { Candle } from "../markets/candle.ts";
import type { Instrument } from "../markets/instrument.ts";
import type { Quote } from "../markets/quote.ts";
import type { Fill } from "../orders/fill.ts";
import type { OrderType, Side, TimeInForce } from "../orders/order-type.ts";
import type { Timeframe } from "../time/timeframe.ts";
import type { Timestamp } from "../time/timestamp.ts";

/** A strategy's wish: an order, a cancel of one of its own orders, or to be woken at a time. */
export type StrategyIntent =
  | {
      readonly kind: "submit";
      readonly side: Side;
      readonly type: OrderType;
      readonly quantityLots: number;
      readonly priceTicks: number | null;
      readonly timeInForce: TimeInForce;
    }
  | { readonly kind: "cancel"; readonly orderId: string }
  | { readonly kind: "wake"; readonly timerId: string; readonly at: Timestamp };

/** What a strategy may see; money only as it concerns its own instrument. */
export type StrategyContext = {
  readonly now: Timestamp;
  readonly instrument: Instrument;
  /** Whole lots held net of dust. */
  readonly positionLots: number;
  /** Its own working orders. */
  readonly workingOrderIds: readonly string[];
  readonly quote: Quote | null;
};

/** JSON values: a strategy's state must survive being written down and read back. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Candles that are missing: those that open from `fromAt` up to, not including, `untilAt`. */
type CandleGap = { readonly timeframe: Timeframe; readonly fromAt: Timestamp; readonly untilAt: Timestamp };

/**
 * The contract of a strategy, the same in backtest, paper and live. `state` belongs to the run and is plain JSON; handlers
 * may change it in place and must not keep anything elsewhere, so that a recovered run goes on where it was.
 */
export type Strategy<State extends Json = Json> = {
  readonly name: string;
  readonly parameters: Readonly<
    Record<string, { readonly default: number; readonly min: number; readonly max: number }>
  >;
  initialState(parameters: Readonly<Record<string, number>>): State;
  /** Closed candles, each once and in order; of each timeframe every one follows the last, or `onGap` is called before. */
  onCandle?(state: State, candle: Candle, context: StrategyContext): readonly StrategyIntent[];
  /** Without it a run starts over with its initial state, as what it has learned does not reach across the gap. */
  onGap?(state: State, gap: CandleGap, context: StrategyContext): readonly StrategyIntent[];
  onQuote?(state: State, quote: Quote, context: StrategyContext): readonly StrategyIntent[];
  onFill?(state: State, fill: Fill, context: StrategyContext): readonly StrategyIntent[];
  onTimer?(state: State, timerId: string, context: StrategyContext): readonly StrategyIntent[];
};

import type { Json, Strategy } from "../../domain/strategies/strategy.ts";
import type { StrategyStatus } from "../../domain/strategies/strategy-status.ts";
import type { Timeframe } from "../../domain/time/timeframe.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import { requestCancel } from "../orders/order-manager.ts";

export type Timer = { readonly timerId: string; readonly at: Timestamp };

/** A started strategy with its parameters, its own state and what it has working. */
export type StrategyRun = {
  readonly runId: string;
  readonly strategy: Strategy;
  readonly holding: Holding;
  readonly parameters: Readonly<Record<string, number>>;
  status: StrategyStatus;
  reason: string | null;
  state: Json;
  timers: Timer[];
  /** When the newest candle of each timeframe opened that the strategy was shown. */
  candles: Partial<Record<Timeframe, Timestamp>>;
  readonly orderIds: Set<string>;
  /** The run as last journaled, and whether it has been called since. */
  journaled: string;
  isTouched: boolean;
};

export type RunStart = {
  runId: string;
  strategy: string;
  instrumentId: string;
  parameters: Readonly<Record<string, number>>;
};

/** A run that can go on no more: its orders are canceled, its position stays. */
export function fault(state: EngineState, run: StrategyRun, error: unknown): void {
  run.status = "faulted";
  run.reason = error instanceof Error ? error.message : String(error);
  for (const orderId of [...run.orderIds]) requestCancel(state, orderId);
}

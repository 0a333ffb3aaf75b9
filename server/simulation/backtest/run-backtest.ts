import type { MarketEvent } from "../../domain/markets/market-event.ts";
import type { EngineChange } from "../../engine/engine-change.ts";
import type { ControlEvent } from "../../engine/engine-event.ts";
import { createState, type EngineState, type SessionSeed } from "../../engine/engine-state.ts";
import type { Venue } from "../../engine/ports.ts";
import { TradingSession } from "../../engine/trading-session.ts";

export type BacktestInput = SessionSeed & {
  readonly venue: Venue;
  readonly events: Iterable<MarketEvent>;
  /** Runs to start and orders to place, in order of time; each enters before the first market event after its `at`. */
  readonly controls: readonly ControlEvent[];
  /** Called with each batch of changes as it would be journaled. */
  readonly record?: (sequence: number, changes: readonly EngineChange[]) => void;
};

/**
 * Runs a tape through the same session as paper and live; the journal is a callback, so nothing is waited for.
 * Returns the final state. Same input, same changes, byte for byte.
 */
export function runBacktest(input: BacktestInput): EngineState {
  const state = createState(input);
  const session = new TradingSession(state, input.venue);
  const { controls, record } = input;
  let nextControl = 0;
  const settle = () => {
    for (let batch = session.drain(); batch !== null; batch = session.drain()) {
      record?.(batch.sequence, batch.changes);
      session.committed(batch);
    }
  };
  for (const event of input.events) {
    while (nextControl < controls.length && (controls[nextControl] as ControlEvent).at < event.at) {
      session.control(controls[nextControl] as ControlEvent);
      nextControl += 1;
      settle();
    }
    session.offer(event, null);
    if (session.hasOutput) settle();
  }
  return state;
}

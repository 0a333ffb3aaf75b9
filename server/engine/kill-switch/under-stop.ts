import { ordersUnder } from "../../domain/kill-switch/orders-under.ts";
import { covers, type Stop } from "../../domain/kill-switch/stop.ts";
import { type StopChecklist, stopChecklist } from "../../domain/kill-switch/stop-checklist.ts";
import { touchTicks } from "../../domain/risk/price-reference.ts";
import type { StrategyStatus } from "../../domain/strategies/strategy-status.ts";
import type { EngineState, Holding, OrderRecord } from "../engine-state.ts";
import type { StrategyRun } from "../strategies/strategy-run.ts";

type Reach = Pick<Stop, "scope" | "action">;

/** Orders that work though these stops want them gone. */
export const ordersToCancel = (state: EngineState, stops: readonly Reach[]): OrderRecord[] =>
  ordersUnder(stops, state.stops, state.working.values());

/** Positions that a stop closes; none where it leaves them. A run has none of its own: its orders are cancelled, no more. */
export function positionsUnder(state: EngineState, stop: Reach): Holding[] {
  if (stop.action !== "flatten" || stop.scope.kind === "run") return [];
  return [...state.holdings.values()].filter(
    ({ instrument, netUnits }) =>
      netUnits !== 0 && covers(stop, { venue: instrument.venue, instrumentId: instrument.id, runId: null }),
  );
}

export function runsUnder(state: EngineState, stop: Reach, status: StrategyStatus = "running"): StrategyRun[] {
  return [...state.runs.values()].filter(({ runId, holding: { instrument }, status: is }) => {
    return is === status && covers(stop, { venue: instrument.venue, instrumentId: instrument.id, runId });
  });
}

/** What each stop in force has not reached yet, from the engine's own state. */
export function checklists(state: EngineState): StopChecklist[] {
  if (state.stops.length === 0) return [];
  const facts = {
    stops: state.stops,
    working: [...state.working.values()],
    ended: [...state.closed.values()].map(({ order }) => order),
    positions: [...state.holdings.values()].map(({ instrument, positionSide, netUnits }) => ({
      instrument,
      positionSide,
      netUnits,
      touchTicks: touchTicks(state.prices.get(instrument.id), netUnits > 0 ? "sell" : "buy"),
    })),
  };
  return state.stops.map((stop) => stopChecklist(stop, facts));
}

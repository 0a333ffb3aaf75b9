import { type Rejection, refuse } from "../../domain/errors/rejection.ts";
import {
  isAtLeast,
  isSameScope,
  SECOND_DOOR,
  type Stop,
  type StopAction,
  type StopScope,
  tradingStateOf,
} from "../../domain/kill-switch/stop.ts";
import type { EngineState, OrderRecord } from "../engine-state.ts";
import { requestCancel } from "../orders/order-manager.ts";
import { ordersToCancel, positionsUnder, runsUnder } from "./under-stop.ts";

export type StopRequest = {
  readonly id: string;
  readonly userId: string;
  readonly scope: StopScope;
  readonly action: StopAction;
  readonly reason: string;
};

export type Pulled = { readonly rejection: Rejection | null; readonly orderIds: readonly string[] };

/**
 * Pulls the switch: from here on the gates let nothing pass that it forbids. What works is asked back at once, whatever it is
 * waiting for; closing positions follows by itself. Pulled again it asks anew; a stricter action takes a milder one's place.
 */
export function pullStop(state: EngineState, request: StopRequest): Pulled {
  const rejection = problemWith(state, request.scope);
  if (rejection !== null) return { rejection, orderIds: [] };
  const standing = state.stops.find(({ scope }) => isSameScope(scope, request.scope));
  if (standing !== undefined && isAtLeast(standing.action, request.action)) {
    return { rejection: null, orderIds: cancelAllUnder(state) };
  }
  const stop = { ...request, at: state.now };
  const pulled: Stop = { ...stop, reason: request.reason || wordsOf(stop), found: foundUnder(state, stop) };
  setStops(state, [...state.stops.filter((other) => other !== standing), pulled], pulled.reason);
  if (isAtLeast(pulled.action, "cancel-orders")) haltRuns(state, pulled);
  return { rejection: null, orderIds: cancelAllUnder(state) };
}

export type ReleaseRequest = { readonly stopIds?: readonly string[]; readonly isSecondDoorShut?: boolean };

/** Lets go of the stops named, or of all: what they had halted goes on, what they had cancelled or closed stays so. */
export function releaseStops(state: EngineState, wanted: ReleaseRequest): Rejection | null {
  const stopIds = wanted.stopIds ?? null;
  const released = state.stops.filter(({ id }) => stopIds === null || stopIds.includes(id));
  if (wanted.isSecondDoorShut === true && released.some(({ userId }) => userId === SECOND_DOOR)) {
    const message = "The whole desk was stopped from its command line. Run `tradewind stop --release` there first.";
    return refuse("second-door-shut", message).rejection;
  }
  if (stopIds !== null) {
    const gone = stopIds.find((id) => state.stops.every((stop) => stop.id !== id));
    const message = "What stopped trading has changed meanwhile. Look again at what stands, then resume.";
    if (gone !== undefined) return refuse("stop-changed", message, { stop: gone }).rejection;
  }
  if (state.stops.length === 0) return null;
  const left = state.stops.filter((stop) => !released.includes(stop));
  setStops(state, left, left.at(-1)?.reason ?? "Resumed by a person");
  const isHalted = haltedBy(state);
  for (const run of state.runs.values()) {
    if (run.status !== "halted" || isHalted.has(run.runId)) continue;
    run.status = "running";
    run.reason = null;
    run.isTouched = true;
  }
  return null;
}

function setStops(state: EngineState, stops: readonly Stop[], reason: string): void {
  state.stops = stops;
  state.tradingState = tradingStateOf(stops);
  state.changes.push({ kind: "trading-state-changed", state: tradingStateOf(stops), reason, stops, at: state.now });
}

/** Also what other stops want gone: whoever pulls a switch waits for no retry. */
function cancelAllUnder(state: EngineState): string[] {
  const asked: string[] = [];
  for (const { order } of ordersToCancel(state, state.stops)) if (requestCancel(state, order.id)) asked.push(order.id);
  return asked;
}

function foundUnder(state: EngineState, stop: Pick<Stop, "id" | "scope" | "action">): Stop["found"] {
  const orders: readonly OrderRecord[] = ordersToCancel(state, [stop]);
  return {
    orders: orders.length,
    positions: positionsUnder(state, stop).length,
    runs: isAtLeast(stop.action, "cancel-orders") ? runsUnder(state, stop).length : 0,
  };
}

function haltRuns(state: EngineState, stop: Stop): void {
  for (const run of runsUnder(state, stop)) {
    run.status = "halted";
    run.reason = stop.reason;
    run.isTouched = true;
  }
}

/** Runs that some stop still holds. */
function haltedBy(state: EngineState): ReadonlySet<string> {
  const strict = state.stops.filter(({ action }) => isAtLeast(action, "cancel-orders"));
  return new Set(strict.flatMap((stop) => runsUnder(state, stop, "halted").map(({ runId }) => runId)));
}

function problemWith({ holdings, runs }: EngineState, scope: StopScope): Rejection | null {
  switch (scope.kind) {
    case "everything":
    case "portfolio":
      return null;
    case "venue":
      return [...holdings.values()].some(({ instrument }) => instrument.venue === scope.venue)
        ? null
        : refuse("venue-unknown", `Nothing is traded at a venue "${scope.venue}" here.`).rejection;
    case "instrument":
      return holdings.has(scope.instrumentId)
        ? null
        : refuse("instrument-unknown", `Instrument "${scope.instrumentId}" is not listed here.`).rejection;
    case "run":
      return runs.has(scope.runId) ? null : refuse("run-unknown", `There is no run "${scope.runId}" here.`).rejection;
  }
}

function wordsOf({ action, userId }: Pick<Stop, "action" | "userId">): string {
  const by = userId === SECOND_DOOR ? "from the command line" : "by a person";
  switch (action) {
    case "no-new-entries":
      return `New entries halted ${by}`;
    case "reduce-only":
      return `Set to reduce only ${by}`;
    case "cancel-orders":
      return `Halted ${by}`;
    case "flatten":
      return `Halted and flattened ${by}`;
  }
}

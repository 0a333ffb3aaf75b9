import type { Rejection } from "../domain/errors/rejection.ts";
import { waitsForEntry } from "../domain/orders/contingency/contingency.ts";
import { isOrderEvent } from "../domain/orders/order-event.ts";
import { refuseToAmend, runAlgorithms, showAlgorithms, tellAlgorithm } from "./algorithms/run-algorithms.ts";
import { startAlgorithm } from "./algorithms/start-algorithm.ts";
import { cancelAlgorithms, steerAlgorithm } from "./algorithms/steer-algorithm.ts";
import { applyLendingEvent } from "./borrowing/lending-events.ts";
import { setBorrowing } from "./borrowing/set-borrowing.ts";
import { amendLegs } from "./contingencies/amend-legs.ts";
import { followGroups } from "./contingencies/follow-group.ts";
import { placeGroup } from "./contingencies/place-group.ts";
import type { ControlOutcome, EngineChange } from "./engine-change.ts";
import type { EngineCommand } from "./engine-command.ts";
import type { ControlEvent, EngineEvent } from "./engine-event.ts";
import type { EngineState, Holding } from "./engine-state.ts";
import { takeMarkouts } from "./execution-quality/take-markouts.ts";
import { guardAgain, NEVER_REACHED_VENUE } from "./held/guard-again.ts";
import { expireHeld, journalTrails } from "./held/held-orders.ts";
import { submitReleased, watchTriggers } from "./held/release.ts";
import { journalRuns } from "./journal/run-journal.ts";
import { enforceStops } from "./kill-switch/enforce-stops.ts";
import { pullStop, releaseStops } from "./kill-switch/pull-stop.ts";
import { applyAccountEvent, recallOrphans } from "./margin/account-events.ts";
import { addMargin } from "./margin/add-margin.ts";
import { reversePosition } from "./margin/reverse-position.ts";
import { setMargin } from "./margin/set-margin.ts";
import { cancelExpired } from "./orders/cancel-expired.ts";
import { applyOrderEvent, type Placement, placeOrder, requestCancel } from "./orders/order-manager.ts";
import { moveCash } from "./positions/cash-ledger.ts";
import { closePosition } from "./positions/close-position.ts";
import { findPosition, namedPosition } from "./positions/find-position.ts";
import { setPositionMode } from "./positions/set-position-mode.ts";
import { amendOrder } from "./replacements/amend-order.ts";
import { cancelWithReplacement, followReplaced } from "./replacements/follow-replaced.ts";
import { replaceCanceled } from "./replacements/replace-canceled.ts";
import { takeOverBeyond } from "./replacements/take-over.ts";
import { setSelfTrade } from "./self-trade/prevent.ts";
import { onFill, onMarket, onTimer, startRun, stopRun } from "./strategies/strategy-host.ts";

export type Step = { readonly commands: readonly EngineCommand[]; readonly changes: readonly EngineChange[] };

const NOTHING: Step = { commands: [], changes: [] };

/** The only door into the engine. Synchronous and deterministic: no clock, no network, no randomness, no await. */
export function step(state: EngineState, event: EngineEvent): Step {
  if (event.at > state.now) state.now = event.at;
  if (state.expiring.nextAt <= state.now) cancelExpired(state);
  switch (event.kind) {
    case "market":
      if (state.markouts.nextDueAt < event.at) takeMarkouts(state, event.at);
      state.prices.observe(event.event);
      if (!state.triggers.isEmpty || state.released.size > 0) watchTriggers(state, event.event);
      if (!state.algorithms.isIdle) showAlgorithms(state, event.event);
      onMarket(state, event.event);
      break;
    case "venue":
      onVenueEvent(state, event.event);
      break;
    case "timer":
      expireHeld(state);
      onTimer(state);
      break;
    case "control":
      onControl(state, event);
      break;
  }
  if (state.contingent.length > 0) followGroups(state);
  if (state.released.size > 0) submitReleased(state, false);
  if (concernsTrails(state, event) && state.triggers.areMovesDue(state.now)) journalTrails(state);
  if (!state.algorithms.isIdle) runAlgorithms(state, event);
  if (state.stops.length > 0) enforceStops(state, event.kind === "market" ? event.event.instrumentId : null);
  if (state.contingent.length > 0) followGroups(state);
  if (state.runs.size > 0) journalRuns(state);
  if (state.changes.length === 0 && state.commands.length === 0) return NOTHING;
  const produced = { commands: state.commands, changes: state.changes };
  state.commands = [];
  state.changes = [];
  return produced;
}

/** The markets of others must not decide when a trail is journaled: a session that sleeps through them journals the same. */
const concernsTrails = (state: EngineState, event: EngineEvent): boolean =>
  event.kind !== "market" || state.triggers.holdsIn(event.event.instrumentId);

const SAYS_WHAT_IS_THERE: ReadonlySet<string> = new Set(["accepted", "amended", "amend-rejected"]);

function onVenueEvent(state: EngineState, event: Extract<EngineEvent, { kind: "venue" }>["event"]): void {
  if (event.kind === "funded" || event.kind === "liquidated") {
    applyAccountEvent(state, event);
    return;
  }
  if (!isOrderEvent(event)) {
    applyLendingEvent(state, event);
    return;
  }
  const lost =
    event.kind === "rejected" && event.code === NEVER_REACHED_VENUE ? state.working.get(event.orderId) : null;
  const leaving = event.kind === "canceled" ? state.working.get(event.orderId) : undefined;
  if (leaving?.order.amendment?.isReplacement) {
    replaceCanceled(state, leaving, leaving.order.amendment);
    return;
  }
  const wasWorking = state.working.has(event.orderId);
  const fill = applyOrderEvent(state, event);
  if (lost) guardAgain(state, lost);
  if (!state.algorithms.isEmpty) tellAlgorithm(state, event.orderId, fill);
  const record = state.working.get(event.orderId) ?? state.closed.get(event.orderId);
  if (record !== undefined && (fill !== null || event.kind !== "filled"))
    followReplaced(state, record, event, wasWorking);
  // That a stop is there may be learned only after what it guards has gone.
  const isLess = fill !== null || (SAYS_WHAT_IS_THERE.has(event.kind) && record?.order.trigger);
  if (isLess && record !== undefined && record.holding.margin === null) takeOverBeyond(state, record.holding);
  if (fill === null) return;
  if (record !== undefined && record.holding.margin !== null) recallOrphans(state, record.holding);
  if (record?.order.source.kind === "strategy") onFill(state, fill, record.order.source.runId);
}

function onControl(state: EngineState, event: ControlEvent): void {
  const { key, isExpired, at } = event;
  const outcome: ControlOutcome = isExpired ? { kind: "expired" } : carryOut(state, event);
  state.changes.push({ kind: "control-handled", key, outcome, at });
}

const done = (orderIds: readonly string[] = []): ControlOutcome => ({ kind: "done", orderIds });

function refused(code: string, message: string, facts: Record<string, string> = {}): ControlOutcome {
  return { kind: "refused", code, message, facts, orderIds: [] };
}

const answer = (rejection: Rejection | null, orderIds: readonly string[] = []): ControlOutcome =>
  rejection === null ? done(orderIds) : { kind: "refused", ...rejection, orderIds };

function carryOut(state: EngineState, { action, key, userId }: ControlEvent): ControlOutcome {
  switch (action.kind) {
    case "place-order":
      return onPosition(state, action.intent, (holding, intent) => placeOrder(state, holding, intent));
    case "place-group": {
      const { orderIds, rejection } = placeGroup(state, action);
      return answer(rejection, orderIds);
    }
    case "amend-order":
      return answer(refuseToAmend(state, action.orderId) ?? amendOrder(state, action.orderId, action), [
        action.orderId,
      ]);
    case "amend-legs": {
      const rejection = amendLegs(state, action.legs);
      return answer(rejection, rejection === null ? action.legs.map(({ orderId }) => orderId) : []);
    }
    case "close-position":
      return onInstrument(state, action.instrumentId, (whole) => {
        const named = namedPosition(state, whole, action.positionSide ?? null);
        if (!named.ok) return { orderId: null, rejection: named.rejection };
        return closePosition(state, named.value, action.share, { kind: "manual", userId, key });
      });
    case "reverse-position": {
      const whole = state.holdings.get(action.instrumentId);
      if (whole === undefined) return unlisted(action.instrumentId);
      const named = namedPosition(state, whole, action.positionSide ?? null);
      if (!named.ok) return answer(named.rejection);
      const { orderIds, rejection } = reversePosition(state, named.value, { kind: "manual", userId, key });
      return answer(rejection, orderIds);
    }
    case "set-margin": {
      const holding = state.holdings.get(action.instrumentId);
      return holding === undefined ? unlisted(action.instrumentId) : answer(setMargin(state, holding, action.setting));
    }
    case "move-margin": {
      const whole = state.holdings.get(action.instrumentId);
      if (whole === undefined) return unlisted(action.instrumentId);
      const named = namedPosition(state, whole, action.positionSide ?? null);
      return answer(named.ok ? addMargin(state, named.value, action.units) : named.rejection);
    }
    case "set-position-mode": {
      const whole = state.holdings.get(action.instrumentId);
      return whole === undefined ? unlisted(action.instrumentId) : answer(setPositionMode(state, whole, action.mode));
    }
    case "move-cash":
      return answer(moveCash(state, { key, userId, currency: action.currency, units: action.units }));
    case "cancel-order":
      if (cancelWithReplacement(state, action.orderId)) return done([action.orderId]);
      return refused("not-working", `Order "${action.orderId}" is not working any more.`, { orderId: action.orderId });
    case "cancel-all":
      cancelAlgorithms(state, action.instrumentId); // They would else send more.
      return done(cancelAll(state, action.instrumentId));
    case "set-borrowing":
      return answer(setBorrowing(state, action.leverage));
    case "set-self-trade":
      setSelfTrade(state, action.mode);
      return done();
    case "halt": {
      const { scope = { kind: "portfolio" }, action: what = "cancel-orders", reason = "" } = action;
      const { rejection, orderIds } = pullStop(state, { id: key, userId, scope, action: what, reason });
      return answer(rejection, orderIds);
    }
    case "resume":
      return answer(releaseStops(state, action));
    case "start-run": {
      const problem = startRun(state, action);
      return problem === null ? done() : refused("run-not-started", problem);
    }
    case "stop-run": {
      const problem = stopRun(state, action.runId);
      return problem === null ? done() : refused("run-not-running", problem);
    }
    case "start-algorithm":
      return onPosition(state, action.intent, (holding, intent) => startAlgorithm(state, holding, intent));
    case "steer-algorithm":
      return answer(steerAlgorithm(state, action.algorithmId, action.to), [action.algorithmId]);
  }
}

const unlisted = (id: string): ControlOutcome =>
  refused("instrument-unknown", `Instrument "${id}" is not listed here.`);

function onInstrument(state: EngineState, id: string, act: (holding: Holding) => Placement): ControlOutcome {
  const holding = state.holdings.get(id);
  if (holding === undefined) return unlisted(id);
  const { orderId, rejection } = act(holding);
  return answer(rejection, orderId === null ? [] : [orderId]);
}

type Meant = Parameters<typeof findPosition>[2];

function onPosition<Intent extends Meant>(
  state: EngineState,
  wanted: Intent,
  act: (holding: Holding, intent: Intent) => Placement,
): ControlOutcome {
  return onInstrument(state, wanted.instrumentId, (whole) => {
    const found = findPosition(state, whole, wanted);
    return found.ok ? act(found.value.holding, found.value.intent) : { orderId: null, rejection: found.rejection };
  });
}

function cancelAll(state: EngineState, instrumentId: string | null): string[] {
  const asked: string[] = [];
  for (const { order } of [...state.working.values()]) {
    if (instrumentId !== null && order.instrumentId !== instrumentId) continue;
    if (waitsForEntry(order)) continue; // It goes with its entry, or guards what that fills before its cancel arrives.
    if (requestCancel(state, order.id)) asked.push(order.id);
  }
  return asked;
}

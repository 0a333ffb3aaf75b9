import { isAtLeast, strictestOver } from "../../domain/kill-switch/stop.ts";
import { formatQuantity } from "../../domain/markets/instrument.ts";
import { type AlgorithmEnd, isEnded } from "../../domain/orders/algorithms/algorithm.ts";
import { childLots } from "../../domain/orders/algorithms/child-size.ts";
import { touchTicks } from "../../domain/risk/price-reference.ts";
import type { EngineState } from "../engine-state.ts";
import { placeOrder, requestCancel } from "../orders/order-manager.ts";
import { refusalNow } from "../orders/risk-gate.ts";
import { selfTradeRefusal } from "../self-trade/prevent.ts";
import { changeAlgorithm } from "./algorithm-journal.ts";
import type { AlgorithmRun } from "./algorithm-run.ts";
import { childIntent, sizeBounds } from "./child-intent.ts";
import { RETRY_MS, type Target, targetOf } from "./slice-target.ts";

/** Looks at one algorithm: ends what is over, cancels what must go, sends what is due. Sets when it is due again. */
export function workAlgorithm(state: EngineState, run: AlgorithmRun): void {
  run.isTouched = false;
  const { status } = run.order.progress;
  if (isEnded(status)) return;
  if (status !== "ending") endIfOver(state, run);
  if (isEnded(run.order.progress.status)) return;
  if (run.order.progress.status === "ending") {
    windUp(state, run);
    return;
  }
  const { plan, progress } = run.order;
  const atWork = run.atWorkLots;
  const left = plan.quantityLots - progress.filledLots - atWork;
  if (progress.status === "paused" || left < 0) {
    cancelChildren(state, run); // A late fill has taken what an order at work was meant for.
    run.dueAt = Math.min(endAt(run), run.children.size > 0 ? run.cancelAt : Number.POSITIVE_INFINITY);
    return;
  }
  if (progress.status === "finishing" && hasResting(run)) {
    cancelChildren(state, run);
    run.dueAt = Math.min(endAt(run), run.cancelAt);
    return;
  }
  if (left > 0 && state.now >= run.nextAt) sendDue(state, run, left, progress.filledLots + atWork);
  const waitsForChild = plan.method.kind === "iceberg" && run.children.size > 0;
  const sendAt = waitsForChild || left === 0 ? Number.POSITIVE_INFINITY : Math.max(run.nextAt, state.now + 1);
  run.dueAt = Math.min(endAt(run), sendAt);
}

/** From here on it sends nothing; it has ended when its orders are gone. */
export function beginEnding(
  state: EngineState,
  run: AlgorithmRun,
  ending: AlgorithmEnd,
  reasonCode: string | null = null,
  reason: string | null = null,
): void {
  run.cancelAt = 0;
  changeAlgorithm(state, run, { status: "ending", ending, reasonCode, reason });
  state.algorithms.touch(run);
}

function endIfOver(state: EngineState, run: AlgorithmRun): void {
  const { plan, progress } = run.order;
  const { instrument } = run.holding;
  const stop = strictestOver(state.stops, { venue: instrument.venue, instrumentId: instrument.id, runId: null });
  if (stop !== null && isAtLeast(stop.action, "cancel-orders")) {
    beginEnding(state, run, "halted", "trading-halted", `The kill switch ended it: ${stop.reason}.`);
  } else if (progress.filledLots >= plan.quantityLots) {
    beginEnding(state, run, "completed");
  } else if (state.now >= endAt(run) && !owesSlice(state, run)) {
    const isDeadline = plan.deadlineAt !== null && state.now >= plan.deadlineAt;
    beginEnding(state, run, "expired", isDeadline ? "deadline-reached" : "schedule-over");
  }
}

/** On a tape that tells only now and then, the last slice and the end can be due at once: the slice goes first. */
function owesSlice(state: EngineState, run: AlgorithmRun): boolean {
  const { plan, progress } = run.order;
  if (plan.deadlineAt !== null && state.now >= plan.deadlineAt) return false;
  return run.schedule !== null && progress.sliceCount < run.schedule.dueMs.length;
}

/** When it ends whatever is left; its own time stands still while it is paused. */
function endAt(run: AlgorithmRun): number {
  const { plan, progress } = run.order;
  const deadline = plan.deadlineAt ?? Number.POSITIVE_INFINITY;
  if (!("durationMs" in plan.method) || progress.pausedAt !== null || progress.status === "finishing") return deadline;
  return Math.min(deadline, plan.startedAt + plan.method.durationMs + progress.pausedMs);
}

function windUp(state: EngineState, run: AlgorithmRun): void {
  if (run.children.size > 0) {
    const { ending } = run.order.progress;
    // What takes at once ends by itself; who cancels or halts does not wait for that.
    if (ending === "canceled" || ending === "halted" || hasResting(run)) cancelChildren(state, run);
    run.dueAt = Math.max(run.cancelAt, state.now + RETRY_MS);
    return;
  }
  changeAlgorithm(state, run, lastWords(run));
  state.algorithms.end(run);
}

/** How it ended: what was filled while it waited for its last orders counts. */
function lastWords({ order: { plan, progress }, holding: { instrument } }: AlgorithmRun) {
  const leftLots = plan.quantityLots - progress.filledLots;
  if (leftLots <= 0) return { status: "completed", ending: "completed", reasonCode: null, reason: null } as const;
  const { ending, reasonCode } = progress;
  if (ending !== "expired") return { status: ending ?? "canceled" };
  const what = reasonCode === "deadline-reached" ? "Its deadline came" : "Its time was over";
  const left = formatQuantity(instrument, leftLots);
  return { status: ending, reason: `${what} with "${left}" ${instrument.base} not filled.` };
}

function cancelChildren(state: EngineState, run: AlgorithmRun): void {
  if (state.now < run.cancelAt) return;
  run.cancelAt = state.now + RETRY_MS;
  for (const orderId of [...run.children.keys()]) requestCancel(state, orderId);
}

const hasResting = (run: AlgorithmRun): boolean => {
  for (const { order } of run.children.values()) if (order.timeInForce === "GTC") return true;
  return false;
};

function sendDue(state: EngineState, run: AlgorithmRun, leftLots: number, committedLots: number): void {
  const { plan, progress } = run.order;
  const { holding } = run;
  const { instrument } = holding;
  const target = targetOf(state, run, committedLots);
  run.nextAt = target.nextAt;
  const isResting = plan.method.kind === "iceberg" && progress.status === "working";
  const touch = touchTicks(state.prices.get(instrument.id), plan.side);
  if (!isResting && isBeyond(plan.side, touch, plan.limitTicks)) {
    holdBack(state, run, target, "beyond-limit", "The market is beyond its limit price.");
    return;
  }
  const whole = childIntent(state, plan, leftLots, isResting);
  const { leastLots: least, mostLots } = sizeBounds(state, holding, whole);
  if (leftLots < least && run.children.size === 0) {
    const rest = formatQuantity(instrument, leftLots);
    const message = `"${rest}" ${instrument.base} is left: below the smallest order, so it was not sent.`;
    note(state, run, target);
    beginEnding(state, run, "completed", "remainder-below-minimum", message);
    return;
  }
  const lots = childLots({
    wantedLots: target.lots - committedLots,
    leftLots,
    leastLots: least,
    mostLots: Math.min(Math.max(target.mostLots, least), mostLots),
  });
  if (lots === 0) {
    note(state, run, target);
    return;
  }
  const intent = { ...whole, quantityLots: lots };
  const refusal = refusalNow(state, holding, intent) ?? selfTradeRefusal(state, holding, intent); // Dry, so that what cannot be sent now leaves no trail of denied orders.
  if (refusal !== null) {
    holdBack(state, run, target, refusal.code, refusal.message);
    return;
  }
  const { orderId } = placeOrder(state, holding, intent);
  const record = state.working.get(orderId);
  if (record !== undefined) run.children.set(orderId, record);
  run.cancelAt = 0;
  changeAlgorithm(state, run, {
    ...target.next,
    childCount: progress.childCount + 1,
    reasonCode: null,
    reason: null,
  });
}

const isBeyond = (side: "buy" | "sell", touch: number, limit: number | null): boolean =>
  limit !== null && touch !== 0 && (side === "buy" ? touch > limit : touch < limit);

/** A slice's time has come with nothing to send. */
function note(state: EngineState, run: AlgorithmRun, { next }: Target): void {
  if (Object.keys(next).length > 0) changeAlgorithm(state, run, next);
}

/** It would send, but must not: it says why, once, and tries again. */
function holdBack(state: EngineState, run: AlgorithmRun, { next }: Target, reasonCode: string, reason: string): void {
  run.nextAt = state.now + RETRY_MS;
  if (run.order.progress.reasonCode === reasonCode) {
    if (Object.keys(next).length > 0) changeAlgorithm(state, run, next);
    return;
  }
  changeAlgorithm(state, run, { ...next, reasonCode, reason });
}

import { type Rejection, refuse } from "../../domain/errors/rejection.ts";
import type { MarketEvent } from "../../domain/markets/market-event.ts";
import { add } from "../../domain/money/integer.ts";
import { isEnded } from "../../domain/orders/algorithms/algorithm.ts";
import type { Fill } from "../../domain/orders/fill.ts";
import { isTerminal } from "../../domain/orders/order-status.ts";
import type { EngineEvent } from "../engine-event.ts";
import type { EngineState } from "../engine-state.ts";
import { changeAlgorithm, journalMoves } from "./algorithm-journal.ts";
import type { AlgorithmRun } from "./algorithm-run.ts";
import { RETRY_MS } from "./slice-target.ts";
import { workAlgorithm } from "./work-algorithm.ts";

const REJECTED_IN_ROW_MAX = 5;
/** That it never left is not the venue's word. */
const NOT_OF_THE_VENUE: ReadonlySet<string | null> = new Set(["never-reached-venue", "stopped-before-sending"]);

/** A market event, once the price board knows it: the algorithms of its instrument see it. */
export function showAlgorithms(state: EngineState, event: MarketEvent): void {
  const price = state.prices.get(event.instrumentId);
  if (price !== null) state.algorithms.observe(event, price, state.now);
}

/** After each event: whatever is due, or was touched by it, is worked on. */
export function runAlgorithms(state: EngineState, event: EngineEvent): void {
  const { algorithms } = state;
  if (event.kind === "control") algorithms.touchAll(); // A switch may have been pulled or released.
  if (algorithms.isDue(state.now)) {
    for (const run of [...algorithms.live()]) {
      // A look may itself ask for another: an end that has nothing to wait for.
      if (run.isTouched || run.dueAt <= state.now) workAlgorithm(state, run);
      while (run.isTouched) workAlgorithm(state, run);
    }
    algorithms.settled();
  }
  // The markets of others do not decide when it is journaled: a session that sleeps through them journals the same.
  const isOwn = event.kind !== "market" || algorithms.worksIn(event.event.instrumentId);
  if (isOwn && algorithms.areMovesDue(state.now)) journalMoves(state);
}

/** The venue has spoken of an order: if it is an algorithm's, its tally follows. */
export function tellAlgorithm(state: EngineState, orderId: string, fill: Fill | null): void {
  const record = state.working.get(orderId) ?? state.closed.get(orderId);
  if (record?.order.source.kind !== "manual") return;
  const run = state.algorithms.find(record.order.source.key);
  if (run === undefined) return;
  const { progress } = run.order;
  if (fill !== null) {
    changeAlgorithm(state, run, {
      filledLots: progress.filledLots + fill.quantityLots,
      filledUnits: add(progress.filledUnits, fill.notionalUnits),
      rejectedInRow: 0,
    });
  }
  if (isTerminal(record.order.status) && run.children.delete(orderId)) lose(state, run, record.order);
  if (!isEnded(run.order.progress.status)) state.algorithms.touch(run);
}

/** One of its orders is gone. A venue that keeps refusing is not asked for ever. */
function lose(
  state: EngineState,
  run: AlgorithmRun,
  {
    status,
    reasonCode,
    reason,
  }: { readonly status: string; readonly reasonCode: string | null; readonly reason: string | null },
): void {
  if (status !== "filled") run.nextAt = Math.max(run.nextAt, state.now + RETRY_MS);
  if (status !== "rejected" || NOT_OF_THE_VENUE.has(reasonCode)) return;
  const rejectedInRow = run.order.progress.rejectedInRow + 1;
  const isTooMany = rejectedInRow >= REJECTED_IN_ROW_MAX && run.order.progress.status === "working";
  const message = `The venue rejected its last ${rejectedInRow} orders, so it paused itself. The last time it said: ${reason ?? reasonCode}.`;
  changeAlgorithm(
    state,
    run,
    isTooMany
      ? { rejectedInRow, status: "paused", pausedAt: state.now, reasonCode: "rejected-repeatedly", reason: message }
      : { rejectedInRow },
  );
}

/** An algorithm's order changes with the algorithm alone: it could else come to trade more than the algorithm may. */
export function refuseToAmend(state: EngineState, orderId: string): Rejection | null {
  const source = state.working.get(orderId)?.order.source;
  if (source?.kind !== "manual" || state.algorithms.find(source.key) === undefined) return null;
  const message = `Order "${orderId}" belongs to algorithm "${source.key}" and changes with it alone. Pause or cancel the algorithm.`;
  return refuse("order-of-algorithm", message, { orderId, algorithmId: source.key }).rejection;
}

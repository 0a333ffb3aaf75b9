import type { AlgorithmOrder, AlgorithmProgress } from "../../domain/orders/algorithms/algorithm.ts";
import type { EngineChange } from "../engine-change.ts";
import type { EngineState } from "../engine-state.ts";
import { storedHolding } from "../positions/find-position.ts";
import { AlgorithmRun } from "./algorithm-run.ts";

/** Gives the algorithm other values and journals them, with what its meter has seen by now. */
export function changeAlgorithm(
  state: EngineState,
  run: AlgorithmRun,
  next: Partial<Omit<AlgorithmProgress, "seen" | "updatedAt">>,
): void {
  const { plan, progress } = run.order;
  run.order = { plan, progress: { ...progress, ...next, seen: run.meter.read(), updatedAt: state.now } };
  run.movedAt = Number.POSITIVE_INFINITY;
  const { id: algorithmId, instrumentId } = plan;
  state.changes.push({ kind: "algorithm-changed", algorithmId, instrumentId, progress: run.order.progress });
}

export function journalMoves(state: EngineState): void {
  for (const run of state.algorithms.takeMoved()) changeAlgorithm(state, run, {});
}

/** What the meters have seen must be part of the next commit: a restart reads the tape on from the position stored with it. */
export function takeMoves(state: EngineState): readonly EngineChange[] {
  journalMoves(state);
  const { changes } = state;
  state.changes = [];
  return changes;
}

/** Takes up an algorithm of a state that is being rebuilt, after its orders. */
export function takeUpAlgorithm(state: EngineState, order: AlgorithmOrder): void {
  const { id } = order.plan;
  const run = new AlgorithmRun(order, storedHolding(state, order.plan));
  for (const record of state.working.values()) {
    const { source } = record.order;
    if (source.kind === "manual" && source.key === id) run.children.set(record.order.id, record);
  }
  state.algorithms.add(run);
}

import { type Rejection, refuse } from "../../domain/errors/rejection.ts";
import { type AlgorithmSteering, isEnded } from "../../domain/orders/algorithms/algorithm.ts";
import type { EngineState } from "../engine-state.ts";
import { changeAlgorithm } from "./algorithm-journal.ts";
import type { AlgorithmRun } from "./algorithm-run.ts";
import { beginEnding } from "./work-algorithm.ts";

/** Steers an algorithm; answers why not, if it does not. What is asked for twice is done once. */
export function steerAlgorithm(state: EngineState, algorithmId: string, to: AlgorithmSteering): Rejection | null {
  const run = state.algorithms.find(algorithmId);
  if (run === undefined || isEnded(run.order.progress.status)) {
    const message = `Algorithm "${algorithmId}" is not at work any more.`;
    return refuse("algorithm-not-working", message, { algorithmId }).rejection;
  }
  const { status, pausedMs, pausedAt } = run.order.progress;
  if (status === "ending") {
    if (to === "cancel") return null;
    const message = "It is ending already: only its last orders are waited for.";
    return refuse("algorithm-ending", message, { algorithmId }).rejection;
  }
  const whenGoing = { pausedMs: pausedMs + (pausedAt === null ? 0 : state.now - pausedAt), pausedAt: null };
  const cleared = { reasonCode: null, reason: null };
  switch (to) {
    case "pause":
      if (status === "paused") return null;
      if (status === "finishing") {
        const message = "It is sending all that is left. Cancel it to stop that.";
        return refuse("algorithm-finishing", message, { algorithmId }).rejection;
      }
      run.cancelAt = 0;
      changeAlgorithm(state, run, { status: "paused", pausedAt: state.now, ...cleared });
      break;
    case "resume":
      if (status !== "paused") return null;
      run.nextAt = 0;
      changeAlgorithm(state, run, { status: "working", ...whenGoing, rejectedInRow: 0, ...cleared });
      break;
    case "finish":
      if (status === "finishing") return null;
      run.nextAt = 0;
      run.cancelAt = 0;
      changeAlgorithm(state, run, { status: "finishing", ...whenGoing, rejectedInRow: 0, ...cleared });
      break;
    case "cancel":
      beginEnding(state, run, "canceled", "requested");
      break;
  }
  state.algorithms.touch(run);
  return null;
}

/** Ends all at work, of one instrument or (null) of all. */
export function cancelAlgorithms(state: EngineState, instrumentId: string | null): string[] {
  const meant = [...state.algorithms.live()].filter(
    ({ order }) => instrumentId === null || order.plan.instrumentId === instrumentId,
  );
  for (const { order } of meant) steerAlgorithm(state, order.plan.id, "cancel");
  return meant.map(idOf);
}

const idOf = ({ order }: AlgorithmRun): string => order.plan.id;

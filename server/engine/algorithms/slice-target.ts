import type { AlgorithmProgress } from "../../domain/orders/algorithms/algorithm.ts";
import { participationLots } from "../../domain/orders/algorithms/benchmark.ts";
import { nextPace } from "../../domain/orders/algorithms/pace.ts";
import { jitter } from "../../domain/orders/algorithms/seeded-jitter.ts";
import { BPS, largestSlice, lotsDue, slicesDue } from "../../domain/orders/algorithms/slice-schedule.ts";
import { touchTicks } from "../../domain/risk/price-reference.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { EngineState } from "../engine-state.ts";
import type { AlgorithmRun } from "./algorithm-run.ts";

/** How long until what could not be done is tried again. */
export const RETRY_MS = 1_000;
/** What fell behind is caught up with slices of at most this many times the largest planned one; the last one sends all. */
const CATCH_UP = 2;

export type Target = {
  /** What is to be done by now in all, filled or at work, and the most that one order may bring. */
  readonly lots: number;
  readonly mostLots: number;
  readonly nextAt: Timestamp;
  readonly next: Partial<Pick<AlgorithmProgress, "sliceCount" | "targetLots" | "pace">>;
};

/** What the algorithm's method wants done by now. */
export function targetOf(state: EngineState, run: AlgorithmRun, committedLots: number): Target {
  const { plan, progress } = run.order;
  const { method, quantityLots, randomBps, seed } = plan;
  const all = Number.POSITIVE_INFINITY;
  const soon = state.now + RETRY_MS;
  if (progress.status === "finishing") return { lots: quantityLots, mostLots: all, nextAt: soon, next: {} };
  const { childCount } = progress;
  switch (method.kind) {
    case "iceberg": {
      const atWork = committedLots - progress.filledLots;
      const shown = Math.floor((method.visibleLots * (BPS + jitter(seed, childCount, randomBps))) / BPS);
      const lots = atWork > 0 ? committedLots : progress.filledLots + Math.max(1, shown);
      return { lots, mostLots: all, nextAt: 0, next: {} };
    }
    case "pov": {
      const lots = Math.min(quantityLots, participationLots(run.meter.countedLots, method.rateBps));
      const stray = jitter(seed, childCount, Math.floor((method.intervalMs * randomBps) / BPS));
      const nextAt = state.now + method.intervalMs + stray;
      return { lots, mostLots: all, nextAt, next: lots === progress.targetLots ? {} : { targetLots: lots } };
    }
    case "twap":
    case "vwap":
    case "adaptive":
      return sliceTarget(state, run, committedLots, soon);
  }
}

function sliceTarget(state: EngineState, run: AlgorithmRun, committedLots: number, soon: Timestamp): Target {
  const { plan, progress } = run.order;
  const { schedule } = run;
  const { quantityLots } = plan;
  if (schedule === null) return { lots: quantityLots, mostLots: quantityLots, nextAt: soon, next: {} };
  const due = slicesDue(schedule, run.elapsedMs(state.now));
  const isLast = due >= schedule.dueMs.length;
  const nextAt = isLast ? soon : plan.startedAt + progress.pausedMs + (schedule.dueMs[due] as number);
  const mostLots = isLast ? Number.POSITIVE_INFINITY : Math.max(1, CATCH_UP * largestSlice(schedule));
  if (due === progress.sliceCount) return { lots: progress.targetLots, mostLots, nextAt, next: {} };
  if (plan.method.kind !== "adaptive" || isLast) {
    const lots = isLast ? quantityLots : lotsDue(schedule, due);
    return { lots, mostLots, nextAt, next: { sliceCount: due, targetLots: lots } };
  }
  const { lots, pace } = paced(state, run, committedLots, due);
  return { lots, mostLots, nextAt, next: { sliceCount: due, targetLots: lots, pace } };
}

/** What is left, evenly over the slices that are left, at the pace that the market allows. */
function paced(state: EngineState, run: AlgorithmRun, committedLots: number, due: number) {
  const { plan, progress } = run.order;
  const slicesLeft = (run.schedule?.dueMs.length ?? due) - due + 1;
  const left = Math.max(0, plan.quantityLots - committedLots);
  const even = Math.ceil(left / slicesLeft);
  const price = state.prices.get(plan.instrumentId);
  const hasBook = price !== null && price.bidTicks !== 0 && price.askTicks !== 0;
  const shownLots = plan.side === "buy" ? price?.askLots : price?.bidLots;
  const pace = nextPace(progress.pace, {
    spreadTicks: hasBook ? Math.max(0, price.askTicks - price.bidTicks) : 0,
    rangeHalfTicks: run.meter.rangeHalfTicks,
    depthLots: hasBook && touchTicks(price, plan.side) > 0 ? (shownLots ?? 0) : even,
    sliceLots: even,
  });
  run.meter.beginRange();
  const strayed = Math.floor((even * (BPS + jitter(plan.seed, 2 * due, plan.randomBps))) / BPS);
  const lots = Math.min(plan.quantityLots, committedLots + Math.floor((strayed * pace.milli) / 1_000));
  return { lots, pace };
}

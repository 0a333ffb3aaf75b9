import type { Instrument } from "../../markets/instrument.ts";
import type { AlgorithmOrder } from "./algorithm.ts";
import { BPS, lotsDue, scheduleOf, slicesDue } from "./slice-schedule.ts";

/** Prices in ticks, null where there is none; floats, for the eye. */
export type Benchmarks = {
  /** What its fills cost on average. */
  readonly averageTicks: number | null;
  /** The middle of the book when it was started. */
  readonly arrivalTicks: number;
  /** Volume-weighted over the public trades since then, and time-weighted over the middle price. */
  readonly vwapTicks: number | null;
  readonly twapTicks: number | null;
};

/** What the algorithm is measured by, as of its last change. */
export function benchmarksOf({ plan, progress }: AlgorithmOrder, instrument: Instrument): Benchmarks {
  const { filledLots, filledUnits, seen } = progress;
  return {
    averageTicks: filledLots === 0 ? null : Number(filledUnits) / (filledLots * instrument.quoteUnitsPerTickLot),
    arrivalTicks: plan.arrivalHalfTicks / 2,
    vwapTicks: seen.lots === 0 ? null : Number(seen.tickLots) / Number(seen.lots),
    twapTicks: seen.ms === 0 ? null : Number(seen.halfTickMs) / seen.ms / 2,
  };
}

/**
 * How much worse than a benchmark it traded, in basis points of the benchmark; negative is better. Null while either is missing.
 * Against the arrival price it is the implementation shortfall of what is filled (Perold, 1988), without fees.
 */
export function slippageBps(
  side: "buy" | "sell",
  averageTicks: number | null,
  benchmarkTicks: number | null,
): number | null {
  if (averageTicks === null || benchmarkTicks === null || benchmarkTicks === 0) return null;
  const worse = side === "buy" ? averageTicks - benchmarkTicks : benchmarkTicks - averageTicks;
  return (worse / benchmarkTicks) * BPS;
}

/** How long it has been at work at `now`, in ms: without its pauses. */
function elapsedMs({ plan, progress }: AlgorithmOrder, now: number): number {
  return Math.max(0, (progress.pausedAt ?? now) - plan.startedAt - progress.pausedMs);
}

/** What is to be done at `now`, in lots; null for an iceberg, which has no schedule. */
export function expectedLots(order: AlgorithmOrder, now: number): number | null {
  const { plan, progress } = order;
  const { method, quantityLots } = plan;
  if (method.kind === "iceberg") return null;
  if (method.kind === "pov")
    return Math.min(quantityLots, participationLots(progress.seen.countedLots, method.rateBps));
  const schedule = scheduleOf(plan);
  return schedule === null ? null : lotsDue(schedule, slicesDue(schedule, elapsedMs(order, now)));
}

/** When the schedule is over, by the tape, if it is not paused again; null for what follows the market. */
export function scheduleEnd({ plan, progress }: AlgorithmOrder, now: number): number | null {
  if (!("durationMs" in plan.method)) return null;
  const pausing = progress.pausedAt === null ? 0 : now - progress.pausedAt;
  return plan.startedAt + plan.method.durationMs + progress.pausedMs + pausing;
}

/** A share of the volume, in whole lots, rounded down. */
export const participationLots = (lots: number | bigint, rateBps: number): number =>
  Number((BigInt(lots) * BigInt(rateBps)) / BigInt(BPS));

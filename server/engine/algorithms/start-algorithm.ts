import { accept, type Rejection, type Result, refuse } from "../../domain/errors/rejection.ts";
import { formatQuantity } from "../../domain/markets/instrument.ts";
import type {
  AlgorithmIntent,
  AlgorithmMethod,
  AlgorithmOrder,
  AlgorithmPlan,
} from "../../domain/orders/algorithms/algorithm.ts";
import { EVEN_PACE } from "../../domain/orders/algorithms/pace.ts";
import { seedOf } from "../../domain/orders/algorithms/seeded-jitter.ts";
import { BPS } from "../../domain/orders/algorithms/slice-schedule.ts";
import { sliceWeights } from "../../domain/orders/algorithms/volume-profile.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import type { Placement } from "../orders/order-manager.ts";
import { refusalOfWhole } from "../orders/risk-gate.ts";
import { AlgorithmRun } from "./algorithm-run.ts";
import { childIntent, sizeBounds } from "./child-intent.ts";
import { halfTicksOf } from "./market-meter.ts";

const no = (rejection: Rejection): Placement => ({ orderId: null, rejection });

/**
 * Starts an algorithm, or says why not. The gate judges the whole quantity first; each order that it sends later is judged again,
 * on its own, like any other.
 */
export function startAlgorithm(state: EngineState, holding: Holding, intent: AlgorithmIntent): Placement {
  const { instrument } = holding;
  const method = methodOf(intent, state.now);
  if (!method.ok) return no(method.rejection);
  const { method: _, ...rest } = intent;
  const plan: Omit<AlgorithmPlan, "id" | "seed" | "arrivalHalfTicks"> = {
    ...rest,
    method: method.value,
    startedAt: state.now,
  };
  if (!Number.isSafeInteger(intent.quantityLots) || intent.quantityLots < 1)
    return no(
      refuse("quantity-not-positive", `Quantity "${intent.quantityLots}" lots must be at least one lot.`).rejection,
    );
  if (intent.deadlineAt !== null && intent.deadlineAt <= state.now) {
    const deadline = new Date(intent.deadlineAt).toISOString();
    const message = `The deadline "${deadline}" is over: the tape stands at "${new Date(state.now).toISOString()}". Give a later one.`;
    return no(refuse("deadline-passed", message, { deadlineAt: String(intent.deadlineAt) }).rejection);
  }
  const whole = childIntent(state, { ...plan, id: intent.key }, intent.quantityLots, false);
  const refusal = refusalOfWhole(state, holding, whole);
  if (refusal !== null) return no(refusal);
  const price = state.prices.get(instrument.id);
  const arrivalHalfTicks = price === null ? 0 : halfTicksOf(price);
  const small = sliceRefusal(plan, instrument, sizeBounds(state, holding, whole).leastLots);
  if (small !== null) return no(small);
  state.counters.orders += 1;
  const id = `${state.key}a${state.counters.orders.toString(36)}`;
  const order: AlgorithmOrder = {
    plan: { ...plan, id, seed: seedOf(id), arrivalHalfTicks },
    progress: {
      status: "working",
      ending: null,
      filledLots: 0,
      filledUnits: 0,
      childCount: 0,
      rejectedInRow: 0,
      sliceCount: 0,
      targetLots: 0,
      pausedMs: 0,
      pausedAt: null,
      seen: {
        lots: 0,
        tickLots: 0,
        countedLots: 0,
        halfTickMs: 0,
        ms: 0,
        halfTicks: arrivalHalfTicks,
        at: state.now,
        lowHalfTicks: arrivalHalfTicks,
        highHalfTicks: arrivalHalfTicks,
      },
      pace: EVEN_PACE,
      reasonCode: null,
      reason: null,
      updatedAt: state.now,
    },
  };
  state.changes.push({ kind: "algorithm-started", algorithm: order });
  state.algorithms.add(new AlgorithmRun(order, holding));
  return { orderId: id, rejection: null };
}

function methodOf({ method }: AlgorithmIntent, startAt: number): Result<AlgorithmMethod> {
  if (method.kind !== "vwap") return accept(method);
  const { kind, durationMs, slices, profile } = method;
  const timing = { durationMs, slices };
  if (profile === null) {
    const weights = Array.from({ length: slices }, () => 1);
    return accept({ kind, ...timing, weights, profile: "flat", profileDays: 0 });
  }
  const weights = sliceWeights(profile, { startAt, ...timing });
  if (weights.some((weight) => weight > 0))
    return accept({ kind, ...timing, weights, profile: "history", profileDays: profile.days });
  const message = "No volume is known for this time of the day. Choose the flat profile, or a TWAP.";
  return refuse("volume-profile-missing", message);
}

/** A plan whose own slices could never be sent is a mistake, and said so before anything is done. */
function sliceRefusal(
  { method, quantityLots, randomBps }: Pick<AlgorithmPlan, "method" | "quantityLots" | "randomBps">,
  instrument: Holding["instrument"],
  least: number,
): Rejection | null {
  const smallest = formatQuantity(instrument, least);
  const facts = { smallest };
  const whole = formatQuantity(instrument, quantityLots);
  if (quantityLots < least) {
    const message = `Quantity "${whole}" is below the smallest order "${smallest}" ${instrument.base} at this price. Use at least ${smallest}.`;
    return refuse("quantity-below-minimum", message, facts).rejection;
  }
  if (method.kind === "pov") return null;
  if (method.kind === "iceberg") {
    if (Math.floor((method.visibleLots * (BPS - randomBps)) / BPS) >= least) return null;
    const visible = formatQuantity(instrument, method.visibleLots);
    const message = `The visible part "${visible}" less ${randomBps / 100} % is below the smallest order "${smallest}" ${instrument.base}. Show more.`;
    return refuse("visible-below-minimum", message, { ...facts, visible }).rejection;
  }
  const most = Math.floor(quantityLots / least);
  if (method.slices <= most) return null;
  const message = `"${whole}" in "${method.slices}" slices is below the smallest order "${smallest}" ${instrument.base} a slice. Use at most ${most} ${most === 1 ? "slice: a plain order" : "slices"}.`;
  return refuse("slice-below-minimum", message, { ...facts, most: String(most) }).rejection;
}

import { present } from "../../../server/domain/errors/invariant.ts";
import type { AlgorithmIntent, AlgorithmOrder } from "../../../server/domain/orders/algorithms/algorithm.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import type { OrderEvent } from "../../../server/domain/orders/order-event.ts";
import type { EngineState } from "../../../server/engine/engine-state.ts";
import { accepted, BTC, bookAt, control, filled, market, ofKind, outcomeOf, START, venue } from "../desk-example.ts";

/** Buys 6,000 lots (0.06 BTC, 3,000 USDT) in six slices over a minute. */
export const wanted = (change: Partial<AlgorithmIntent> = {}): AlgorithmIntent => ({
  instrumentId: BTC,
  side: "buy",
  quantityLots: 6_000,
  limitTicks: null,
  isReduceOnly: false,
  deadlineAt: null,
  randomBps: 0,
  method: { kind: "twap", durationMs: 60_000, slices: 6 },
  userId: "u1",
  key: "k1",
  ...change,
});

export function start(state: EngineState, change: Partial<AlgorithmIntent> = {}): string {
  const step = control(state, { kind: "start-algorithm", intent: wanted(change) });
  return present(ofKind(step.changes, "algorithm-started")[0], JSON.stringify(outcomeOf(step))).algorithm.plan.id;
}

export function refusalOf(state: EngineState, change: Partial<AlgorithmIntent>): string {
  const outcome = outcomeOf(control(state, { kind: "start-algorithm", intent: wanted(change) }));
  return outcome.kind === "refused" ? `${outcome.code}: ${outcome.message}` : outcome.kind;
}

export const algorithmOf = (state: EngineState, id: string): AlgorithmOrder =>
  present(state.algorithms.find(id), `Algorithm ${id} is gone`).order;

export const childrenOf = (state: EngineState, id: string): Order[] =>
  [...state.working.values(), ...state.closed.values()]
    .map(({ order }) => order)
    .filter(({ source }) => source.kind === "manual" && source.key === id)
    .sort((a, b) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1));

/** The book again, `ms` after the start: 49,999.00 to 50,000.00 unless it says another ask. */
export const later = (state: EngineState, ms: number, ask = 5_000_000) =>
  market(state, bookAt(START + ms, ask - 100, ask));

/** The venue takes the newest order of the algorithm and fills this much of it; the rest of an IOC is gone. */
export function answer(state: EngineState, id: string, lots?: number): void {
  const child = present(childrenOf(state, id).at(-1), "It has sent nothing");
  const fillLots = lots ?? child.quantityLots;
  venue(state, accepted(child.id, state.now));
  if (fillLots > 0) venue(state, filled(child.id, fillLots, { at: state.now, priceTicks: child.boundTicks }));
  if (fillLots < child.quantityLots && child.timeInForce === "IOC") venue(state, gone(child.id, state.now));
}

export const gone = (orderId: string, at: number): OrderEvent => ({ kind: "canceled", orderId, at, code: "ioc" });

export const rejected = (orderId: string, at: number): OrderEvent => ({
  kind: "rejected",
  orderId,
  at,
  code: "no-way",
  message: "The venue does not want it.",
});

export const steer = (state: EngineState, algorithmId: string, to: "pause" | "resume" | "finish" | "cancel") =>
  outcomeOf(control(state, { kind: "steer-algorithm", algorithmId, to }));

import type { Trigger } from "../../../server/domain/orders/triggers/trigger.ts";
import type { EngineState } from "../../../server/engine/engine-state.ts";
import { accepted, bookAt, filled, type intent, market, place, pricedDesk, START, venue } from "../desk-example.ts";

export const stopLoss = (priceTicks: number): Trigger => ({ kind: "stop-loss", by: "bid", priceTicks });
export const takeProfit = (priceTicks: number): Trigger => ({ kind: "take-profit", by: "bid", priceTicks });
export const trailing = (change: Partial<Extract<Trigger, { kind: "trailing-stop" }>> = {}): Trigger => ({
  kind: "trailing-stop",
  by: "bid",
  distance: { unit: "ticks", ticks: 10_000 },
  activationTicks: null,
  limitDistanceTicks: null,
  ...change,
});

/** A desk that holds 100 lots bought at 50,000.00; the book is 49,999.00 to 50,000.00. */
export function longDesk(): EngineState {
  const state = pricedDesk();
  const { id } = place(state);
  venue(state, accepted(id));
  venue(state, filled(id, 100));
  return state;
}

export const marketTerms = { type: "market", priceTicks: null } as const;
export const protect = (state: EngineState, trigger: Trigger, change: Partial<Parameters<typeof intent>[0]> = {}) =>
  place(state, { side: "sell", ...marketTerms, isReduceOnly: true, trigger, ...change });
export const book = (state: EngineState, bid: number, at = START + 1) => market(state, bookAt(at, bid, bid + 100));

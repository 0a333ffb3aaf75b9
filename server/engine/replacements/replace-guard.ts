import type { Rejection } from "../../domain/errors/rejection.ts";
import type { Order } from "../../domain/orders/order.ts";
import { REPLACED } from "../../domain/orders/replacement.ts";
import type { EngineState, OrderRecord } from "../engine-state.ts";
import { type WantedTerms, withTerms } from "../held/held-amendments.ts";
import { holdOrder } from "../held/held-orders.ts";
import { makeTicket } from "../orders/new-order.ts";
import { placeApproved, requestCancel } from "../orders/order-manager.ts";
import { judge } from "../orders/risk-gate.ts";
import { replacementOf } from "./replacement-of.ts";

const refusal = (code: string, message: string, { id: orderId, status }: Order): Rejection => ({
  code,
  message,
  facts: { orderId, status },
});

/**
 * Gives a protective order that waits at its venue other terms without a moment in which neither guards: the new one first, then
 * the old one is canceled. `beside`: the venue itself bounds both by the position, so both may rest there, and the old one goes
 * once the venue has the new one. `from-worker`: the venue would sell the same coins twice or refuse, so the worker holds the new
 * one, which guards from this commit on and waits with its release until the old one is gone. It stays in the worker: handing it
 * to the venue would be a moment in which nobody knows whether it is there. Returns why not, if it does not.
 */
export function replaceGuard(
  state: EngineState,
  { order, holding }: OrderRecord,
  wanted: WantedTerms,
  way: "beside" | "from-worker",
): Rejection | null {
  if (replacementOf(state, order.id) !== null) {
    const message = "Another is taking this order's place already. Try again in a moment, on that one.";
    return refusal("amendment-under-way", message, order);
  }
  if (order.status !== "accepted") {
    const message = `The order is "${order.status}" and cannot be changed now. Wait until the venue has confirmed it.`;
    return refusal("not-amendable", message, order);
  }
  const wished = withTerms(state, order, wanted);
  if (!wished.ok) return wished.rejection;
  const ticket = makeTicket(state, wished.value, null, order.id);
  const decision = judge(state, holding, ticket);
  if (decision.kind === "denied") {
    state.counters.orders -= 1; // It never was.
    return decision.rejection;
  }
  if (way === "beside") placeApproved(state, holding, decision.subject);
  else {
    holdOrder(state, holding, decision.subject);
    giveWay(state, order.id, ticket.id);
  }
  return null;
}

/** The old one has done its work. */
export const giveWay = (state: EngineState, orderId: string, toId: string): boolean =>
  requestCancel(state, orderId, { code: REPLACED, message: `Order "${toId}" takes its place.` });

import type { Rejection } from "../../domain/errors/rejection.ts";
import type { Order } from "../../domain/orders/order.ts";
import type { EngineState, OrderRecord } from "../engine-state.ts";
import { type WantedTerms, withTerms } from "../held/held-amendments.ts";
import { amend, termsOf } from "../orders/order-record.ts";
import { routeAmendment } from "../orders/order-router.ts";
import { judgeAmendment } from "../orders/risk-gate.ts";
import { replacementOf } from "./replacement-of.ts";

/**
 * Asks the venue that keeps an order until its trigger fires to change it where it stands: its trigger, its limit, its quantity. It
 * guards all the while, by the old terms or by the new ones. Returns why it does not ask.
 */
export function amendKept(state: EngineState, record: OrderRecord, wanted: WantedTerms): Rejection | null {
  const { order, holding } = record;
  if (order.amendment !== null || replacementOf(state, order.id) !== null)
    return refusal("amendment-under-way", "It is being changed already. Try again in a moment.", order);
  if (order.status !== "accepted") {
    const message = `The order is "${order.status}" and cannot be changed now. Wait until the venue has confirmed it.`;
    return refusal("not-amendable", message, order);
  }
  const wished = withTerms(state, order, wanted);
  if (!wished.ok) return wished.rejection;
  const decision = judgeAmendment(state, holding, order, wished.value);
  if (decision.kind === "denied") return decision.rejection;
  const revision = order.revision + 1;
  const to = termsOf(decision.subject);
  const told = { step: "amend-requested", from: termsOf(order), to, code: null, message: null } as const;
  amend(state, record, told, { revision, amendment: to });
  routeAmendment(state, decision.subject, revision);
  return null;
}

const refusal = (code: string, message: string, { id: orderId, status }: Order): Rejection => ({
  code,
  message,
  facts: { orderId, status },
});

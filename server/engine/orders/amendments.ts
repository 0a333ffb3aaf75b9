import { present } from "../../domain/errors/invariant.ts";
import { accept, type Rejection, type Result, refuse } from "../../domain/errors/rejection.ts";
import type { Order, OrderTerms } from "../../domain/orders/order.ts";
import type { OrderEvent } from "../../domain/orders/order-event.ts";
import { isHeld, isTerminal, requireTransition } from "../../domain/orders/order-status.ts";
import { rests } from "../../domain/orders/order-type.ts";
import { amendmentWayOf } from "../../domain/venues/amendment-way.ts";
import { entryBeyondLegs, legQuantityRefusal } from "../contingencies/amend-leg.ts";
import type { EngineState, OrderRecord } from "../engine-state.ts";
import { amendHeld, type WantedTerms } from "../held/held-amendments.ts";
import { type AskCancel, amendmentRefusal } from "../self-trade/prevent.ts";
import { openLots } from "./open-quantity.ts";
import { amend, dropAmendment, statusAtVenue, termsOf, update } from "./order-record.ts";
import { routeAmendment, routeCancel } from "./order-router.ts";
import { judgeAmendment } from "./risk-gate.ts";

/**
 * Asks the venue to change a resting limit order, or to cancel it where another must take its place. Until it answers the order
 * holds back enough for either terms, and counts with the larger quantity. Returns why not, if it does not.
 */
export function requestAmendment(
  state: EngineState,
  orderId: string,
  wanted: WantedTerms,
  cancel: AskCancel,
): Rejection | null {
  const held = state.working.get(orderId);
  if (held !== undefined && isHeld(held.order.status)) return amendHeld(state, held, wanted);
  const found = amendable(state, orderId);
  if (!found.ok) return found.rejection;
  const record = found.value;
  const { order, holding } = record;
  if ((wanted.triggerTicks ?? null) !== null) {
    const message = "The order waits for no trigger. Change its price or quantity.";
    return refusal("trigger-not-amendable", message, { orderId });
  }
  const from = termsOf(order);
  const to: OrderTerms = {
    quantityLots: wanted.quantityLots ?? order.quantityLots,
    priceTicks: wanted.priceTicks ?? order.boundTicks,
  };
  if (to.quantityLots === from.quantityLots && to.priceTicks === from.priceTicks) {
    return refusal("amendment-without-change", `Order "${orderId}" has this price and quantity already.`, { orderId });
  }
  const isReplacement = amendmentWayOf(holding.instrument, order) === "after-cancel";
  const ticket = { ...order, ...to, boundTicks: to.priceTicks };
  const crossed = legQuantityRefusal(order, wanted.quantityLots) ?? entryBeyondLegs(state, holding, ticket);
  if (crossed !== null) return crossed;
  const decision = judgeAmendment(state, holding, order, ticket);
  if (decision.kind === "denied") return decision.rejection;
  const crossing = amendmentRefusal(state, record, to, cancel);
  if (crossing !== null) return crossing;
  const revision = order.revision + 1;
  const amendment = isReplacement ? { ...to, isReplacement } : to;
  amend(state, record, { step: "amend-requested", from, to, code: null, message: null }, { revision, amendment });
  if (!isReplacement) {
    routeAmendment(state, decision.subject, revision);
    return null;
  }
  update(state, record, "cancel-requested", { status: requireTransition(order.status, "pending-cancel") });
  routeCancel(state, orderId, order.instrumentId);
  return null;
}

function amendable(state: EngineState, orderId: string): Result<OrderRecord> {
  const record = state.working.get(orderId);
  const facts = { orderId };
  if (record === undefined) return refuse("not-working", `Order "${orderId}" is not working any more.`, facts);
  const { type, timeInForce, status, amendment } = record.order;
  if (type !== "limit" || !rests(timeInForce)) {
    return refuse(
      "not-amendable",
      "Only a limit order that rests (GTC or GTD) can be changed. Cancel this one instead.",
      facts,
    );
  }
  if (amendment !== null) {
    return refuse(
      "amendment-under-way",
      "The venue has not answered the last change yet. Try again in a moment.",
      facts,
    );
  }
  if (status !== "accepted" && status !== "partially-filled") {
    const message = `The order is "${status}" and cannot be changed now. Wait until the venue has confirmed it.`;
    return refuse("not-amendable", message, { ...facts, status });
  }
  return accept(record);
}

/** The venue has taken new terms, or refused them and left the order as it was. An answer to an older question means nothing. */
export function applyAmendment(
  state: EngineState,
  record: OrderRecord,
  event: Extract<OrderEvent, { kind: "amended" | "amend-rejected" }>,
): void {
  const { amendment, revision } = record.order;
  if (amendment === null || revision !== event.revision) return;
  if (event.kind === "amend-rejected") dropAmendment(state, record, event.code, event.message);
  else if (!amendment.isReplacement) takeAmendment(state, record);
  finishIfFull(state, record);
}

/** The order has the terms it was asked to change to. */
export function takeAmendment(state: EngineState, record: OrderRecord): void {
  const { order } = record;
  const to = present(order.amendment ?? undefined, `Order "${order.id}" was amended without having been asked`);
  const status = order.status === "unknown" ? requireTransition("unknown", statusAtVenue(order)) : order.status;
  amend(
    state,
    record,
    { step: "amended", from: termsOf(order), to, code: null, message: null },
    { ...withTaken(order, to), amendment: null, status },
  );
}

/** A market order has no price, only a bound; and what has a trigger has it where it was asked for. */
function withTaken({ type, trigger }: Order, { quantityLots, priceTicks, triggerTicks }: OrderTerms) {
  const isMoved = triggerTicks !== undefined && trigger !== null && trigger.kind !== "trailing-stop";
  return {
    ...{ quantityLots, priceTicks: type === "market" ? null : priceTicks, boundTicks: priceTicks },
    trigger: isMoved && trigger.priceTicks !== triggerTicks ? { ...trigger, priceTicks: triggerTicks } : trigger,
  };
}

/** With its new quantity an order can turn out to be filled already. */
function finishIfFull(state: EngineState, record: OrderRecord): void {
  const { order } = record;
  if (isTerminal(order.status) || openLots(order) > 0) return;
  update(state, record, "filled", { status: requireTransition(order.status, "filled") });
}

const refusal = (code: string, message: string, facts: Rejection["facts"]): Rejection => ({ code, message, facts });

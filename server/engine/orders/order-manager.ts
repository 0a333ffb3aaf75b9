import { InvariantError } from "../../domain/errors/invariant.ts";
import type { Rejection } from "../../domain/errors/rejection.ts";
import { EXPIRED_IN_WORKER } from "../../domain/orders/expiry.ts";
import type { Fill } from "../../domain/orders/fill.ts";
import type { OrderTicket } from "../../domain/orders/order.ts";
import type { OrderEvent } from "../../domain/orders/order-event.ts";
import type { OrderIntent } from "../../domain/orders/order-intent.ts";
import { isTerminal, type OrderStatus, requireTransition } from "../../domain/orders/order-status.ts";
import { REPLACED } from "../../domain/orders/replacement.ts";
import { SELF_TRADE } from "../../domain/orders/self-trade.ts";
import type { Approved } from "../../domain/risk/risk-decision.ts";
import { placeOf } from "../../domain/venues/order-place.ts";
import type { EngineState, Holding, OrderRecord } from "../engine-state.ts";
import { seeMid } from "../execution-quality/see-mid.ts";
import { cancelHeld, holdOrder } from "../held/held-orders.ts";
import { CLEAR, preventSelfTrade } from "../self-trade/prevent.ts";
import { applyAmendment } from "./amendments.ts";
import { makeOrder, makeTicket } from "./new-order.ts";
import { applyFill } from "./order-fills.ts";
import { countWorking, finish, forgoReplacement, holdBack, remember, statusAtVenue, update } from "./order-record.ts";
import { route, routeCancel } from "./order-router.ts";
import { requiredUnits } from "./required-units.ts";
import { judge } from "./risk-gate.ts";

/** The code of a venue that is sent a client order id for the second time. */
const DUPLICATE_ORDER_ID = "duplicate-order-id";

/** Why we asked for a cancel: the venue's answer does not know it. */
const KEPT_REASONS: ReadonlySet<string | null> = new Set([SELF_TRADE, REPLACED]);

export type Placement =
  | { readonly orderId: string; readonly rejection: Rejection | null } // Denied orders have an id as well.
  | { readonly orderId: null; readonly rejection: Rejection };

/** Intent → risk → order: denied with its reason, held until its trigger fires, or reserved, recorded and sent. */
export function placeOrder(
  state: EngineState,
  holding: Holding,
  intent: OrderIntent,
  judgeTicket: typeof judge = judge,
): Placement & { orderId: string } {
  const ticket = makeTicket(state, intent);
  const decision = judgeTicket(state, holding, ticket);
  if (decision.kind === "denied") {
    placeDenied(state, holding, ticket, decision.rejection);
    return { orderId: ticket.id, rejection: decision.rejection };
  }
  // The kill switch's own orders close what is held: nothing keeps them.
  const verdict = judgeTicket === judge ? preventSelfTrade(state, holding, ticket, requestCancel) : CLEAR;
  if (verdict.kind === "refused") {
    placeDenied(state, holding, ticket, verdict.rejection);
    return { orderId: ticket.id, rejection: verdict.rejection };
  }
  placeApproved(state, holding, decision.subject, verdict.kind === "wait");
  return { orderId: ticket.id, rejection: null };
}

/** Records an order that may not be. */
export function placeDenied(
  state: EngineState,
  holding: Holding,
  ticket: OrderTicket,
  { code, message }: Pick<Rejection, "code" | "message">,
): void {
  const order = makeOrder(state, ticket, requireTransition("initialized", "denied"), 0, code, message);
  remember(state, { order, holding, tradeIds: new Set() });
  state.changes.push({ kind: "order-placed", order, mid: seeMid(state, order.instrumentId) });
}

/**
 * An order that passed the gate: held until its trigger fires, or until own orders that it would trade with have given way
 * (`mustWait`), or reserved, recorded and sent.
 */
export function placeApproved(
  state: EngineState,
  holding: Holding,
  ticket: Approved<OrderTicket>,
  mustWait = false,
): void {
  if (placeOf(holding.instrument, ticket) === "worker") {
    holdOrder(state, holding, ticket);
    return;
  }
  if (mustWait) {
    holdOrder(state, holding, ticket, "released");
    return;
  }
  const reservedUnits = requiredUnits(state, holding, ticket, ticket.quantityLots);
  const status = requireTransition("initialized", "submitted");
  const order = makeOrder(state, ticket, status, reservedUnits, null, null);
  const record = { order, holding, tradeIds: new Set<string>() };
  state.working.set(order.id, record);
  if (order.type === "limit") state.own.note(record);
  countWorking(holding, order, ticket.quantityLots);
  state.changes.push({ kind: "order-placed", order, mid: seeMid(state, order.instrumentId) });
  holdBack(state, holding, order, reservedUnits);
  route(state, ticket);
}

/** Asks the venue to cancel; what it has never heard of ends at once. False when nothing of the order works any more, or a cancel is already under way. */
export function requestCancel(
  state: EngineState,
  orderId: string,
  why: { readonly code: string; readonly message: string } | null = null,
): boolean {
  const record = state.working.get(orderId);
  if (record === undefined) return false;
  const isForgone = forgoReplacement(state, record, "cancel-requested", "It was canceled before it was replaced.");
  if (record.order.status === "pending-cancel") return isForgone;
  if (cancelHeld(state, orderId, why?.code ?? "requested", why?.message ?? null)) return true;
  const status = requireTransition(record.order.status, "pending-cancel");
  update(state, record, "cancel-requested", {
    status,
    ...(why === null ? {} : { reasonCode: why.code, reason: why.message }),
  });
  routeCancel(state, orderId, record.order.instrumentId);
  return true;
}

/** Applies what the venue says. Returns the booked fill, if there is one. */
export function applyOrderEvent(state: EngineState, event: OrderEvent): Fill | null {
  const record = state.working.get(event.orderId) ?? state.closed.get(event.orderId);
  if (record === undefined)
    throw new InvariantError(`The venue reported on order "${event.orderId}", which is not ours`);
  const { status } = record.order;
  switch (event.kind) {
    case "accepted":
      if (status === "submitted" || status === "unknown") {
        const to: OrderStatus = record.order.filledLots > 0 ? "partially-filled" : "accepted";
        update(state, record, "accepted", { status: requireTransition(status, to), venueOrderId: event.venueOrderId });
      } else if (record.order.venueOrderId === null) {
        update(state, record, "accepted", { venueOrderId: event.venueOrderId }); // A fill or our cancel overtook the acknowledgement.
      }
      return null;
    case "rejected":
      if (event.code === DUPLICATE_ORDER_ID) loseUnlessAcknowledged(state, record);
      else finish(state, record, "rejected", event.code, event.message);
      return null;
    case "canceled":
      if (record.order.reasonCode === EXPIRED_IN_WORKER)
        finish(state, record, "expired", EXPIRED_IN_WORKER, record.order.reason);
      else if (KEPT_REASONS.has(record.order.reasonCode))
        finish(state, record, "canceled", record.order.reasonCode ?? event.code, record.order.reason);
      else finish(state, record, "canceled", event.code, null);
      return null;
    case "expired":
      // That it ran out there says that it was there: its acknowledgement was lost or overtaken.
      if (status === "submitted") update(state, record, "accepted", { status: requireTransition(status, "accepted") });
      finish(state, record, "expired", event.code, null);
      return null;
    case "cancel-rejected":
      if (status === "pending-cancel") {
        update(state, record, "cancel-rejected", {
          status: requireTransition(status, statusAtVenue(record.order)),
          reasonCode: event.code,
        });
      }
      forgoReplacement(state, record, event.code, "The venue did not cancel the order, so nothing took its place.");
      return null;
    case "amended":
    case "amend-rejected":
      applyAmendment(state, record, event);
      return null;
    case "lost":
      if (status !== "unknown" && !isTerminal(status)) {
        update(state, record, "lost", { status: requireTransition(status, "unknown") });
        forgoReplacement(
          state,
          record,
          "lost",
          "Nobody knows whether the venue canceled it, so nothing was sent in its place.",
        );
      }
      return null;
    case "filled":
      return applyFill(state, record, event);
  }
}

/** The venue has an order of this id already: it is ours and alive, or nobody knows; it is never rejected for that. */
function loseUnlessAcknowledged(state: EngineState, record: OrderRecord): void {
  if (record.order.status === "submitted")
    update(state, record, "lost", { status: requireTransition("submitted", "unknown") });
}

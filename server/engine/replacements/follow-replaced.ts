import type { Order } from "../../domain/orders/order.ts";
import type { OrderEvent } from "../../domain/orders/order-event.ts";
import { isHeld, isTerminal } from "../../domain/orders/order-status.ts";
import { REPLACED } from "../../domain/orders/replacement.ts";
import type { EngineState, OrderRecord } from "../engine-state.ts";
import { cancelHeld } from "../held/held-orders.ts";
import { requestCancel } from "../orders/order-manager.ts";
import { changeHeld } from "../orders/order-record.ts";
import { giveWay } from "./replace-guard.ts";
import { replacementOf } from "./replacement-of.ts";

const WHY = { code: "replaced-order-filled", message: "The order whose place it was to take was filled." } as const;

/** What the venue said of an order is followed by the one that takes its place, or whose place it takes. */
export function followReplaced(state: EngineState, { order }: OrderRecord, event: OrderEvent): void {
  if (event.kind === "filled") yieldTo(state, order, event.quantityLots);
  if (order.replaces && (event.kind === "accepted" || event.kind === "filled")) succeed(state, order);
}

/** A person wants it gone, and with it what is to take its place. */
export function cancelWithReplacement(state: EngineState, orderId: string): boolean {
  const isAsked = requestCancel(state, orderId);
  const next = isAsked ? replacementOf(state, orderId) : null;
  if (next !== null) requestCancel(state, next.order.id);
  return isAsked;
}

/** The venue has the new one: the old one may go. */
function succeed(state: EngineState, { id, replaces, status }: Order): void {
  const old = state.working.get(replaces ?? "");
  if (old === undefined || old.order.status === "pending-cancel" || status === "pending-cancel") return;
  giveWay(state, old.order.id, id);
}

/**
 * The old one fills after all. What the worker holds guards so much less. What the venue has cannot shrink: it goes, unless the
 * old one may yet be canceled before it is filled, when it must be there for the rest; the venue bounds it by the position.
 */
function yieldTo(state: EngineState, old: Order, lots: number): void {
  const mayBeReplaced = old.trigger !== null || old.reasonCode === REPLACED;
  const record = mayBeReplaced ? replacementOf(state, old.id) : null;
  if (record === null) return;
  const { order } = record;
  if (!isHeld(order.status)) {
    if (old.status === "pending-cancel" || (old.reasonCode === REPLACED && !isTerminal(old.status))) return;
    requestCancel(state, order.id, WHY);
  } else if (!order.closesPosition) {
    if (order.quantityLots > lots) changeHeld(state, record, "resized", { quantityLots: order.quantityLots - lots });
    else cancelHeld(state, order.id, WHY.code, WHY.message);
  }
}

import type { Order } from "../../domain/orders/order.ts";
import type { OrderEvent } from "../../domain/orders/order-event.ts";
import { isHeld, isTerminal } from "../../domain/orders/order-status.ts";
import { REPLACED } from "../../domain/orders/replacement.ts";
import { amendmentWayOf } from "../../domain/venues/amendment-way.ts";
import type { EngineState, OrderRecord } from "../engine-state.ts";
import { cancelHeld } from "../held/held-orders.ts";
import { ASKED_AGAIN_AFTER_MS } from "../orders/expiring-orders.ts";
import { requestCancel } from "../orders/order-manager.ts";
import { changeHeld } from "../orders/order-record.ts";
import { cutTo } from "./cut-to.ts";
import { giveWay, replaceGuard } from "./replace-guard.ts";
import { replacementOf } from "./replacement-of.ts";

const WHY = { code: "replaced-order-filled", message: "The order whose place it was to take was filled." } as const;

/**
 * What the venue said of an order is followed by the one that takes its place, or whose place it takes. `wasWorking`: before the
 * venue said it.
 */
export function followReplaced(
  state: EngineState,
  { order }: OrderRecord,
  event: OrderEvent,
  wasWorking: boolean,
): void {
  if (event.kind === "filled") yieldTo(state, order, event.quantityLots, wasWorking);
  else if (wasWorking && isTerminal(order.status)) leaveTheRest(state, order, order.filledLots);
  if (event.kind === "cancel-rejected" && !isTerminal(order.status) && replacementOf(state, order.id) !== null)
    state.expiring.add(order.id, state.now + ASKED_AGAIN_AFTER_MS);
  if (order.replaces && (event.kind === "accepted" || event.kind === "filled")) succeed(state, order);
}

/** The one whose place is taken was asked to go and did not: once more. False where it has nothing to give way to. */
export function giveWayAgain(state: EngineState, orderId: string): boolean {
  const next = replacementOf(state, orderId)?.order;
  if (next === undefined) return false;
  if (isHeld(next.status)) giveWay(state, orderId, next.id);
  else if (next.venueOrderId !== null || next.filledLots > 0) succeed(state, next);
  return true;
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
  if (old === undefined || old.order.status === "pending-cancel") return;
  if (status === "pending-cancel" || status === "unknown") return;
  giveWay(state, old.order.id, id);
}

/**
 * The old one fills after all. What the worker holds guards so much less. What the venue has cannot shrink while the old one may yet
 * fill on: the venue bounds it by the position.
 */
function yieldTo(state: EngineState, old: Order, lots: number, wasWorking: boolean): void {
  const record = mayBeReplaced(old) ? newestAfter(state, old.id) : null;
  if (record === null) return;
  const { order } = record;
  if (isHeld(order.status)) {
    if (order.closesPosition) return;
    if (order.quantityLots > lots) changeHeld(state, record, "resized", { quantityLots: order.quantityLots - lots });
    else cancelHeld(state, order.id, WHY.code, WHY.message);
  } else if (isTerminal(old.status)) leaveTheRest(state, old, wasWorking ? old.filledLots : lots);
  else if (old.filledLots >= order.quantityLots) requestCancel(state, order.id, WHY);
}

/**
 * The old one is over, and `lots` of what both were for are filled: the one that the venue has in its place is replaced by one for what
 * is left. Where that may not be, it stands as it is: a position bounds it. What none does is cut.
 */
function leaveTheRest(state: EngineState, old: Order, lots: number): void {
  const next = lots > 0 && mayBeReplaced(old) ? newestAfter(state, old.id) : null;
  if (next === null || isHeld(next.order.status)) return;
  const { order, holding } = next;
  const quantityLots = order.quantityLots - lots;
  const way = amendmentWayOf(holding.instrument, order);
  if (way !== "beside") {
    if (holding.margin === null || !order.isReduceOnly) cutTo(state, next, quantityLots, WHY);
  } else if (order.closesPosition) return;
  else if (quantityLots < 1) requestCancel(state, order.id, WHY);
  else replaceGuard(state, next, { quantityLots, priceTicks: null }, way);
}

const mayBeReplaced = ({ trigger, reasonCode }: Order): boolean => trigger !== null || reasonCode === REPLACED;

/** The newest that works in the place of an order, or of one that took it. */
function newestAfter(state: EngineState, orderId: string): OrderRecord | null {
  let newest: OrderRecord | null = null;
  for (const record of state.working.values()) {
    let { replaces } = record.order;
    while (replaces && replaces !== orderId)
      replaces = (state.working.get(replaces) ?? state.closed.get(replaces))?.order.replaces;
    if (replaces) newest = record;
  }
  return newest;
}

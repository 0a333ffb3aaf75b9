import { InvariantError } from "../domain/errors/invariant.ts";
import type { Rejection } from "../domain/errors/rejection.ts";
import { baseUnits, notionalUnits } from "../domain/markets/instrument.ts";
import { add, negate, subtract } from "../domain/money/integer.ts";
import type { Fill } from "../domain/orders/fill.ts";
import type { Order } from "../domain/orders/order.ts";
import type { OrderEvent } from "../domain/orders/order-event.ts";
import type { OrderIntent } from "../domain/orders/order-intent.ts";
import { isTerminal, type OrderStatus, requireTransition } from "../domain/orders/order-status.ts";
import { reserve, settle } from "./cash-ledger.ts";
import type { EngineState, Holding, OrderRecord } from "./engine-state.ts";
import { makeOrder, makeTicket } from "./new-order.ts";
import { route, routeCancel } from "./order-router.ts";
import { bookPosition } from "./position-keeper.ts";
import { judge, requiredUnits, reservedCurrency } from "./risk-gate.ts";
import { fillText, orderText } from "./state-text.ts";

/** The code of a venue that is sent a client order id for the second time. */
const DUPLICATE_ORDER_ID = "duplicate-order-id";

export const CLOSED_ORDERS_KEPT = 1_000;

export type Placement = { readonly orderId: string; readonly rejection: Rejection | null };

/** Intent → risk → order: denied with its reason, or reserved, recorded and sent. */
export function placeOrder(state: EngineState, holding: Holding, intent: OrderIntent): Placement {
  const ticket = makeTicket(state, intent);
  const decision = judge(state, holding, ticket);
  if (decision.kind === "denied") {
    const { code, message } = decision.rejection;
    const order = makeOrder(state, ticket, requireTransition("initialized", "denied"), 0, code, message);
    remember(state, { order, holding, tradeIds: new Set() });
    state.changes.push({ kind: "order-placed", order });
    return { orderId: ticket.id, rejection: decision.rejection };
  }
  const reservedUnits = requiredUnits(holding, ticket, ticket.quantityLots);
  const status = requireTransition("initialized", "submitted");
  const order = makeOrder(state, ticket, status, reservedUnits, null, null);
  state.working.set(order.id, { order, holding, tradeIds: new Set() });
  countWorking(holding, order, ticket.quantityLots);
  state.changes.push({ kind: "order-placed", order });
  reserve(state, reservedCurrency(holding, ticket), reservedUnits);
  route(state, decision.subject);
  return { orderId: order.id, rejection: null };
}

/** Asks the venue to cancel. False when nothing of the order works any more, or a cancel is already under way. */
export function requestCancel(state: EngineState, orderId: string): boolean {
  const record = state.working.get(orderId);
  if (record === undefined || record.order.status === "pending-cancel") return false;
  update(state, record, { status: requireTransition(record.order.status, "pending-cancel") });
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
        update(state, record, { status: requireTransition(status, to), venueOrderId: event.venueOrderId });
      } else if (record.order.venueOrderId === null) {
        update(state, record, { venueOrderId: event.venueOrderId }); // A fill or our cancel overtook the acknowledgement.
      }
      return null;
    case "rejected":
      if (event.code === DUPLICATE_ORDER_ID) loseUnlessAcknowledged(state, record);
      else finish(state, record, "rejected", event.code, event.message);
      return null;
    case "canceled":
      finish(state, record, "canceled", event.code, null);
      return null;
    case "expired":
      finish(state, record, "expired", event.code, null);
      return null;
    case "cancel-rejected":
      if (status === "pending-cancel") {
        update(state, record, {
          status: requireTransition(status, statusBeforeCancel(record.order)),
          reasonCode: event.code,
        });
      }
      return null;
    case "lost":
      if (status !== "unknown" && !isTerminal(status))
        update(state, record, { status: requireTransition(status, "unknown") });
      return null;
    case "filled":
      return applyFill(state, record, event);
  }
}

/** Where an order stands whose cancel failed; one that the venue never acknowledged is unknown. */
function statusBeforeCancel({ filledLots, venueOrderId }: Order): OrderStatus {
  if (filledLots > 0) return "partially-filled";
  return venueOrderId === null ? "unknown" : "accepted";
}

/** The venue has an order of this id already: it is ours and alive, or nobody knows; it is never rejected for that. */
function loseUnlessAcknowledged(state: EngineState, record: OrderRecord): void {
  if (record.order.status === "submitted") update(state, record, { status: requireTransition("submitted", "unknown") });
}

function finish(state: EngineState, record: OrderRecord, to: OrderStatus, code: string, message: string | null): void {
  if (record.order.status === to) return; // Told twice.
  const status = requireTransition(record.order.status, to);
  const { reservedUnits } = record.order;
  countWorking(record.holding, record.order, -openLots(record.order));
  update(state, record, { status, reservedUnits: 0, reasonCode: code, reason: message });
  reserve(state, reservedCurrency(record.holding, record.order), negate(reservedUnits));
}

function applyFill(
  state: EngineState,
  record: OrderRecord,
  event: Extract<OrderEvent, { kind: "filled" }>,
): Fill | null {
  if (record.tradeIds.has(event.tradeId)) return null;
  record.tradeIds.add(event.tradeId);
  const { order, holding } = record;
  const { instrument } = holding;
  const left = openLots(order);
  const filledLots = order.filledLots + event.quantityLots;
  const isWorking = !isTerminal(order.status);
  const to: OrderStatus = filledLots >= order.quantityLots ? "filled" : "partially-filled";
  state.counters.fills += 1;
  const fill: Fill = {
    id: `${state.key}f${state.counters.fills.toString(36)}`,
    orderId: order.id,
    instrumentId: order.instrumentId,
    tradeId: event.tradeId,
    side: order.side,
    quantityLots: event.quantityLots,
    priceTicks: event.priceTicks,
    notionalUnits: notionalUnits(instrument, event.priceTicks, event.quantityLots),
    feeCurrency: event.feeCurrency,
    feeUnits: event.feeUnits,
    liquidity: event.liquidity,
    excessLots: Math.max(0, event.quantityLots - Math.max(0, order.quantityLots - order.filledLots)),
    at: event.at,
  };
  // A late partial fill of a dead order is booked and the order stays dead; only one that completes it turns it filled.
  const status =
    isWorking ||
    (to === "filled" && order.status !== "filled" && order.status !== "rejected" && order.status !== "denied")
      ? requireTransition(order.status, to)
      : order.status;
  const stillOpen = isWorking && to !== "filled" ? order.quantityLots - filledLots : 0;
  const reservedUnits = stillOpen === 0 ? 0 : requiredUnits(holding, order, stillOpen);
  countWorking(holding, order, stillOpen - (isWorking ? left : 0));
  const released = subtract(reservedUnits, order.reservedUnits);
  update(state, record, { status, filledLots, filledUnits: add(order.filledUnits, fill.notionalUnits), reservedUnits });
  state.changes.push({ kind: "fill-booked", fill });
  state.fillsDigest.add(fillText(fill));
  settleCash(state, holding, fill, released);
  bookPosition(state, holding, fill);
  return fill;
}

function settleCash(state: EngineState, holding: Holding, fill: Fill, reservedDelta: Order["reservedUnits"]): void {
  const { instrument } = holding;
  const fee = (currency: string) => (fill.feeCurrency === currency ? fill.feeUnits : 0);
  const quantity = baseUnits(instrument, fill.quantityLots);
  if (fill.side === "buy") {
    settle(state, instrument.quote, negate(add(fill.notionalUnits, fee(instrument.quote))), reservedDelta);
    settle(state, instrument.base, subtract(quantity, fee(instrument.base)), 0);
  } else {
    settle(state, instrument.quote, subtract(fill.notionalUnits, fee(instrument.quote)), 0);
    settle(state, instrument.base, negate(add(quantity, fee(instrument.base))), reservedDelta);
  }
  if (fill.feeCurrency !== instrument.base && fill.feeCurrency !== instrument.quote) {
    settle(state, fill.feeCurrency, negate(fill.feeUnits), 0);
  }
}

const openLots = (order: Order): number =>
  isTerminal(order.status) ? 0 : Math.max(0, order.quantityLots - order.filledLots);

function countWorking(holding: Holding, order: Order, deltaLots: number): void {
  if (order.side === "buy") holding.workingBuyLots += deltaLots;
  else holding.workingSellLots += deltaLots;
}

type OrderUpdate = Partial<
  Pick<Order, "status" | "filledLots" | "filledUnits" | "reservedUnits" | "venueOrderId" | "reasonCode" | "reason">
>;

function update(state: EngineState, record: OrderRecord, next: OrderUpdate): void {
  const before = record.order;
  const {
    status = before.status,
    filledLots = before.filledLots,
    filledUnits = before.filledUnits,
    reservedUnits = before.reservedUnits,
    venueOrderId = before.venueOrderId,
    reasonCode = before.reasonCode,
    reason = before.reason,
  } = next;
  // Field by field: a second spread would cost more than all the rest of the update.
  const order: Order = {
    ...before,
    status,
    filledLots,
    filledUnits,
    reservedUnits,
    venueOrderId,
    reasonCode,
    reason,
    updatedAt: state.now,
  };
  record.order = order;
  state.changes.push({
    kind: "order-updated",
    orderId: order.id,
    instrumentId: order.instrumentId,
    side: order.side,
    status: order.status,
    filledLots: order.filledLots,
    filledUnits: order.filledUnits,
    reservedUnits: order.reservedUnits,
    venueOrderId: order.venueOrderId,
    reasonCode: order.reasonCode,
    reason: order.reason,
    at: state.now,
  });
  if (isTerminal(before.status)) {
    state.closedDigest.remove(orderText(before));
    state.closedDigest.add(orderText(order));
  } else if (isTerminal(order.status)) {
    state.working.delete(order.id);
    remember(state, record);
  }
}

/** Keeps a finished order within reach of a late fill; the oldest leaves when there are too many. */
function remember(state: EngineState, record: OrderRecord): void {
  state.closedDigest.add(orderText(record.order));
  state.closed.set(record.order.id, record);
  if (state.closed.size > CLOSED_ORDERS_KEPT) {
    for (const oldest of state.closed.keys()) {
      state.closed.delete(oldest);
      break;
    }
  }
}

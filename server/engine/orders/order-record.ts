import { type Integer, negate, subtract } from "../../domain/money/integer.ts";
import { isWaiting, type Order, type OrderTerms, type OrderTicket } from "../../domain/orders/order.ts";
import { isHeld, isTerminal, type OrderStatus, requireTransition } from "../../domain/orders/order-status.ts";
import type { OrderStep } from "../../domain/orders/order-step.ts";
import type { EngineChange } from "../engine-change.ts";
import type { EngineState, Holding, OrderRecord } from "../engine-state.ts";
import { seeMid } from "../execution-quality/see-mid.ts";
import { orderText } from "../journal/state-text.ts";
import { countOrder } from "../margin/margin-account.ts";
import { holdForOrder } from "../margin/order-holds.ts";
import { reserve } from "../positions/cash-ledger.ts";
import { isBounded, workingLots } from "./open-quantity.ts";
import { keepTime } from "./order-router.ts";
import { requiredUnits, reservedCurrency } from "./required-units.ts";

export const CLOSED_ORDERS_KEPT = 1_000;

/** What the order must hold back: while an amendment is under way, enough for either of its two terms. */
export function reservationFor(state: EngineState, holding: Holding, order: Order): Order["reservedUnits"] {
  if (isTerminal(order.status) || isBounded(order)) return 0;
  const { amendment, filledLots } = order;
  const now = requiredUnits(state, holding, order, Math.max(0, order.quantityLots - filledLots));
  if (amendment === null) return now;
  const then = { ...order, boundTicks: amendment.priceTicks };
  const after = requiredUnits(state, holding, then, Math.max(0, amendment.quantityLots - filledLots));
  return after > now ? after : now;
}

export function countWorking(
  holding: Holding,
  { side, isReduceOnly }: Pick<Order, "side" | "isReduceOnly">,
  deltaLots: number,
): void {
  if (side === "buy") holding.workingBuyLots += deltaLots;
  else holding.workingSellLots += deltaLots;
  if (holding.margin !== null && !isReduceOnly) countOrder(holding.margin, side, deltaLots, 0);
}

/** Puts `units` behind an order; releases when negative. Its lots are counted already. */
export function holdBack(state: EngineState, holding: Holding, order: OrderTicket, units: Integer): void {
  if (units === 0 && (holding.margin === null || order.isReduceOnly)) return;
  if (holding.margin === null) reserve(state, reservedCurrency(holding, order), units);
  else holdForOrder(state, holding, holding.margin, order.side, units);
}

type OrderUpdate = Partial<
  Pick<Order, "status" | "filledLots" | "filledUnits" | "reservedUnits" | "venueOrderId" | "reasonCode" | "reason">
>;

export function update(state: EngineState, record: OrderRecord, step: OrderStep, next: OrderUpdate): void {
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
  state.changes.push({
    kind: "order-updated",
    step,
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
    // The mid that a fill met comes with the fill.
    mid: step === "filled" || step === "partially-filled" ? null : seeMid(state, order.instrumentId),
    at: state.now,
  });
  replace(state, record, order);
}

/** Its terms and where it stands: what a change of terms tells of an order. */
const standingOf = (order: Order) => ({
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
  quantityLots: order.quantityLots,
  priceTicks: order.priceTicks,
  boundTicks: order.boundTicks,
  revision: order.revision,
});

/** The order with other values, and with what it then holds back. */
function changed(state: EngineState, { order: before, holding }: OrderRecord, next: Partial<Order>): Order {
  const after = { ...before, ...next, updatedAt: state.now };
  return { ...after, reservedUnits: reservationFor(state, holding, after) };
}

/** Puts a changed order in the place of what it was: what it works and holds back changes with it. */
function putInPlace(state: EngineState, record: OrderRecord, order: Order): void {
  const { order: before, holding } = record;
  countWorking(holding, order, workingLots(order) - workingLots(before));
  replace(state, record, order);
  holdBack(state, holding, order, subtract(order.reservedUnits, before.reservedUnits));
}

type AmendStep = Pick<Extract<EngineChange, { kind: "order-amended" }>, "step" | "from" | "to" | "code" | "message">;

/** Gives the order other terms, or begins or ends an amendment, and changes what it holds back and works with accordingly. */
export function amend(
  state: EngineState,
  record: OrderRecord,
  { step, from, to, code, message }: AmendStep,
  next: Partial<
    Pick<Order, "quantityLots" | "priceTicks" | "boundTicks" | "revision" | "amendment" | "status" | "trigger">
  >,
): void {
  const order = changed(state, record, next);
  state.changes.push({
    kind: "order-amended",
    step,
    from,
    to,
    code,
    message,
    ...standingOf(order),
    amendment: order.amendment,
    ...(order.trigger === record.order.trigger ? {} : { trigger: order.trigger }),
    at: state.now,
  });
  putInPlace(state, record, order);
}

/** Gives an order that the worker holds other terms, or moves it on, and changes what it holds back and works with accordingly. */
export function changeHeld(
  state: EngineState,
  record: OrderRecord,
  step: Extract<EngineChange, { kind: "held-order-changed" }>["step"],
  next: Partial<Omit<Order, "id" | "reservedUnits" | "updatedAt">>,
): void {
  const order = changed(state, record, next);
  state.changes.push({
    kind: "held-order-changed",
    step,
    ...standingOf(order),
    trigger: order.trigger,
    trailTicks: order.trailTicks,
    releasedTicks: order.releasedTicks,
    contingency: order.contingency ?? null,
    mid: step === "released" || step === "submitted" ? seeMid(state, order.instrumentId) : null,
    at: state.now,
  });
  putInPlace(state, record, order);
}

export const termsOf = (order: OrderTicket): OrderTerms => ({
  quantityLots: order.quantityLots,
  priceTicks: order.boundTicks,
  ...(isWaiting(order) && order.trigger !== null && "priceTicks" in order.trigger
    ? { triggerTicks: order.trigger.priceTicks }
    : {}),
});

/** Whatever was asked of an order that has ended comes too late. */
export function dropAmendment(state: EngineState, record: OrderRecord, code: string, message: string): void {
  const { order } = record;
  if (order.amendment === null) return;
  const told = { step: "amend-rejected", from: termsOf(order), to: order.amendment, code, message } as const;
  amend(state, record, told, { amendment: null });
}

/** Nothing takes its place any more. False where nothing was to. */
export function forgoReplacement(state: EngineState, record: OrderRecord, code: string, message: string): boolean {
  if (record.order.amendment?.isReplacement !== true) return false;
  dropAmendment(state, record, code, message);
  return true;
}

export function finish(
  state: EngineState,
  record: OrderRecord,
  to: "canceled" | "expired" | "rejected" | "denied",
  code: string,
  message: string | null,
): void {
  if (record.order.status === to) return; // Told twice.
  requireTransition(record.order.status, to);
  dropAmendment(state, record, `order-${to}`, `The order was ${to} before its terms could change.`);
  const { reservedUnits } = record.order;
  countWorking(record.holding, record.order, -workingLots(record.order));
  update(state, record, to, { status: to, reservedUnits: 0, reasonCode: code, reason: message });
  holdBack(state, record.holding, record.order, negate(reservedUnits));
}

function replace(state: EngineState, record: OrderRecord, order: Order): void {
  const before = record.order;
  record.order = order;
  if (order.type === "limit" && concernsOthers(before, order)) state.own.note(record);
  if (order.contingency && !isTerminal(before.status)) tellGroup(state, record, before);
  if (isTerminal(before.status)) {
    state.closedDigest.remove(orderText(before));
    state.closedDigest.add(orderText(order));
  } else if (isTerminal(order.status)) {
    state.working.delete(order.id);
    if (order.trigger !== null || isHeld(before.status)) forgetTrigger(state, order.id);
    state.expiring.drop(order.id);
    remember(state, record);
  }
}

/** The others of its group follow when the step is over. */
function tellGroup(state: EngineState, record: OrderRecord, before: Order): void {
  const { status, quantityLots } = record.order;
  const kind = isTerminal(status)
    ? "ended"
    : quantityLots !== before.quantityLots
      ? before.status === "released" && status === "submitted"
        ? "cut"
        : "amended"
      : status === "released" && before.status !== "released"
        ? "released"
        : null;
  if (kind !== null)
    state.contingent.push({ kind, record, lots: Math.max(0, before.quantityLots - quantityLots), priceTicks: 0 });
}

/** Whether others of ours could meet it now where they could not before, or the other way round. */
const concernsOthers = (before: Order, { status, boundTicks, amendment }: Order): boolean =>
  isTerminal(status) !== isTerminal(before.status) ||
  isHeld(status) !== isHeld(before.status) ||
  boundTicks !== before.boundTicks ||
  amendment !== before.amendment;

function forgetTrigger(state: EngineState, orderId: string): void {
  state.triggers.drop(orderId);
  state.released.delete(orderId);
}

/** Takes up an order of a state that is being rebuilt. */
export function takeUp(state: EngineState, order: Order, holding: Holding): void {
  const record = { order, holding, tradeIds: new Set<string>() };
  countWorking(holding, order, workingLots(order));
  if (holding.margin !== null) countOrder(holding.margin, order.side, 0, order.reservedUnits);
  state.working.set(order.id, record);
  state.own.note(record);
  if (!isHeld(order.status)) keepTime(state, order);
  if (order.replaces) state.expiring.add(order.replaces, state.now); // It may have been told to stay.
  if (order.status === "emulated") state.triggers.hold(order);
  if (order.status === "released") state.released.set(order.id, record);
}

/** Keeps a finished order within reach of a late fill; the oldest leaves when there are too many. */
export function remember(state: EngineState, record: OrderRecord): void {
  state.closedDigest.add(orderText(record.order));
  state.closed.set(record.order.id, record);
  if (state.closed.size > CLOSED_ORDERS_KEPT) {
    for (const oldest of state.closed.keys()) {
      state.closed.delete(oldest);
      break;
    }
  }
}

/** Where an order stands that the venue says works on; one that it never acknowledged is unknown. */
export function statusAtVenue({ filledLots, venueOrderId }: Order): OrderStatus {
  if (filledLots > 0) return "partially-filled";
  return venueOrderId === null ? "unknown" : "accepted";
}

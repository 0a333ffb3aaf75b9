import { present } from "../../domain/errors/invariant.ts";
import { wholeLots } from "../../domain/markets/instrument.ts";
import { GROUP_CODES } from "../../domain/orders/contingency/contingency.ts";
import type { Order, OrderTicket } from "../../domain/orders/order.ts";
import { isHeld, requireTransition } from "../../domain/orders/order-status.ts";
import type { Approved } from "../../domain/risk/risk-decision.ts";
import type { EngineChange } from "../engine-change.ts";
import type { EngineState, Holding, OrderRecord } from "../engine-state.ts";
import { seeMid } from "../execution-quality/see-mid.ts";
import { makeOrder } from "../orders/new-order.ts";
import { workingLots } from "../orders/open-quantity.ts";
import { changeHeld, countWorking, finish, holdBack, reservationFor } from "../orders/order-record.ts";

/**
 * Keeps an approved order in the worker until its trigger fires. One that could open a position holds back what it may need and
 * counts against every limit, like an order that rests at the venue. A reduce-only one does neither: it is bounded by the position,
 * and must be able to stand beside others that protect the same one.
 */
export function holdOrder(
  state: EngineState,
  holding: Holding,
  ticket: Approved<OrderTicket>,
  status: "emulated" | "released" = "emulated", // Released at once, it waits for others to give way.
): void {
  const waiting = makeOrder(state, ticket, requireTransition("initialized", status), 0, null, null);
  const order = { ...waiting, reservedUnits: reservationFor(state, holding, waiting) };
  const record = { order, holding, tradeIds: new Set<string>() };
  state.working.set(order.id, record);
  countWorking(holding, order, workingLots(order));
  if (status === "released") state.released.set(order.id, record);
  else state.triggers.hold(order);
  state.changes.push({ kind: "order-placed", order, mid: seeMid(state, order.instrumentId) });
  holdBack(state, holding, order, order.reservedUnits);
}

/** Ends an order that the venue has never heard of. False when it is at the venue, or gone. */
export function cancelHeld(state: EngineState, orderId: string, code: string, message: string | null = null): boolean {
  const record = state.working.get(orderId);
  if (record === undefined || !isHeld(record.order.status)) return false;
  finish(state, record, "canceled", code, message);
  return true;
}

/** Ends those whose time on the tape has come: before any trigger of that moment. */
export function expireHeld(state: EngineState): void {
  for (const orderId of state.triggers.expired(state.now)) {
    finish(state, heldRecord(state, orderId), "expired", "expired", "Its trigger did not fire in time.");
  }
}

/** A position was closed or turned, by a fill of `filled`: what should only have reduced it has nothing left to do, and must never open another. */
export function cancelOrphans(state: EngineState, of: Holding, filled: Order): void {
  const openLots = wholeLots(of.instrument, of.netUnits);
  for (const { order, holding } of heldIn(state, of.instrument.id)) {
    if (holding !== of || !order.isReduceOnly || (order.side === "sell" ? openLots > 0 : openLots < 0)) continue;
    const isOtherLeg = order.contingency && order.contingency.groupId === filled.contingency?.groupId;
    if (isOtherLeg) cancelHeld(state, order.id, GROUP_CODES.otherLegFilled, OTHER_LEG_FILLED);
    else cancelHeld(state, order.id, "position-closed", "The position that it was to reduce is closed.");
  }
}

/** Why a leg ends that has nothing left to do. */
export const OTHER_LEG_FILLED = "The other leg has filled what it was for.";

function heldIn(state: EngineState, instrumentId: string): OrderRecord[] {
  const records = state.triggers.idsIn(instrumentId).map((orderId) => heldRecord(state, orderId));
  for (const record of state.released.values()) if (record.order.instrumentId === instrumentId) records.push(record);
  return records;
}

export const heldRecord = (state: EngineState, orderId: string): OrderRecord =>
  present(state.working.get(orderId), `Order "${orderId}" is watched and works no more`);

/** Journals the references of trailing stops that have moved: each once, however often it did. */
export function journalTrails(state: EngineState): void {
  for (const { orderId, trailTicks } of state.triggers.takeMoved()) {
    changeHeld(state, heldRecord(state, orderId), "trailed", { trailTicks });
  }
}

/** The references that must be part of the next commit, so that what is stored is true at the feed position stored with it. */
export function takeTrails(state: EngineState): readonly EngineChange[] {
  journalTrails(state);
  const { changes } = state;
  state.changes = [];
  return changes;
}

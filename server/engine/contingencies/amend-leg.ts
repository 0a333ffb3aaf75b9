import type { Rejection } from "../../domain/errors/rejection.ts";
import { legRole, waitsForEntry } from "../../domain/orders/contingency/contingency.ts";
import type { Order, OrderTicket } from "../../domain/orders/order.ts";
import { positionLots } from "../../domain/risk/reducible.ts";
import type { RiskDecision } from "../../domain/risk/risk-decision.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import { judgeHeld } from "../orders/risk-gate.ts";
import { entryOf, membersOf } from "./group-members.ts";
import { judgeWaitingLeg, legsRefusal } from "./judge-group.ts";

/** A leg's quantity is what its entry filled and the other leg has not: nobody sets it by hand. */
export function legQuantityRefusal(order: Order, quantityLots: number | null): Rejection | null {
  if (quantityLots === null || legRole(order) === null || quantityLots === order.quantityLots) return null;
  const message =
    "A leg is as large as what it guards: it follows its entry and its other leg. Change its prices alone.";
  return { code: "leg-quantity-follows", message, facts: { orderId: order.id } };
}

/** A held order with other terms. A leg that waits is judged against its entry, every other against the market. */
export function judgeHeldTerms(
  state: EngineState,
  holding: Holding,
  order: Order,
  ticket: OrderTicket,
): RiskDecision<OrderTicket> {
  if (!waitsForEntry(order)) return judgeHeld(state, holding, order, cutToHeld(holding, ticket));
  const entry = entryOf(state, order.contingency?.groupId ?? "")?.order;
  if (entry === undefined) return judgeHeld(state, holding, order, ticket);
  return judgeWaitingLeg(state, holding, ticket, entry);
}

/**
 * A leg is cut to what is held when it goes out: that it was meant for a little more, a fee for example, is no reason to refuse.
 * What closes a position is as large as that.
 */
function cutToHeld({ instrument, netUnits }: Holding, ticket: OrderTicket): OrderTicket {
  if (legRole(ticket) === null && !ticket.closesPosition) return ticket;
  const heldLots = positionLots(ticket.side, { instrument, positionUnits: netUnits });
  if (ticket.closesPosition) return { ...ticket, quantityLots: heldLots };
  return heldLots === 0 ? ticket : { ...ticket, quantityLots: Math.min(ticket.quantityLots, heldLots) };
}

/** Whether an entry with other prices would leave a leg that waits for it on the wrong side. */
export function entryBeyondLegs(state: EngineState, holding: Holding, entry: OrderTicket): Rejection | null {
  const { contingency } = entry;
  if (contingency?.role !== "entry") return null;
  const legs = membersOf(state, contingency.groupId).flatMap(({ order }) => (waitsForEntry(order) ? [order] : []));
  return legsRefusal(state, holding, legs, entry);
}

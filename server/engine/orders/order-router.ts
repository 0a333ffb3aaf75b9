import type { OrderTicket } from "../../domain/orders/order.ts";
import type { Approved } from "../../domain/risk/risk-decision.ts";
import { expiresInWorker } from "../../domain/venues/expiry-place.ts";
import type { EngineState } from "../engine-state.ts";

/** Hands an approved order to its venue. One venue today: every instrument trades on the portfolio's own. */
export function route(state: EngineState, order: Approved<OrderTicket>): void {
  const isTimed = isTimedHere(state, order);
  if (isTimed) state.expiring.add(order.id, order.expiresAt ?? 0);
  state.commands.push({ kind: "submit-order", order: isTimed ? untimed(order) : order });
}

/** The worker keeps its time, since the venue keeps none. */
function isTimedHere({ holdings }: EngineState, order: OrderTicket): boolean {
  if (order.timeInForce !== "GTD") return false;
  const instrument = holdings.get(order.instrumentId)?.instrument;
  return instrument !== undefined && expiresInWorker(instrument, order);
}

const untimed = (order: Approved<OrderTicket>): Approved<OrderTicket> => ({
  ...order,
  timeInForce: "GTC",
  expiresAt: null,
});

/** From here on the worker keeps the time of an order that stands at its venue, where that keeps none. */
export function keepTime(state: EngineState, order: OrderTicket): void {
  if (isTimedHere(state, order)) state.expiring.add(order.id, order.expiresAt ?? 0);
  else state.expiring.drop(order.id);
}

/** An approved change of terms: the ticket as it shall be. */
export function routeAmendment(state: EngineState, order: Approved<OrderTicket>, revision: number): void {
  const ticket = isTimedHere(state, order) ? untimed(order) : order;
  state.commands.push({ kind: "amend-order", orderId: order.id, order: ticket, revision });
}

export function routeCancel(state: EngineState, orderId: string, instrumentId: string): void {
  state.commands.push({ kind: "cancel-order", orderId, instrumentId });
}

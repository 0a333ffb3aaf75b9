import type { OrderTicket } from "../domain/orders/order.ts";
import type { Approved } from "../domain/risk/risk-decision.ts";
import type { EngineState } from "./engine-state.ts";

/** Hands an approved order to its venue. One venue today: every instrument trades on the portfolio's own. */
export function route(state: EngineState, order: Approved<OrderTicket>): void {
  state.commands.push({ kind: "submit-order", order });
}

/** An approved change of terms: the ticket as it shall be. */
export function routeAmendment(state: EngineState, order: Approved<OrderTicket>, revision: number): void {
  state.commands.push({ kind: "amend-order", orderId: order.id, order, revision });
}

export function routeCancel(state: EngineState, orderId: string, instrumentId: string): void {
  state.commands.push({ kind: "cancel-order", orderId, instrumentId });
}

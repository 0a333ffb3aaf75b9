import { requireTransition } from "../domain/orders/order-status.ts";
import { positionLots } from "../domain/risk/reducible.ts";
import { judgeSuccessor } from "./contingencies/judge-group.ts";
import type { EngineState, OrderRecord } from "./engine-state.ts";
import { makeTicket } from "./new-order.ts";
import { placeApproved, placeDenied } from "./order-manager.ts";
import { changeHeld } from "./order-record.ts";

/** Proof that the venue never had an order: not a silence, which says nothing. */
export const NEVER_REACHED_VENUE = "never-reached-venue";

/**
 * An order that had fired to close a position never reached the venue: another of the same terms takes its place and goes out at
 * once, for what is held then. That it fired stands, wherever the price has gone meanwhile: so does an order that a venue has triggered.
 */
export function fireAgain(state: EngineState, { order, holding }: OrderRecord): void {
  const { trigger, releasedTicks, trailTicks, isReduceOnly, filledLots, side } = order;
  if (trigger === null || releasedTicks === null || !isReduceOnly || filledLots > 0) return;
  const heldLots = positionLots(side, { instrument: holding.instrument, positionUnits: holding.netUnits });
  if (heldLots === 0) return;
  const made = makeTicket(
    state,
    // What it released had a limit of that moment; a trailing stop's own has none.
    trigger.kind === "trailing-stop" ? { ...order, priceTicks: null } : order,
    order.contingency ?? null,
  );
  const quantityLots = Math.min(made.quantityLots, heldLots);
  const ticket = { ...made, quantityLots, boundTicks: order.boundTicks, trailTicks };
  const decision = judgeSuccessor(state, holding, ticket);
  if (decision.kind === "denied") {
    placeDenied(state, holding, ticket, decision.rejection);
    return;
  }
  placeApproved(state, holding, decision.subject);
  const record = state.working.get(ticket.id);
  if (record === undefined) return;
  state.triggers.drop(ticket.id);
  state.released.set(ticket.id, record);
  changeHeld(state, record, "released", {
    status: requireTransition("emulated", "released"),
    trailTicks,
    releasedTicks,
  });
}

import { positionLots } from "../../domain/risk/reducible.ts";
import { judgeSuccessor } from "../contingencies/judge-group.ts";
import type { EngineState, OrderRecord } from "../engine-state.ts";
import { makeTicket } from "../orders/new-order.ts";
import { placeApproved, placeDenied } from "../orders/order-manager.ts";

/** Proof that the venue never had an order: not a silence, which says nothing. */
export const NEVER_REACHED_VENUE = "never-reached-venue";

/**
 * An order that had fired to close a position never reached the venue: another of the same terms takes its place, for what is held
 * by now, and waits for its trigger as the first one did. While the price lies beyond that it fires with the market's next event;
 * where the price has come back it guards again. So a venue that goes on losing orders is asked once an event, not without end.
 */
export function guardAgain(state: EngineState, { order, holding }: OrderRecord): void {
  const { trigger, releasedTicks, isReduceOnly, filledLots, side } = order;
  if (trigger === null || releasedTicks === null || !isReduceOnly || filledLots > 0) return;
  const heldLots = positionLots(side, { instrument: holding.instrument, positionUnits: holding.netUnits });
  if (heldLots === 0) return;
  // What a trailing stop released had a limit of that moment; it has none of its own.
  const terms = trigger.kind === "trailing-stop" ? { ...order, priceTicks: null } : order;
  const made = makeTicket(state, terms, order.contingency ?? null);
  const quantityLots = Math.min(made.quantityLots, heldLots);
  const ticket = { ...made, quantityLots, boundTicks: order.boundTicks, trailTicks: order.trailTicks };
  const decision = judgeSuccessor(state, holding, ticket);
  if (decision.kind === "denied") placeDenied(state, holding, ticket, decision.rejection);
  else placeApproved(state, holding, decision.subject);
}

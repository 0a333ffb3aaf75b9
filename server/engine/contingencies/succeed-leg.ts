import type { OrderIntent } from "../../domain/orders/order-intent.ts";
import { trailedTo } from "../../domain/orders/triggers/trigger-rules.ts";
import { boundWhileWaiting } from "../../domain/risk/price-reference.ts";
import type { EngineState, OrderRecord } from "../engine-state.ts";
import { makeTicket } from "../orders/new-order.ts";
import { placeApproved, placeDenied } from "../orders/order-manager.ts";
import { judgeSuccessor } from "./judge-group.ts";

/** A leg like `last`, over what its entry filled after that one had gone out or ended. */
export function succeedLeg(state: EngineState, last: OrderRecord, quantityLots: number, priceTicks: number): void {
  const { holding, order } = last;
  const { trigger, contingency, type, side } = order;
  if (trigger === null || !contingency) return;
  const isTrailing = trigger.kind === "trailing-stop";
  const intent: OrderIntent = {
    instrumentId: order.instrumentId,
    side,
    type,
    quantityLots,
    priceTicks: isTrailing ? null : order.priceTicks, // What it released had a limit of that moment.
    timeInForce: order.timeInForce,
    isPostOnly: order.isPostOnly,
    isReduceOnly: true,
    positionSide: order.positionSide ?? null,
    source: order.source,
    acceptsStalePrice: order.acceptsStalePrice,
    trigger,
    expiresAt: order.expiresAt,
  };
  const made = makeTicket(state, intent, { ...contingency, waitsForEntry: false });
  const trailTicks = isTrailing ? trailedTo(trigger, side, null, priceTicks) : null;
  const ticket = {
    ...made,
    trailTicks,
    boundTicks: boundWhileWaiting({ ...made, trailTicks }, state.settings.collarBps),
  };
  const decision = judgeSuccessor(state, holding, ticket);
  if (decision.kind === "denied") {
    placeDenied(state, holding, ticket, decision.rejection);
    return;
  }
  placeApproved(state, holding, decision.subject);
  state.triggers.hold(ticket, { at: state.now, ticks: priceTicks });
}

import { notionalUnits } from "../../domain/markets/instrument.ts";
import { SIDES } from "../../domain/orders/order-type.ts";
import { positionLots } from "../../domain/risk/reducible.ts";
import { keepsStops } from "../../domain/venues/order-place.ts";
import { judgeSuccessor } from "../contingencies/judge-group.ts";
import type { EngineState, Holding, OrderRecord } from "../engine-state.ts";
import { holdOrder } from "../held/held-orders.ts";
import { isKept } from "../orders/closing-view.ts";
import { makeTicket } from "../orders/new-order.ts";
import { openLots } from "../orders/open-quantity.ts";
import { requestCancel } from "../orders/order-manager.ts";
import { giveWay } from "./replace-guard.ts";
import { replacementOf } from "./replacement-of.ts";

/**
 * A venue that knows no positions locks what a stop that it keeps would sell. Where another order has fired that closes the same, or
 * less is left than it would sell, the worker takes it over: from this commit on it guards what is left, cut to that when it fires, and
 * the venue's is canceled.
 */
export function takeOver(state: EngineState, { order, holding }: OrderRecord): void {
  if (order.status !== "accepted" && order.status !== "submitted") return;
  if (replacementOf(state, order.id) !== null) return; // It gives way already.
  const { instrument, netUnits } = holding;
  const heldLots = positionLots(order.side, { instrument, positionUnits: netUnits });
  const { boundTicks } = order;
  const quantityLots = Math.min(order.quantityLots, heldLots);
  if (notionalUnits(instrument, boundTicks, quantityLots) < instrument.minNotionalUnits) {
    requestCancel(state, order.id); // What is left no venue takes.
    return;
  }
  const ticket = { ...makeTicket(state, order, null, order.id), quantityLots, boundTicks };
  const decision = judgeSuccessor(state, holding, ticket);
  if (decision.kind === "denied") {
    state.counters.orders -= 1; // It never was.
    return;
  }
  holdOrder(state, holding, decision.subject);
  giveWay(state, order.id, ticket.id);
}

/** Other orders have left less of a position than the stops would close that a venue keeps which knows no positions; the oldest stay. */
export function takeOverBeyond(state: EngineState, holding: Holding): void {
  const { instrument, netUnits, workingBuyLots, workingSellLots } = holding;
  if (!keepsStops(instrument)) return;
  for (const side of SIDES) {
    let leftLots = positionLots(side, { instrument, positionUnits: netUnits });
    if ((side === "buy" ? workingBuyLots : workingSellLots) <= leftLots) continue;
    for (const record of [...state.working.values()]) {
      const { order, holding: of } = record;
      if (of !== holding || order.side !== side || !isKept(order)) continue;
      const lots = openLots(order);
      if (lots <= leftLots) leftLots -= lots;
      else takeOver(state, record);
    }
  }
}

import type { Order, OrderTerms, OrderTicket } from "../../domain/orders/order.ts";
import { isTerminal } from "../../domain/orders/order-status.ts";
import { REPLACED } from "../../domain/orders/replacement.ts";
import type { EngineState, Holding, OrderRecord } from "../engine-state.ts";
import { makeTicket } from "../orders/new-order.ts";
import { placeApproved, placeDenied, requestCancel } from "../orders/order-manager.ts";
import { amend, finish, termsOf } from "../orders/order-record.ts";
import { judgeSuccession } from "../orders/risk-gate.ts";
import { preventSelfTrade } from "../self-trade/prevent.ts";

/**
 * The venue has confirmed the cancel of an order that another was to replace: what is left of the new terms goes out in the same
 * commit, past the gate once more. What filled on the way counts towards it; nothing follows where nothing is left.
 */
export function replaceCanceled(state: EngineState, record: OrderRecord, to: OrderTerms): void {
  const { order, holding } = record;
  const leftLots = to.quantityLots - order.filledLots;
  if (leftLots < 1) {
    finish(state, record, "canceled", REPLACED, "As much as its new terms allow was filled before it was canceled.");
    return;
  }
  // Where a trigger had released it, that is done.
  const priceTicks = order.type === "market" ? null : to.priceTicks;
  const terms = { ...order, quantityLots: leftLots, priceTicks, trigger: null };
  const ticket = makeTicket(state, terms, order.contingency ?? null, order.id);
  const told = { from: termsOf(order), to, code: null, message: `Order "${ticket.id}" takes its place.` };
  amend(state, record, { step: "replaced", ...told }, { amendment: null });
  finish(state, record, "canceled", REPLACED, told.message);
  place(state, holding, ticket, addsRisk(order, to));
  const placed = state.working.get(ticket.id) ?? state.closed.get(ticket.id);
  if (placed?.order.contingency) {
    const kind = isTerminal(placed.order.status) ? "ended" : "amended"; // Those placed with it follow.
    state.contingent.push({ kind, record: placed, lots: 0, priceTicks: 0 });
  }
}

function place(state: EngineState, holding: Holding, ticket: OrderTicket, isRiskier: boolean): void {
  const decision = judgeSuccession(state, holding, ticket, isRiskier);
  if (decision.kind === "denied") {
    placeDenied(state, holding, ticket, decision.rejection);
    return;
  }
  const verdict = preventSelfTrade(state, holding, ticket, requestCancel);
  if (verdict.kind === "refused") placeDenied(state, holding, ticket, verdict.rejection);
  else placeApproved(state, holding, decision.subject, verdict.kind === "wait");
}

const addsRisk = ({ side, quantityLots, boundTicks }: Order, to: OrderTerms): boolean =>
  to.quantityLots > quantityLots || (side === "buy" ? to.priceTicks > boundTicks : to.priceTicks < boundTicks);

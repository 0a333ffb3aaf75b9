import type { Rejection } from "../../domain/errors/rejection.ts";
import { waitsForEntry } from "../../domain/orders/contingency/contingency.ts";
import type { OrderTicket } from "../../domain/orders/order.ts";
import { entryOpensLimit } from "../../domain/risk/limits/entry-opens.ts";
import { instrumentGridLimit, instrumentRulesLimit } from "../../domain/risk/limits/instrument-rules.ts";
import { legLevelLimit } from "../../domain/risk/limits/leg-level.ts";
import { orderRateLimit } from "../../domain/risk/limits/order-rate.ts";
import { orderSizeLimit } from "../../domain/risk/limits/order-size.ts";
import { priceCollarLimit } from "../../domain/risk/limits/price-collar.ts";
import { reduceOnlyLimit } from "../../domain/risk/limits/reduce-only.ts";
import type { Approved, RiskDecision } from "../../domain/risk/risk-decision.ts";
import type { RiskLimit } from "../../domain/risk/risk-limit.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import { decide, LIMITS, viewFor } from "../orders/risk-gate.ts";

/** Before all else the entry of a group must be one. */
const ENTRY: readonly RiskLimit[] = [entryOpensLimit, ...LIMITS];

/** A leg that waits for its entry is held against that; what else guards against too much risk judges the entry. */
const waitingLeg = (entry: OrderTicket): readonly RiskLimit[] => [
  legLevelLimit(entry),
  instrumentRulesLimit,
  orderSizeLimit,
  orderRateLimit,
  priceCollarLimit,
];

/**
 * It adds no risk, so nothing that guards against that may keep it out; nor may its size: the worker holds it, it may still grow,
 * and what counts is what it has come to when it goes out.
 */
const SUCCESSOR: readonly RiskLimit[] = [instrumentGridLimit, reduceOnlyLimit];

type GroupDecision =
  | { readonly kind: "approved"; readonly subjects: readonly Approved<OrderTicket>[] }
  | { readonly kind: "denied"; readonly index: number; readonly rejection: Rejection };

/** Orders that are placed together pass the gate together, or none of them does. */
export function judgeGroup(state: EngineState, holding: Holding, tickets: readonly OrderTicket[]): GroupDecision {
  const subjects: Approved<OrderTicket>[] = [];
  const [first] = tickets;
  for (const [index, ticket] of tickets.entries()) {
    const decision = decide(state, ticket, viewFor(state, holding, ticket), limitsOf(ticket, first ?? ticket));
    if (decision.kind === "denied") {
      state.approvals.length -= subjects.length;
      return { kind: "denied", index, rejection: decision.rejection };
    }
    subjects.push(decision.subject);
  }
  return { kind: "approved", subjects };
}

function limitsOf(ticket: OrderTicket, first: OrderTicket): readonly RiskLimit[] {
  if (waitsForEntry(ticket)) return waitingLeg(first);
  return ticket.contingency?.role === "entry" ? ENTRY : LIMITS;
}

/** A leg that waits for its entry, with new terms. */
export const judgeWaitingLeg = (
  state: EngineState,
  holding: Holding,
  ticket: OrderTicket,
  entry: OrderTicket,
): RiskDecision<OrderTicket> => decide(state, ticket, viewFor(state, holding, ticket), waitingLeg(entry));

/** Why legs that wait would not lie on their sides of an entry with new terms; leaves no trace. */
export function legsRefusal(
  state: EngineState,
  holding: Holding,
  legs: readonly OrderTicket[],
  entry: OrderTicket,
): Rejection | null {
  const limit = legLevelLimit(entry);
  for (const leg of legs) {
    const rejection = limit(leg, viewFor(state, holding, leg));
    if (rejection !== null) return rejection;
  }
  return null;
}

/** A leg over what an entry filled late. */
export const judgeSuccessor = (state: EngineState, holding: Holding, ticket: OrderTicket): RiskDecision<OrderTicket> =>
  decide(state, ticket, viewFor(state, holding, ticket), SUCCESSOR);

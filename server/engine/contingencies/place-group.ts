import { accept, type Rejection, type Result, refuse } from "../../domain/errors/rejection.ts";
import { GROUP_REFUSED } from "../../domain/orders/contingency/contingency.ts";
import { groupRefusal, type OrderGroup } from "../../domain/orders/contingency/group-legality.ts";
import type { OrderTicket } from "../../domain/orders/order.ts";
import type { OrderIntent } from "../../domain/orders/order-intent.ts";
import { entryTicks } from "../../domain/risk/limits/leg-level.ts";
import { boundWhileWaiting } from "../../domain/risk/price-reference.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import { makeTicket, newestOrderId } from "../orders/new-order.ts";
import { placeApproved, placeDenied, requestCancel } from "../orders/order-manager.ts";
import { findPosition } from "../positions/find-position.ts";
import { CLEAR, preventSelfTrade } from "../self-trade/prevent.ts";
import { judgeGroup } from "./judge-group.ts";

export type GroupPlacement = { readonly orderIds: readonly string[]; readonly rejection: Rejection | null };

/**
 * Places an entry with its legs, or the two legs of an OCO: all of them in one commit, or none. What the gate refuses is recorded
 * as denied, each with the reason of the one that it refused.
 */
export function placeGroup(state: EngineState, wanted: OrderGroup): GroupPlacement {
  const illegal = groupRefusal(wanted);
  if (illegal !== null) return { orderIds: [], rejection: illegal };
  const leader = wanted.entry ?? wanted.legs[0]?.intent;
  const whole = leader === undefined ? undefined : state.holdings.get(leader.instrumentId);
  if (whole === undefined) {
    const message = `Instrument "${leader?.instrumentId}" is not listed here.`;
    return { orderIds: [], rejection: { code: "instrument-unknown", message, facts: {} } };
  }
  const found = groupPosition(state, whole, wanted);
  if (!found.ok) return { orderIds: [], rejection: found.rejection };
  const { holding, group } = found.value;
  const tickets = makeTickets(state, group);
  const orderIds = tickets.map(({ id }) => id);
  const decision = judgeGroup(state, holding, tickets);
  if (decision.kind === "denied") {
    for (const ticket of tickets) deny(state, holding, ticket, tickets[decision.index] ?? ticket, decision.rejection);
    return { orderIds, rejection: decision.rejection };
  }
  const [first] = decision.subjects;
  const verdict = first === undefined ? CLEAR : preventSelfTrade(state, holding, first, requestCancel);
  if (verdict.kind === "refused") {
    for (const ticket of tickets) deny(state, holding, ticket, tickets[0] ?? ticket, verdict.rejection);
    return { orderIds, rejection: verdict.rejection };
  }
  for (const ticket of decision.subjects) {
    placeApproved(state, holding, ticket, ticket === first && verdict.kind === "wait");
  }
  return { orderIds, rejection: null };
}

/** The one position that all of the group are meant for. */
function groupPosition(
  state: EngineState,
  whole: Holding,
  { entry, legs }: OrderGroup,
): Result<{ readonly holding: Holding; readonly group: OrderGroup }> {
  const meant: OrderIntent[] = [];
  let holding: Holding | null = null;
  for (const intent of [...(entry === null ? [] : [entry]), ...legs.map((leg) => leg.intent)]) {
    const found = findPosition(state, whole, intent);
    if (!found.ok) return found;
    if (holding !== null && holding !== found.value.holding) {
      const message = "The orders of a group guard one position, and these name both sides. Name the same for all.";
      return refuse("group-of-two-positions", message);
    }
    holding = found.value.holding;
    meant.push(found.value.intent);
  }
  const [first, ...others] = meant;
  const intents = entry === null ? meant : others;
  const group: OrderGroup = {
    entry: entry === null ? null : (first ?? entry),
    legs: legs.map((leg, index) => ({ ...leg, intent: intents[index] ?? leg.intent })),
  };
  const rejection = groupRefusal(group); // Its entry may turn out to close.
  return rejection === null ? accept({ holding: holding ?? whole, group }) : { ok: false, rejection };
}

/** The entry first; a waiting leg is bound to where its trigger would stand if the entry filled as things are. */
function makeTickets(state: EngineState, { entry, legs }: OrderGroup): OrderTicket[] {
  const groupId = newestOrderId({ ...state, counters: { ...state.counters, orders: state.counters.orders + 1 } });
  const tickets: OrderTicket[] = [];
  if (entry !== null) tickets.push(makeTicket(state, entry, { groupId, role: "entry", waitsForEntry: false }));
  const [leader] = tickets;
  for (const { role, intent } of legs) {
    const ticket = makeTicket(state, intent, { groupId, role, waitsForEntry: leader !== undefined });
    if (leader === undefined) tickets.push(ticket);
    else {
      const expected = { ...ticket, trailTicks: entryTicks(leader, state.prices.get(intent.instrumentId)) || null };
      const boundTicks = boundWhileWaiting(expected, state.settings.collarBps);
      tickets.push({ ...ticket, trailTicks: null, boundTicks });
    }
  }
  return tickets;
}

function deny(
  state: EngineState,
  holding: Holding,
  ticket: OrderTicket,
  refused: OrderTicket,
  rejection: Rejection,
): void {
  if (ticket === refused) placeDenied(state, holding, ticket, rejection);
  else {
    const message = `The ${refused.contingency?.role ?? "order"} placed with it was refused: ${rejection.message}`;
    placeDenied(state, holding, ticket, { code: GROUP_REFUSED, message });
  }
}

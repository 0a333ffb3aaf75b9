import type { Rejection } from "../../domain/errors/rejection.ts";
import { latchRefusal } from "../../domain/kill-switch/latch.ts";
import { baseUnits } from "../../domain/markets/instrument.ts";
import type { Integer } from "../../domain/money/integer.ts";
import { add, subtract } from "../../domain/money/integer.ts";
import type { Order, OrderTicket } from "../../domain/orders/order.ts";
import type { OrderIntent } from "../../domain/orders/order-intent.ts";
import { availableBalanceLimit } from "../../domain/risk/limits/available-balance.ts";
import { closePositionLimit } from "../../domain/risk/limits/close-position.ts";
import { dataAgeLimit } from "../../domain/risk/limits/data-age.ts";
import { expiryLimit } from "../../domain/risk/limits/expiry.ts";
import { instrumentRulesLimit } from "../../domain/risk/limits/instrument-rules.ts";
import { marginTierLimit } from "../../domain/risk/limits/margin-tier.ts";
import { orderRateLimit } from "../../domain/risk/limits/order-rate.ts";
import { orderSizeLimit } from "../../domain/risk/limits/order-size.ts";
import { positionSizeLimit } from "../../domain/risk/limits/position-size.ts";
import { priceCollarLimit } from "../../domain/risk/limits/price-collar.ts";
import { reduceOnlyLimit } from "../../domain/risk/limits/reduce-only.ts";
import { tradingStateLimit } from "../../domain/risk/limits/trading-state.ts";
import { triggerLimit } from "../../domain/risk/limits/trigger.ts";
import { collarTicks } from "../../domain/risk/price-reference.ts";
import { closableLots } from "../../domain/risk/reducible.ts";
import type { Approved, RiskDecision } from "../../domain/risk/risk-decision.ts";
import type { RiskLimit, RiskView } from "../../domain/risk/risk-limit.ts";
import { standsBeside } from "../../domain/venues/order-place.ts";
import { borrowViewOf } from "../borrowing/borrow-view.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import { freedBy, heldMoreFor, ordersWithout } from "../margin/order-holds.ts";
import { spendableUnits } from "../positions/cash-ledger.ts";
import { closingView, isStanding } from "./closing-view.ts";
import { workingLots } from "./open-quantity.ts";
import { askedUnits, requiredUnits, reservedCurrency } from "./required-units.ts";

const SECOND_MS = 1_000;

/** Judged in this order; the first that refuses speaks. The kill switch is first, so that nothing can be in front of it. */
export const LIMITS: readonly RiskLimit[] = [
  tradingStateLimit,
  closePositionLimit,
  triggerLimit,
  instrumentRulesLimit,
  expiryLimit,
  reduceOnlyLimit,
  availableBalanceLimit,
  orderSizeLimit,
  positionSizeLimit,
  marginTierLimit,
  orderRateLimit,
  priceCollarLimit,
  dataAgeLimit,
];

/** What a released order must keep. Its limit was judged against its trigger: that the price went further meanwhile is no slip of the hand. */
const AT_RELEASE = LIMITS.filter((limit) => limit !== priceCollarLimit);

/** What a released order that only reduces must still keep: nothing that guards against too much risk may hold protection back. */
const PROTECTIVE: readonly RiskLimit[] = [
  tradingStateLimit,
  instrumentRulesLimit,
  reduceOnlyLimit,
  availableBalanceLimit,
  dataAgeLimit,
];
const CLOSING: readonly RiskLimit[] = [instrumentRulesLimit, reduceOnlyLimit, availableBalanceLimit, dataAgeLimit];

/** What the whole of an order must keep that is sent in parts: the sizes of one order are not for it. */
const WHOLE: readonly RiskLimit[] = [
  tradingStateLimit,
  reduceOnlyLimit,
  availableBalanceLimit,
  positionSizeLimit,
  dataAgeLimit,
];

/** What an order must keep that takes the place of one whose new terms the gate has let pass: the old one is gone by now. */
const SUCCEEDING: readonly RiskLimit[] = [
  tradingStateLimit,
  instrumentRulesLimit,
  expiryLimit,
  reduceOnlyLimit,
  availableBalanceLimit,
];
const SUCCEEDING_WITH_RISK: readonly RiskLimit[] = [
  ...SUCCEEDING,
  orderSizeLimit,
  positionSizeLimit,
  marginTierLimit,
  priceCollarLimit,
  dataAgeLimit,
];

/** The one place where an approval is made. */
const approve = (ticket: OrderTicket): Approved<OrderTicket> => ticket as Approved<OrderTicket>;

/** What is held back more with the order than without it: in a perpetual one that closes needs nothing. */
function neededUnits(state: EngineState, holding: Holding, ticket: OrderTicket): Integer {
  const { margin } = holding;
  const units = askedUnits(state, holding, ticket, ticket.quantityLots);
  return margin === null ? units : heldMoreFor(margin, margin.orders, ticket, ticket.quantityLots, units);
}

/** Every order passes here, a person's like a strategy's. */
export function judge(state: EngineState, holding: Holding, ticket: OrderTicket): RiskDecision<OrderTicket> {
  return decide(state, ticket, viewFor(state, holding, ticket), LIMITS);
}

/** An order that the worker holds, with new terms: judged as if it were placed with them, in a world without it. */
export function judgeHeld(
  state: EngineState,
  holding: Holding,
  order: Order,
  ticket: OrderTicket,
): RiskDecision<OrderTicket> {
  return decide(state, ticket, viewWithout(state, holding, order, ticket), LIMITS);
}

/** It takes the place of an order that is gone. */
export const judgeSuccession = (
  state: EngineState,
  holding: Holding,
  ticket: OrderTicket,
  addsRisk: boolean,
): RiskDecision<OrderTicket> =>
  decide(state, ticket, viewFor(state, holding, ticket), addsRisk ? SUCCEEDING_WITH_RISK : SUCCEEDING);

/** Its trigger has fired: the gate judges it again, as it goes to the venue now. */
export function judgeRelease(
  state: EngineState,
  holding: Holding,
  order: Order,
  ticket: OrderTicket,
): RiskDecision<OrderTicket> {
  const view = viewWithout(state, holding, order, ticket);
  return decide(state, ticket, view, order.isReduceOnly ? PROTECTIVE : AT_RELEASE);
}

/** A closing order of the kill switch itself: what guards against too much risk may not keep anybody in a position. */
export function judgeClosing(state: EngineState, holding: Holding, ticket: OrderTicket): RiskDecision<OrderTicket> {
  return decide(state, ticket, viewFor(state, holding, ticket), CLOSING);
}

/** Whether a closing order would pass now; leaves no trace. */
export const isClosingPossible = (state: EngineState, holding: Holding, intent: OrderIntent): boolean =>
  dryRefusal(state, holding, intent, CLOSING) === null;

/** Why an order would be denied now; null when it would pass. Leaves no trace. */
export const refusalNow = (state: EngineState, holding: Holding, intent: OrderIntent): Rejection | null =>
  dryRefusal(state, holding, intent, LIMITS, latch);

/** Why nothing of an order that is sent in parts could come to an end well; its parts are judged one by one. */
export const refusalOfWhole = (state: EngineState, holding: Holding, intent: OrderIntent): Rejection | null =>
  dryRefusal(state, holding, intent, WHOLE, latch);

function dryRefusal(
  state: EngineState,
  holding: Holding,
  intent: OrderIntent,
  limits: readonly RiskLimit[],
  gate: typeof latch | null = null,
): Rejection | null {
  const boundTicks =
    intent.priceTicks ?? collarTicks(state.prices.get(intent.instrumentId), intent.side, state.settings.collarBps);
  const ticket: OrderTicket = {
    ...intent,
    id: "",
    boundTicks,
    trailTicks: null,
    releasedTicks: null,
    createdAt: state.now,
  };
  const view = viewFor(state, holding, ticket);
  const stopped = gate?.(state, ticket, view) ?? null;
  if (stopped !== null) return stopped;
  for (const limit of limits) {
    const rejection = limit(ticket, view);
    if (rejection !== null) return rejection;
  }
  return null;
}

/** The limits in their order, and before them as after them the kill switch: the latch has the last word on every order. */
export function decide(
  state: EngineState,
  ticket: OrderTicket,
  view: RiskView,
  limits: readonly RiskLimit[],
): RiskDecision<OrderTicket> {
  const stopped = latch(state, ticket, view);
  if (stopped !== null) return { kind: "denied", rejection: stopped };
  for (const limit of limits) {
    const rejection = limit(ticket, view);
    if (rejection !== null) return { kind: "denied", rejection };
  }
  const late = latch(state, ticket, view);
  if (late !== null) return { kind: "denied", rejection: late };
  state.approvals.push(state.now);
  return { kind: "approved", subject: approve(ticket) };
}

/** The world without what a held order holds back and counts for now. */
function viewWithout(state: EngineState, holding: Holding, order: Order, ticket: OrderTicket): RiskView {
  const view = viewFor(state, holding, ticket);
  if (order.isReduceOnly) return view;
  // What stands beside others is not among what works against the position.
  const own = isStanding(holding, order) ? 0 : baseUnits(holding.instrument, order.quantityLots);
  return {
    ...view,
    ...moneyWithout(state, holding, view, order, ticket, ticket.quantityLots),
    workingBuyUnits: order.side === "buy" ? subtract(view.workingBuyUnits, own) : view.workingBuyUnits,
    workingSellUnits: order.side === "sell" ? subtract(view.workingSellUnits, own) : view.workingSellUnits,
  };
}

/** What a ticket of `lots` would need, and what were free for it, if an order of the same position were not there. */
function moneyWithout(
  state: EngineState,
  holding: Holding,
  seen: RiskView,
  order: Order,
  ticket: OrderTicket,
  lots: number,
): Pick<RiskView, "requiredUnits" | "availableUnits"> {
  const { margin } = holding;
  const needsAny = seen.requiredUnits !== 0;
  if (margin === null) {
    const availableUnits = add(seen.availableUnits, order.reservedUnits);
    return { requiredUnits: needsAny ? requiredUnits(state, holding, ticket, lots) : 0, availableUnits };
  }
  const others = ordersWithout(margin, order, workingLots(order));
  return {
    requiredUnits: needsAny ? heldMoreFor(margin, others, ticket, lots, askedUnits(state, holding, ticket, lots)) : 0,
    availableUnits: add(seen.availableUnits, freedBy(margin, others)),
  };
}

function latch(state: EngineState, ticket: OrderTicket, view: RiskView): Rejection | null {
  return latchRefusal(state, ticket, view.instrument, () => closableLots(ticket, view));
}

/**
 * An amendment passes here as well. Judged is the order as it would stand with nothing of it filled yet, in a world without
 * what it works and holds back now: what is filled counts once, as position. One that adds no risk need only keep the venue's
 * rules, and may not pass the kill switch.
 */
export function judgeAmendment(
  state: EngineState,
  holding: Holding,
  order: Order,
  ticket: OrderTicket,
): RiskDecision<OrderTicket> {
  const { quantityLots, boundTicks } = ticket;
  const isBolder = order.side === "buy" ? boundTicks > order.boundTicks : boundTicks < order.boundTicks;
  const addsRisk = isBolder || quantityLots > order.quantityLots;
  const seen = viewFor(state, holding, ticket);
  const own = baseUnits(holding.instrument, order.quantityLots);
  const openLots = Math.max(0, quantityLots - order.filledLots);
  const view: RiskView = {
    ...seen,
    ...moneyWithout(state, holding, seen, order, ticket, openLots),
    workingBuyUnits: order.side === "buy" ? subtract(seen.workingBuyUnits, own) : seen.workingBuyUnits,
    workingSellUnits: order.side === "sell" ? subtract(seen.workingSellUnits, own) : seen.workingSellUnits,
  };
  return decide(state, ticket, view, addsRisk ? LIMITS : [tradingStateLimit, instrumentRulesLimit]);
}

export function viewFor(state: EngineState, holding: Holding, ticket: OrderTicket): RiskView {
  const { approvals } = state;
  let old = 0;
  while (old < approvals.length && (approvals[old] as number) <= state.now - SECOND_MS) old++;
  if (old > 0) approvals.splice(0, old);
  const isBounded = standsBeside(holding.instrument, ticket);
  const isGrid = Number.isSafeInteger(ticket.quantityLots) && Number.isSafeInteger(ticket.boundTicks);
  const world = ticket.isReduceOnly ? closingView(state, holding) : null;
  return {
    now: state.now,
    settings: state.settings,
    tradingState: state.tradingState,
    instrument: holding.instrument,
    price: state.prices.get(ticket.instrumentId),
    requiredUnits: isGrid && !isBounded ? neededUnits(state, holding, ticket) : 0,
    availableUnits: spendableUnits(state, reservedCurrency(holding, ticket)),
    margin: holding.margin,
    borrowing: borrowViewOf(state, holding),
    positionUnits: holding.netUnits,
    workingBuyUnits: world?.workingBuyUnits ?? baseUnits(holding.instrument, holding.workingBuyLots),
    workingSellUnits: world?.workingSellUnits ?? baseUnits(holding.instrument, holding.workingSellLots),
    ordersInLastSecond: approvals.length,
  };
}

import { notionalUnits } from "../../domain/markets/instrument.ts";
import type { MarketEvent } from "../../domain/markets/market-event.ts";
import type { OrderTicket } from "../../domain/orders/order.ts";
import { isHeld, requireTransition } from "../../domain/orders/order-status.ts";
import { levelTicks, trailedLimitTicks } from "../../domain/orders/triggers/trigger-rules.ts";
import { collarAround, touchTicks } from "../../domain/risk/price-reference.ts";
import { positionLots, reducibleLots } from "../../domain/risk/reducible.ts";
import { isSameLeg, otherLegAtVenue } from "../contingencies/group-members.ts";
import type { EngineState, OrderRecord } from "../engine-state.ts";
import { closingView, isKept, isStanding } from "../orders/closing-view.ts";
import { requestCancel } from "../orders/order-manager.ts";
import { changeHeld, finish } from "../orders/order-record.ts";
import { route } from "../orders/order-router.ts";
import { judgeRelease } from "../orders/risk-gate.ts";
import { takeOver } from "../replacements/take-over.ts";
import { preventSelfTrade } from "../self-trade/prevent.ts";
import { cancelHeld, expireHeld, heldRecord } from "./held-orders.ts";
import type { Reached } from "./trigger-watch.ts";

/** A market event, after the venue has answered it: what has run out ends, what is reached goes to the venue. */
export function watchTriggers(state: EngineState, event: MarketEvent): void {
  expireHeld(state);
  const price = state.prices.get(event.instrumentId);
  submitReleased(state, true);
  if (price !== null) for (const reached of state.triggers.observe(event, price, state.now)) release(state, reached);
}

/** From here on it happens, whatever the price does next. */
function release(state: EngineState, { orderId, seenTicks, trailTicks }: Reached): void {
  const record = heldRecord(state, orderId);
  state.triggers.drop(orderId);
  state.released.set(orderId, record);
  const status = requireTransition(record.order.status, "released");
  changeHeld(state, record, "released", { status, trailTicks, releasedTicks: seenTicks });
  submit(state, record, true);
}

/**
 * Tries again those that wait until other orders have given way. Only the market's events have these asked once more to be canceled:
 * a venue that refuses would else be asked again by its own answer, for ever.
 */
export function submitReleased(state: EngineState, mayAsk: boolean): void {
  for (const record of [...state.released.values()]) submit(state, record, mayAsk);
}

function submit(state: EngineState, record: OrderRecord, mayAsk: boolean): void {
  const { order, holding } = record;
  const other = otherLegAtVenue(state, record);
  if (other !== null) {
    if (mayAsk && other.order.type === "limit") requestCancel(state, other.order.id);
    return;
  }
  if (!order.isReduceOnly) {
    if (!isKeptBack(state, record, mayAsk)) send(state, record, order.quantityLots);
    return;
  }
  // What closes must not be denied for want of a price that is still to come, as after a restart.
  if (touchTicks(state.prices.get(order.instrumentId), order.side) === 0) return;
  const view = closingView(state, holding);
  const heldLots = positionLots(order.side, view);
  const wantedLots = order.closesPosition ? heldLots : Math.min(order.quantityLots, heldLots);
  if (wantedLots === 0) {
    cancelHeld(state, order.id, "position-closed", "Nothing is left of the position that it was to reduce.");
    return;
  }
  if (order.contingency && isBelowSmallest(state, record, wantedLots)) return; // It grows with what its entry still fills.
  if (isKeptBack(state, record, mayAsk)) return;
  const freeLots = reducibleLots(order.side, view);
  if (freeLots < wantedLots && clearTheWay(state, record, mayAsk)) return;
  send(state, record, freeLots > 0 ? Math.min(wantedLots, freeLots) : wantedLots); // With nothing free the gate says so.
}

/** The venue takes no order that is worth so little at the price it would go out for. */
function isBelowSmallest(state: EngineState, record: OrderRecord, lots: number): boolean {
  const { instrument } = record.holding;
  const { side } = record.order;
  const ticks = pricesAtRelease(state, record).priceTicks ?? touchTicks(state.prices.get(instrument.id), side);
  return notionalUnits(instrument, ticks, lots) < instrument.minNotionalUnits;
}

/** Own orders that it would trade with stand in the way, or end it: what the portfolio has set. */
function isKeptBack(state: EngineState, record: OrderRecord, mayAsk: boolean): boolean {
  const { order, holding } = record;
  const ticket: OrderTicket = { ...order, ...pricesAtRelease(state, record) };
  const verdict = preventSelfTrade(state, holding, ticket, requestCancel, mayAsk);
  if (verdict.kind === "refused") finish(state, record, "denied", verdict.rejection.code, verdict.rejection.message);
  return verdict.kind !== "clear";
}

/**
 * Orders at the venue that close the same position stand in the way: those that rest are canceled, stops that the venue keeps are taken
 * over, and whatever is in flight is waited for. True while there are any. A stop goes before a target: it is the one that must not
 * come too late.
 */
function clearTheWay(state: EngineState, { order, holding }: OrderRecord, mayAsk: boolean): boolean {
  let isBlocked = false;
  for (const other of [...state.working.values()]) {
    if (other.holding !== holding || other.order.side !== order.side || isHeld(other.order.status)) continue;
    if (isSameLeg(other.order, order)) continue; // It guards another part of what its entry filled.
    if (isStanding(holding, other.order)) continue;
    isBlocked = true;
    if (!mayAsk) continue;
    if (isKept(other.order) && other.order.id !== order.replaces) takeOver(state, other);
    else if (other.order.type === "limit" || other.order.id === order.replaces) requestCancel(state, other.order.id);
  }
  return isBlocked;
}

/** The gate judges a second time, the order as it stands now; what it denies ends here. */
function send(state: EngineState, record: OrderRecord, quantityLots: number): void {
  const { order, holding } = record;
  state.released.delete(order.id);
  const ticket: OrderTicket = { ...order, quantityLots, ...pricesAtRelease(state, record) };
  const decision = judgeRelease(state, holding, order, ticket);
  if (decision.kind === "denied") {
    finish(state, record, "denied", decision.rejection.code, decision.rejection.message);
    return;
  }
  // What may not be kept waiting has those asked, as it leaves, that came into its way since the market was last heard.
  preventSelfTrade(state, holding, ticket, requestCancel);
  const { priceTicks, boundTicks } = ticket;
  const status = requireTransition(order.status, "submitted");
  changeHeld(state, record, "submitted", { status, quantityLots, priceTicks, boundTicks });
  route(state, decision.subject);
}

/** Its limit, or what the collar allows around the price it meets: in a candle that is long past, the one that fired it. */
function pricesAtRelease(state: EngineState, { order, holding }: OrderRecord) {
  const { side, trigger, trailTicks, releasedTicks } = order;
  let { priceTicks } = order;
  if (trigger?.kind === "trailing-stop" && order.type === "limit")
    priceTicks = trailedLimitTicks(trigger, side, levelTicks(trigger, side, trailTicks) ?? 0);
  if (priceTicks !== null) return { priceTicks, boundTicks: priceTicks };
  const price = state.prices.get(holding.instrument.id);
  const meets = price?.hasTicks === true ? touchTicks(price, side) : (releasedTicks ?? 0);
  return { priceTicks, boundTicks: collarAround(meets, side, state.settings.collarBps) };
}

import type { Rejection } from "../../domain/errors/rejection.ts";
import { formatPrice, formatQuantity } from "../../domain/markets/instrument.ts";
import { isWaiting, type Order, type OrderTerms, type OrderTicket } from "../../domain/orders/order.ts";
import type { OrderIntent } from "../../domain/orders/order-intent.ts";
import { isUrgent, reachTicks, SELF_TRADE, type SelfTradeMode } from "../../domain/orders/self-trade.ts";
import { collarTicks, touchTicks } from "../../domain/risk/price-reference.ts";
import type { EngineState, Holding, OrderRecord } from "../engine-state.ts";
import { openLots } from "../orders/open-quantity.ts";

/** Asks the venue to cancel an order, and says why. */
export type AskCancel = (state: EngineState, orderId: string, why: Pick<Rejection, "code" | "message">) => boolean;

type SelfTradeVerdict =
  | { readonly kind: "clear" }
  /** Own orders were asked to give way; it goes when they are gone. */
  | { readonly kind: "wait" }
  | { readonly kind: "refused"; readonly rejection: Rejection };

export const CLEAR: SelfTradeVerdict = { kind: "clear" };
const WAIT: SelfTradeVerdict = { kind: "wait" };

/**
 * Whether an approved order may leave now, or would trade with own orders that rest at the venue. The portfolio's setting says which
 * of the two gives way. `mayAsk`: orders in its way that are not asked yet are asked to be canceled.
 */
export function preventSelfTrade(
  state: EngineState,
  holding: Holding,
  ticket: OrderTicket,
  cancel: AskCancel,
  mayAsk = true,
): SelfTradeVerdict {
  if (state.selfTrade === "off" || isWaiting(ticket)) return CLEAR; // One that waits is asked when its trigger fires.
  const reach = reachTicks(ticket, touchTicks(state.prices.get(ticket.instrumentId), ticket.side));
  const met = state.own.met(ticket.instrumentId, ticket.side, reach);
  const first = met[0];
  if (first === undefined) return CLEAR;
  if (isUrgent(ticket)) {
    if (mayAsk) giveWay(state, met, ticket, cancel);
    return CLEAR;
  }
  // What is being cancelled already is gone before anything that is sent behind it arrives.
  const standing = met.find(({ order }) => order.status !== "pending-cancel");
  if (state.selfTrade === "cancel-oldest") {
    if (mayAsk) giveWay(state, met, ticket, cancel);
    return WAIT;
  }
  if (standing === undefined) return CLEAR;
  if (state.selfTrade === "cancel-both") giveWay(state, met, ticket, cancel);
  return { kind: "refused", rejection: refusalOf(holding, ticket, standing.order) };
}

/** Why an order would be refused for the sake of another of ours; leaves no trace. Null where it would go, or wait for the other. */
export function selfTradeRefusal(state: EngineState, holding: Holding, intent: OrderIntent): Rejection | null {
  if (state.selfTrade === "off" || state.selfTrade === "cancel-oldest") return null;
  const { instrumentId, side } = intent;
  const price = state.prices.get(instrumentId);
  const boundTicks = intent.priceTicks ?? collarTicks(price, side, state.settings.collarBps);
  const met = state.own.met(instrumentId, side, reachTicks({ ...intent, boundTicks }, touchTicks(price, side)));
  const standing = met.find(({ order }) => order.status !== "pending-cancel");
  return standing === undefined || isUrgent(intent) ? null : refusalOf(holding, intent, standing.order);
}

/** Why an order may not be moved to where it would trade with another of ours; null when it may. */
export function amendmentRefusal(
  state: EngineState,
  { order, holding }: OrderRecord,
  { priceTicks }: OrderTerms,
  cancel: AskCancel,
): Rejection | null {
  if (state.selfTrade === "off") return null;
  const met = state.own.met(order.instrumentId, order.side, priceTicks);
  const first = met.find(({ order: { status } }) => status !== "pending-cancel") ?? met[0];
  if (first === undefined) return null;
  const rejection = refusalOf(holding, order, first.order);
  if (state.selfTrade === "cancel-newest") return rejection;
  giveWay(state, met, order, cancel);
  if (state.selfTrade === "cancel-both") cancel(state, order.id, rejection);
  const message = `${rejection.message.replace(/ Cancel .*/, "")} ${
    state.selfTrade === "cancel-both"
      ? "Both are being cancelled."
      : "That one is being cancelled: try again when it is gone."
  }`;
  return { ...rejection, message };
}

function giveWay(state: EngineState, met: readonly OrderRecord[], to: OrderTicket, cancel: AskCancel): void {
  const message = `It gave way to order "${to.id}", with which it would have traded.`;
  for (const { order } of met)
    if (order.status !== "pending-cancel") cancel(state, order.id, { code: SELF_TRADE, message });
}

function refusalOf({ instrument }: Holding, { side }: Pick<OrderTicket, "side">, own: Order): Rejection {
  const price = formatPrice(instrument, own.boundTicks);
  const quantity = formatQuantity(instrument, openLots(own));
  return {
    code: SELF_TRADE,
    message: `This ${side} would trade with your own ${own.side} of ${quantity} ${instrument.base} at ${price}. Cancel that one first, or use another price.`,
    facts: { orderId: own.id, price, quantity },
  };
}

/** What a person has set for the portfolio; orders that work already are left alone. */
export function setSelfTrade(state: EngineState, mode: SelfTradeMode): void {
  if (state.selfTrade === mode) return;
  state.selfTrade = mode;
  state.changes.push({ kind: "self-trade-set", mode, at: state.now });
}

import type { Order, OrderTicket } from "./order.ts";
import { isHeld, isTerminal } from "./order-status.ts";
import { rests, type Side } from "./order-type.ts";

/**
 * What happens to an order that would trade with another of the same portfolio: the newest is not sent, the oldest gives way to it,
 * neither stays, or it is left to whatever the venue does. (Names and meanings: Binance, OKX and Bybit "self-trade prevention".)
 */
export const SELF_TRADE_MODES = ["cancel-newest", "cancel-oldest", "cancel-both", "off"] as const;
export type SelfTradeMode = (typeof SELF_TRADE_MODES)[number];

export const DEFAULT_SELF_TRADE: SelfTradeMode = "cancel-newest";

export const SELF_TRADE = "self-trade";

/** Whether it stands in the venue's book, or may by now, where another of ours could meet it. */
export const restsAtVenue = ({ type, timeInForce, status }: Order): boolean =>
  type === "limit" && rests(timeInForce) && !isHeld(status) && !isTerminal(status);

/** The price at which it may be met, in ticks: while an amendment is under way, the bolder of its two. */
export function restingTicks({ side, boundTicks, amendment }: Order): number {
  if (amendment === null) return boundTicks;
  const { priceTicks } = amendment;
  return side === "buy" ? Math.max(boundTicks, priceTicks) : Math.min(boundTicks, priceTicks);
}

/**
 * How far an order reaches into the other side, in ticks. One that rests meets whatever comes to its price; one that only takes
 * meets what stands at the best price, which is `touchTicks` (0 for none known): deeper than that is for the venue to prevent.
 */
export function reachTicks(
  { side, type, timeInForce, boundTicks }: Pick<OrderTicket, "side" | "type" | "timeInForce" | "boundTicks">,
  touchTicks: number,
): number {
  if ((type === "limit" && rests(timeInForce)) || touchTicks === 0) return boundTicks;
  return side === "buy" ? Math.min(boundTicks, touchTicks) : Math.max(boundTicks, touchTicks);
}

/** Whether an order of this side that reaches so far would meet one of the other side at `ownTicks`. */
export const meets = (side: Side, reach: number, ownTicks: number): boolean =>
  side === "buy" ? ownTicks <= reach : ownTicks >= reach;

/** What only reduces and must not come too late is never refused or kept waiting for the sake of another order. */
export const isUrgent = ({
  isReduceOnly,
  type,
  trigger,
}: Pick<OrderTicket, "isReduceOnly" | "type" | "trigger">): boolean =>
  isReduceOnly && (type === "market" || trigger !== null);

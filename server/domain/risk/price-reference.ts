import type { OrderIntent } from "../orders/order-intent.ts";
import type { Side } from "../orders/order-type.ts";
import type { TriggerPrice } from "../orders/triggers/trigger.ts";
import { isOnGrid, trailedLimitTicks, worstLevelTicks } from "../orders/triggers/trigger-rules.ts";
import type { PriceView } from "./risk-limit.ts";

type PricePoints = Pick<PriceView, "bidTicks" | "askTicks" | "lastTicks">;

/** The price an order of this side would trade at now: the opposite best price, else the last trade; 0 when there is none. */
export function touchTicks(price: PricePoints | null, side: Side): number {
  if (price === null) return 0;
  const opposite = side === "buy" ? price.askTicks : price.bidTicks;
  return opposite !== 0 ? opposite : price.lastTicks;
}

/** The worst price that `collarBps` allows an order of this side, rounded to the tick on the safe side; 0 without a price. */
export function collarTicks(price: PricePoints | null, side: Side, collarBps: number): number {
  return collarAround(touchTicks(price, side), side, collarBps);
}

/** The worst price that `collarBps` allows around a price in ticks; 0 around none. */
export function collarAround(ticks: number, side: Side, collarBps: number): number {
  if (ticks === 0) return 0;
  return side === "buy"
    ? Math.floor((ticks * (10_000 + collarBps)) / 10_000)
    : Math.max(1, Math.ceil((ticks * (10_000 - collarBps)) / 10_000));
}

/** The highest best price around which `collarBps` allows a sell to trade down to `boundTicks`: `collarAround` turned round. */
export const bestAboveBound = (boundTicks: number, collarBps: number): number =>
  Math.floor((boundTicks * 10_000) / (10_000 - collarBps));

type Waiting = Pick<OrderIntent, "side" | "type" | "priceTicks" | "trigger"> & { readonly trailTicks: number | null };

/** The worst price in ticks that an order which waits may come to trade at: its limit, or the collar's bound around its trigger. */
export function boundWhileWaiting({ side, type, priceTicks, trigger, trailTicks }: Waiting, collarBps: number): number {
  if (trigger === null || !isOnGrid(trigger)) return priceTicks ?? 0;
  if (priceTicks !== null) return priceTicks;
  const level = worstLevelTicks(trigger, side, trailTicks) ?? 0;
  const limit = trigger.kind === "trailing-stop" && type === "limit" ? trailedLimitTicks(trigger, side, level) : null;
  return limit ?? collarAround(Math.max(0, level), side, collarBps);
}

/** The price that a trigger looks at, in ticks; 0 when there is none. */
export function triggerTicks(price: PricePoints | null, by: TriggerPrice): number {
  if (price === null) return 0;
  switch (by) {
    case "last":
      return price.lastTicks;
    case "mark":
      return markTicks(price);
    case "bid":
      return price.bidTicks;
    case "ask":
      return price.askTicks;
  }
}

/** Mark price in ticks: mid (rounded down to the tick), else last; 0 when there is none. */
export function markTicks(price: PricePoints | null): number {
  if (price === null) return 0;
  if (price.bidTicks !== 0 && price.askTicks !== 0) return Math.floor((price.bidTicks + price.askTicks) / 2);
  return price.lastTicks;
}

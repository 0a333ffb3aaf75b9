import type { Side } from "../orders/order-type.ts";
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
  const touch = touchTicks(price, side);
  if (touch === 0) return 0;
  return side === "buy"
    ? Math.floor((touch * (10_000 + collarBps)) / 10_000)
    : Math.max(1, Math.ceil((touch * (10_000 - collarBps)) / 10_000));
}

/** Mark price in ticks: mid (rounded down to the tick), else last; 0 when there is none. */
export function markTicks(price: PricePoints | null): number {
  if (price === null) return 0;
  if (price.bidTicks !== 0 && price.askTicks !== 0) return Math.floor((price.bidTicks + price.askTicks) / 2);
  return price.lastTicks;
}

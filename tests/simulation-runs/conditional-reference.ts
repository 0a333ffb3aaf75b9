import type { Candle } from "../../server/domain/markets/candle.ts";
import type { Trigger } from "../../server/domain/orders/triggers/trigger.ts";

/** A conditional order as the reference knows it; its limit is null for a market order. */
export type Wish = {
  readonly id: string;
  readonly side: "buy" | "sell";
  readonly lots: number;
  readonly limitTicks: number | null;
  readonly isLimit: boolean;
  readonly trigger: Trigger;
  readonly expiresAt: number | null;
};

type Life = Wish & {
  bound: number;
  best: number | null;
  left: number;
  arrival: number;
  state: "held" | "fresh" | "resting" | "over";
};

/**
 * What becomes of conditional orders on a tape of candles, the slow and obvious way: written from the trading rules alone, every
 * order looked at in every candle, no bounds, no watch, no books. Prices in ticks, sizes in lots.
 */
export class ConditionalReference {
  readonly told: string[] = [];
  readonly #orders: Life[] = [];
  #arrivals = 0;

  /** Placed while the last price is `last`. */
  place(wish: Wish, last: number): void {
    const { trigger } = wish;
    const isTrailing = trigger.kind === "trailing-stop";
    const start = isTrailing && this.#isActive(trigger.activationTicks, wish.side, last) ? last : null;
    this.#orders.push({ ...wish, bound: 0, best: start, left: wish.lots, arrival: 0, state: "held" });
  }

  cancel(id: string): void {
    for (const order of this.#orders) {
      if (order.id === id && order.state !== "over") this.#end(order, "canceled requested");
    }
  }

  /** A candle closes: what ran out ends, what works meets its open and its extremes, then triggers fire inside it. */
  candle(candle: Candle, at: number): void {
    for (const order of this.#orders) {
      if (order.state !== "over" && order.expiresAt !== null && order.expiresAt <= at)
        this.#end(order, "expired expired");
    }
    let budget = Math.floor(candle.volumeLots * 0.1);
    for (const isLimit of [false, true]) {
      for (const order of this.#arrived("fresh").filter((it) => it.isLimit === isLimit))
        budget -= this.#meetOpen(order, candle, budget);
    }
    for (const side of ["buy", "sell"] as const) {
      const passed = this.#arrived("resting")
        .filter((it) => it.side === side)
        .filter((it) => (side === "buy" ? candle.lowTicks < it.bound : candle.highTicks > it.bound))
        .sort((a, b) => (side === "buy" ? b.bound - a.bound : a.bound - b.bound));
      for (const order of passed) budget -= this.#fill(order, order.bound, Math.min(order.left, budget));
    }
    const fired = this.#orders.filter((it) => it.state === "held").map((it) => ({ it, price: this.#walk(it, candle) }));
    for (const { it, price } of fired) if (price !== null) budget -= this.#release(it, price, candle, budget);
  }

  /** Who came first is served first. */
  #arrived(state: Life["state"]): Life[] {
    return this.#orders.filter((it) => it.state === state).sort((a, b) => a.arrival - b.arrival);
  }

  #isActive(activation: number | null, side: "buy" | "sell", price: number): boolean {
    return activation === null || (side === "sell" ? price >= activation : price <= activation);
  }

  #level({ trigger, side, best }: Life): number | null {
    if (trigger.kind !== "trailing-stop") return trigger.priceTicks;
    if (best === null) return null;
    if (trigger.distance.unit === "ticks")
      return side === "sell" ? best - trigger.distance.ticks : best + trigger.distance.ticks;
    const back = Math.ceil((best * trigger.distance.bps) / 10_000);
    return side === "sell" ? best - back : best + back;
  }

  /** Open, adverse extreme, other extreme, close: the price at which it fires, or null. */
  #walk(order: Life, { openTicks, highTicks, lowTicks, closeTicks }: Candle): number | null {
    const { trigger, side } = order;
    const path = side === "sell" ? [lowTicks, highTicks, closeTicks] : [highTicks, lowTicks, closeTicks];
    const isFall = (trigger.kind === "take-profit") !== (side === "sell");
    const reached = (price: number) => {
      const level = this.#level(order);
      return level !== null && (isFall ? price <= level : price >= level);
    };
    if (reached(openTicks)) return trigger.kind === "take-profit" ? this.#level(order) : openTicks;
    for (const price of [openTicks, ...path]) {
      if (reached(price)) return this.#level(order);
      if (trigger.kind !== "trailing-stop") continue;
      if (order.best !== null) order.best = side === "sell" ? Math.max(order.best, price) : Math.min(order.best, price);
      else if (this.#isActive(trigger.activationTicks, side, price)) order.best = price;
    }
    return null;
  }

  #release(order: Life, price: number, candle: Candle, budget: number): number {
    const { side, trigger } = order;
    const isSale = side === "sell";
    order.arrival = ++this.#arrivals;
    order.bound = isSale ? Math.ceil(price * 0.95) : Math.floor(price * 1.05);
    if (order.limitTicks !== null) order.bound = order.limitTicks;
    const level = this.#level(order);
    if (order.isLimit && trigger.kind === "trailing-stop" && level !== null)
      order.bound = level + (isSale ? -1 : 1) * (trigger.limitDistanceTicks ?? 0);
    this.told.push(`${order.id} released at ${price}`);
    const hasJumped = isSale ? price < order.bound : price > order.bound;
    order.state = order.isLimit && hasJumped ? "resting" : "fresh";
    if (order.state === "resting" || budget === 0) return 0;
    if (order.isLimit) order.state = "resting";
    return this.#take(order, price, candle, budget);
  }

  #meetOpen(order: Life, candle: Candle, budget: number): number {
    const open = candle.openTicks;
    if (order.isLimit) {
      order.state = "resting";
      const isMarketable = order.side === "sell" ? open >= order.bound : open <= order.bound;
      return isMarketable && budget > 0 ? this.#take(order, open, candle, budget) : 0;
    }
    if (budget === 0) return 0;
    const slipped = this.#slipped(order, open, Math.min(order.left, budget), candle);
    const isBeyond = order.side === "sell" ? slipped < order.bound : slipped > order.bound;
    if (!isBeyond) return this.#take(order, open, candle, budget);
    this.#end(order, "canceled beyond-collar");
    return 0;
  }

  #take(order: Life, from: number, candle: Candle, budget: number): number {
    const lots = Math.min(order.left, budget);
    const slipped = this.#slipped(order, from, lots, candle);
    return this.#fill(
      order,
      order.side === "sell" ? Math.max(slipped, order.bound) : Math.min(slipped, order.bound),
      lots,
    );
  }

  /** Half a spread of one basis point, and ten more by the square root of the share of the volume taken. */
  #slipped({ side }: Life, price: number, lots: number, { volumeLots }: Candle): number {
    const cost = (price * (1 + 10 * Math.sqrt(lots / volumeLots))) / 10_000;
    return side === "sell" ? Math.floor(price - cost) : Math.ceil(price + cost);
  }

  #fill(order: Life, price: number, lots: number): number {
    if (lots === 0) return 0;
    this.told.push(`${order.id} filled ${lots} at ${price}`);
    order.left -= lots;
    if (order.left === 0) order.state = "over";
    return lots;
  }

  #end(order: Life, how: string): void {
    order.state = "over";
    this.told.push(`${order.id} ${how}`);
  }
}

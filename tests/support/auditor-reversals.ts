import type { Order } from "../../server/domain/orders/order.ts";
import type { RiskSettings } from "../../server/domain/risk/risk-settings.ts";
import type { CashBook } from "./auditor-cash.ts";
import { isDead } from "./auditor-moves.ts";
import { isHeldStatus, type Seen } from "./auditor-orders.ts";
import { keyOf } from "./auditor-sides.ts";

/** What a reversal can be judged by from outside. */
export type ReversalWorld = {
  readonly settings: Pick<RiskSettings, "collarBps">;
  /** Whole lots held, negative when short. */
  readonly netLots: (of: Order) => bigint;
  readonly cash: Pick<CashBook, "missingOnceClosed">;
  readonly counts: { reversals: number; reversalsOfSides: number };
};

/** What a position became when somebody turned it: never more than it was. */
export class ReversalBook {
  readonly #orders: ReadonlyMap<string, Seen>;
  readonly #world: () => ReversalWorld;
  readonly #closings = new Map<string, Order>();
  readonly #openings = new Set<string>();

  constructor(orders: ReadonlyMap<string, Seen>, world: () => ReversalWorld) {
    this.#orders = orders;
    this.#world = world;
  }

  /** What is wrong with an order that was placed to turn a position; null when nothing is. */
  problemWith(order: Order, key: string): string | null {
    const name = `order "${order.id}" of reversal "${key}"`;
    const closing = this.#closings.get(key);
    const net = this.#world().netLots(closing ?? order);
    const held = net < 0n ? -net : net;
    if (order.side !== (net > 0n ? "sell" : "buy") || BigInt(order.quantityLots) !== held)
      return `${name} is to ${order.side} ${order.quantityLots} of ${net} lots`;
    if (order.type !== "market" || order.trigger !== null) return `${name} is no market order`;
    if (closing === undefined) {
      this.#closings.set(key, order);
      return order.isReduceOnly ? this.#problemWithOthers(order, name) : `${name} does not close first`;
    }
    if (order.isReduceOnly || this.#openings.has(key)) return `${name} is one too many`;
    this.#openings.add(key);
    const isOfSide = order.positionSide === "long" || order.positionSide === "short";
    if (isOfSide === (keyOf(order) === keyOf(closing))) return `${name} opens ${keyOf(order)}`;
    if (order.status !== "denied") this.#world().counts[isOfSide ? "reversalsOfSides" : "reversals"] += 1;
    const isWhole = (closing.status === "denied") === (order.status === "denied");
    if (!isWhole) return `${name} is ${order.status}, and its other half ${closing.status}`;
    // A position that opens beside another is judged like any order that opens.
    return isOfSide || order.status === "denied" ? null : this.#problemWithMoney(order, name);
  }

  /** Nothing else may be at work that could bring more. */
  #problemWithOthers(closing: Order, name: string): string | null {
    if (closing.status === "denied") return null;
    for (const { order } of this.#orders.values()) {
      if (keyOf(order) !== keyOf(closing) || order.side !== closing.side || isDead(order.status)) continue;
      if (order.isReduceOnly && isHeldStatus(order.status)) continue;
      return `${name} was placed beside "${order.id}", which is ${order.status}`;
    }
    return null;
  }

  /** What was held gives back its margin and what it is worth at the best price, and that and what is free must do for the new position. */
  #problemWithMoney(opening: Order, name: string): string | null {
    const { cash, settings } = this.#world();
    let missing: bigint | null = null;
    for (const best of bestPrices(opening, settings.collarBps)) {
      const short = cash.missingOnceClosed(opening, best);
      if (missing === null || short < missing) missing = short;
    }
    return missing !== null && missing <= 0n ? null : `${name} is short of ${missing} once what was held is closed`;
  }
}

/** The best prices around which a collar gives this bound: more than one where ticks are rounded away. */
function bestPrices({ side, boundTicks }: Order, collarBps: number): number[] {
  const worst = (best: number) =>
    side === "buy"
      ? Math.floor((best * (10_000 + collarBps)) / 10_000)
      : Math.ceil((best * (10_000 - collarBps)) / 10_000);
  const near = Math.round((boundTicks * 10_000) / (10_000 + (side === "buy" ? collarBps : -collarBps)));
  return [-2, -1, 0, 1, 2].map((away) => near + away).filter((best) => best > 0 && worst(best) === boundTicks);
}

import type { Order } from "../../server/domain/orders/order.ts";
import { isDead } from "./auditor-moves.ts";
import { isHeldStatus, type Seen } from "./auditor-orders.ts";

/** What a position became when somebody turned it: never more than it was. */
export class ReversalBook {
  readonly #orders: ReadonlyMap<string, Seen>;
  readonly #netLots: (of: Order) => bigint;
  readonly #closings = new Map<string, Order>();
  readonly #openings = new Set<string>();

  readonly #counts: { reversals: number };

  constructor(orders: ReadonlyMap<string, Seen>, netLots: (of: Order) => bigint, counts: { reversals: number }) {
    this.#counts = counts;
    this.#orders = orders;
    this.#netLots = netLots;
  }

  /** What is wrong with an order that was placed to turn a position; null when nothing is. */
  problemWith(order: Order, key: string): string | null {
    const name = `order "${order.id}" of reversal "${key}"`;
    const net = this.#netLots(order);
    const held = net < 0n ? -net : net;
    if (order.side !== (net > 0n ? "sell" : "buy") || BigInt(order.quantityLots) !== held)
      return `${name} is to ${order.side} ${order.quantityLots} of ${net} lots`;
    if (order.type !== "market" || order.trigger !== null) return `${name} is no market order`;
    const closing = this.#closings.get(key);
    if (closing === undefined) {
      this.#closings.set(key, order);
      return order.isReduceOnly ? this.#problemWithOthers(order, name) : `${name} does not close first`;
    }
    if (order.isReduceOnly || this.#openings.has(key)) return `${name} is one too many`;
    this.#openings.add(key);
    if (order.status !== "denied") this.#counts.reversals += 1;
    const isWhole = (closing.status === "denied") === (order.status === "denied");
    return isWhole ? null : `${name} is ${order.status}, and its other half ${closing.status}`;
  }

  /** Nothing else may be at work that could bring more. */
  #problemWithOthers({ instrumentId, status }: Order, name: string): string | null {
    if (status === "denied") return null;
    for (const { order } of this.#orders.values()) {
      if (order.instrumentId !== instrumentId || isDead(order.status)) continue;
      if (order.isReduceOnly && isHeldStatus(order.status)) continue;
      return `${name} was placed beside "${order.id}", which is ${order.status}`;
    }
    return null;
  }
}

import type { Side } from "../../domain/orders/order-type.ts";
import type { WorkingOrder } from "./working-order.ts";

/** Our resting orders of one side: by price, at one price the oldest first. The best price is known without a search. */
export class RestingSide {
  readonly side: Side;
  readonly #levels = new Map<number, WorkingOrder[]>();
  /** Price of the order that trades first; on the bids 0 and on the asks Infinity when there is none. */
  bestTicks: number;

  constructor(side: Side) {
    this.side = side;
    this.bestTicks = side === "buy" ? 0 : Number.POSITIVE_INFINITY;
  }

  get isEmpty(): boolean {
    return this.#levels.size === 0;
  }

  add(order: WorkingOrder): void {
    const level = this.#levels.get(order.boundTicks);
    if (level === undefined) this.#levels.set(order.boundTicks, [order]);
    else level.push(order);
    if (this.side === "buy" ? order.boundTicks > this.bestTicks : order.boundTicks < this.bestTicks) {
      this.bestTicks = order.boundTicks;
    }
  }

  remove(order: WorkingOrder): void {
    const level = this.#levels.get(order.boundTicks);
    const place = level?.indexOf(order) ?? -1;
    if (level === undefined || place < 0) return;
    level.splice(place, 1);
    if (level.length > 0) return;
    this.#levels.delete(order.boundTicks);
    if (order.boundTicks === this.bestTicks) {
      this.bestTicks = this.side === "buy" ? Math.max(0, ...this.#levels.keys()) : Math.min(...this.#levels.keys());
    }
  }

  /** The orders at a price, oldest first. */
  at(ticks: number): readonly WorkingOrder[] {
    return this.#levels.get(ticks) ?? NONE;
  }

  /** Would an order at `ticks` or worse for us than the tape's price trade? True when the best one is strictly beyond it. */
  isBeyond(ticks: number): boolean {
    return this.side === "buy" ? this.bestTicks > ticks : this.bestTicks < ticks;
  }

  /** All orders in the order in which they trade: a copy, safe to remove from while reading. */
  inPriority(): WorkingOrder[] {
    const direction = this.side === "buy" ? -1 : 1;
    const prices = [...this.#levels.keys()].sort((a, b) => (a - b) * direction);
    return prices.flatMap((ticks) => this.at(ticks));
  }

  prices(): IterableIterator<number> {
    return this.#levels.keys();
  }
}

const NONE: readonly WorkingOrder[] = [];

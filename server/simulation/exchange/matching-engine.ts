import { invariant } from "../../domain/errors/invariant.ts";
import { OrderBook } from "../../domain/markets/order-book.ts";
import { oppositeSide, type Side, type TimeInForce } from "../../domain/orders/order-type.ts";

export type MatchingOrder<Id> = {
  readonly id: Id;
  readonly side: Side;
  readonly quantityLots: number;
  /** Null for a market order: it takes what the book holds, and its rest is dropped. */
  readonly priceTicks: number | null;
  readonly timeInForce: TimeInForce;
  readonly isPostOnly: boolean;
};

export type Match<Id> = {
  readonly makerId: Id;
  /** Always the maker's price. */
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly isMakerDone: boolean;
};

export type MatchingResult<Id> = {
  readonly matches: readonly Match<Id>[];
  readonly leftLots: number;
  readonly isResting: boolean;
  readonly refusal: "fill-or-kill" | "post-only-would-trade" | "duplicate-order-id" | null;
};

type Resting<Id> = {
  readonly id: Id;
  readonly side: Side;
  readonly priceTicks: number;
  lots: number;
  previous: Resting<Id> | null;
  next: Resting<Id> | null;
};

type Queue<Id> = { head: Resting<Id> | null; tail: Resting<Id> | null };

/** An order book of individual orders: the best price first, at one price the oldest order first. */
export class MatchingEngine<Id extends string | number> {
  /** The same book as levels; read it, never write it. */
  readonly book = new OrderBook();
  readonly #orders = new Map<Id, Resting<Id>>();
  readonly #queues = { buy: new Map<number, Queue<Id>>(), sell: new Map<number, Queue<Id>>() };

  submit(order: MatchingOrder<Id>): MatchingResult<Id> {
    const { side, priceTicks, quantityLots } = order;
    invariant(
      Number.isSafeInteger(quantityLots) && quantityLots > 0,
      `Order of ${quantityLots} lots cannot be matched`,
    );
    if (this.#orders.has(order.id)) return refused(quantityLots, "duplicate-order-id");
    if (order.isPostOnly && this.#crosses(side, priceTicks)) return refused(quantityLots, "post-only-would-trade");
    if (order.timeInForce === "FOK" && this.#takeableLots(side, priceTicks, quantityLots) < quantityLots) {
      return refused(quantityLots, "fill-or-kill");
    }
    const matches: Match<Id>[] = [];
    let leftLots = quantityLots;
    while (leftLots > 0 && this.#crosses(side, priceTicks)) leftLots = this.#matchBest(side, leftLots, matches);
    const isResting = leftLots > 0 && priceTicks !== null && order.timeInForce === "GTC";
    if (isResting) this.#rest(order.id, side, priceTicks, leftLots);
    return { matches, leftLots, isResting, refusal: null };
  }

  /** False when no such order rests. */
  cancel(id: Id): boolean {
    const order = this.#orders.get(id);
    if (order === undefined) return false;
    this.book.set(order.side, order.priceTicks, this.book.quantityAt(order.side, order.priceTicks) - order.lots);
    this.#unlink(order);
    return true;
  }

  /** Cancels every order at a price. */
  cancelLevel(side: Side, priceTicks: number): void {
    const queue = this.#queues[side].get(priceTicks);
    for (let order = queue?.head ?? null; order !== null; order = order.next) this.#orders.delete(order.id);
    this.#queues[side].delete(priceTicks);
    this.book.set(side, priceTicks, 0);
  }

  /** What is left of a resting order; 0 when it does not rest. */
  restingLots(id: Id): number {
    return this.#orders.get(id)?.lots ?? 0;
  }

  #crosses(side: Side, priceTicks: number | null): boolean {
    const best = this.book.best(oppositeSide(side));
    if (best === 0) return false;
    return priceTicks === null || (side === "buy" ? best <= priceTicks : best >= priceTicks);
  }

  #takeableLots(side: Side, priceTicks: number | null, enoughLots: number): number {
    let lots = 0;
    this.book.walk(oppositeSide(side), (ticks, shown) => {
      if (priceTicks !== null && (side === "buy" ? ticks > priceTicks : ticks < priceTicks)) return false;
      lots += shown;
      return lots < enoughLots;
    });
    return lots;
  }

  /** Trades with the oldest order at the best opposite price; answers what is left of the taker. */
  #matchBest(side: Side, takerLots: number, matches: Match<Id>[]): number {
    const makerSide = oppositeSide(side);
    const priceTicks = this.book.best(makerSide);
    const maker = this.#queues[makerSide].get(priceTicks)?.head;
    if (!maker) throw new RangeError(`Level at ${priceTicks} ticks holds no order`);
    const quantityLots = Math.min(takerLots, maker.lots);
    maker.lots -= quantityLots;
    this.book.set(makerSide, priceTicks, this.book.quantityAt(makerSide, priceTicks) - quantityLots);
    const isMakerDone = maker.lots === 0;
    if (isMakerDone) this.#unlink(maker);
    matches.push({ makerId: maker.id, priceTicks, quantityLots, isMakerDone });
    return takerLots - quantityLots;
  }

  #rest(id: Id, side: Side, priceTicks: number, lots: number): void {
    let queue = this.#queues[side].get(priceTicks);
    if (queue === undefined) {
      queue = { head: null, tail: null };
      this.#queues[side].set(priceTicks, queue);
    }
    const order: Resting<Id> = { id, side, priceTicks, lots, previous: queue.tail, next: null };
    if (queue.tail === null) queue.head = order;
    else queue.tail.next = order;
    queue.tail = order;
    this.#orders.set(id, order);
    this.book.set(side, priceTicks, this.book.quantityAt(side, priceTicks) + lots);
  }

  #unlink(order: Resting<Id>): void {
    this.#orders.delete(order.id);
    const queue = this.#queues[order.side].get(order.priceTicks);
    if (queue === undefined) return;
    if (order.previous === null) queue.head = order.next;
    else order.previous.next = order.next;
    if (order.next === null) queue.tail = order.previous;
    else order.next.previous = order.previous;
    if (queue.head === null) this.#queues[order.side].delete(order.priceTicks);
  }
}

function refused<Id>(leftLots: number, refusal: MatchingResult<Id>["refusal"]): MatchingResult<Id> {
  return { matches: [], leftLots, isResting: false, refusal };
}

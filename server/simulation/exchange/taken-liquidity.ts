import type { OrderBook } from "../../domain/markets/order-book.ts";
import type { Side } from "../../domain/orders/order-type.ts";

type Taken = { lots: number; readonly shownLots: number };

/** What our orders took of one level, and how much it showed then. */
export type TakenLevel = {
  readonly side: Side;
  readonly ticks: number;
  readonly lots: number;
  readonly shownLots: number;
};

/** What our own orders took from the tape's levels. The tape does not know of it, so it stays taken until the level changes. */
export class TakenLiquidity {
  readonly #taken = { buy: new Map<number, Taken>(), sell: new Map<number, Taken>() };

  get isEmpty(): boolean {
    return this.#taken.buy.size === 0 && this.#taken.sell.size === 0;
  }

  /** What is left to trade with at a level that shows `shownLots`. */
  available(side: Side, ticks: number, shownLots: number): number {
    const taken = this.#taken[side].get(ticks);
    return taken === undefined ? shownLots : Math.max(0, shownLots - taken.lots);
  }

  take(side: Side, ticks: number, lots: number, shownLots: number): void {
    const taken = this.#taken[side].get(ticks);
    if (taken === undefined) this.#taken[side].set(ticks, { lots, shownLots });
    else taken.lots += lots;
  }

  levels(): TakenLevel[] {
    return (["buy", "sell"] as const).flatMap((side) =>
      [...this.#taken[side]].map(([ticks, { lots, shownLots }]) => ({ side, ticks, lots, shownLots })),
    );
  }

  /** Forgets what was taken from levels that the book now shows differently. */
  compareWith(book: OrderBook): void {
    this.#compareSide("buy", book);
    this.#compareSide("sell", book);
  }

  #compareSide(side: Side, book: OrderBook): void {
    const levels = this.#taken[side];
    if (levels.size === 0) return;
    for (const [ticks, taken] of levels) if (book.quantityAt(side, ticks) !== taken.shownLots) levels.delete(ticks);
  }
}

import { OrderBook } from "../../domain/markets/order-book.ts";
import { oppositeSide, type Side } from "../../domain/orders/order-type.ts";
import type { MarketTerms } from "./market-terms.ts";
import type { RandomSource } from "./prices/random-source.ts";

const LEVELS = 20;
const LEVELS_LEFT_MIN = 5;
const SPREAD_MAX = 8;

export type BookLevels = { readonly bids: number[]; readonly asks: number[] };

/** The book of one instrument, kept by makers around the fair price. Remembers which levels changed. */
export class MakerBook {
  readonly book = new OrderBook();
  readonly #terms: MarketTerms;
  readonly #random: RandomSource;
  readonly #touched = { buy: [] as number[], sell: [] as number[] };
  /** Share of their usual quantity that makers offer at new levels. */
  readonly depth = { buy: 1, sell: 1 };
  /** Times the usual spread. */
  spread = 1;

  constructor(terms: MarketTerms, random: RandomSource) {
    this.#terms = terms;
    this.#random = random;
  }

  /** Everything is withdrawn and offered anew. */
  rebuild(fairTicks: number): void {
    for (const side of ["buy", "sell"] as const) {
      while (this.book.depth(side) > 0) this.#set(side, this.book.best(side), 0);
    }
    this.follow(fairTicks);
  }

  /** The target prices of both sides; what the fair price has passed is withdrawn before anybody offers. */
  follow(fairTicks: number): void {
    // Twenty levels of bids must fit below the price, however far episodes have pushed it.
    const { levelGapTicks, halfSpreadTicks } = this.#terms;
    const ticks = Math.max(fairTicks, 3 * LEVELS * levelGapTicks + 2 * SPREAD_MAX * halfSpreadTicks + 100);
    const bidTarget = Math.floor(ticks - this.#distance());
    const askTarget = Math.ceil(ticks + this.#distance());
    const { book } = this;
    while (book.best("buy") > bidTarget) this.#set("buy", book.best("buy"), 0);
    while (book.best("sell") !== 0 && book.best("sell") < askTarget) this.#set("sell", book.best("sell"), 0);
    this.#fill("buy", bidTarget);
    this.#fill("sell", askTarget);
  }

  /** A taker meets up to `levels` levels; the last five of a side stay. `visit` hears of each price and quantity. */
  sweep(taker: Side, lots: number, levels: number, visit: (ticks: number, lots: number) => void): void {
    const side = oppositeSide(taker);
    let left = lots;
    for (let met = 0; met < levels && left > 0 && this.book.depth(side) > LEVELS_LEFT_MIN; met += 1) {
      const ticks = this.book.best(side);
      const shown = this.book.lotsAt(side, 0);
      const taken = Math.min(left, shown);
      this.#set(side, ticks, shown - taken);
      left -= taken;
      visit(ticks, taken);
    }
  }

  /** The levels that changed since the last call, with what they now hold. */
  takeChanges(): BookLevels {
    return { bids: this.#takeTouched("buy"), asks: this.#takeTouched("sell") };
  }

  whole(): BookLevels {
    return { bids: this.#allLevels("buy"), asks: this.#allLevels("sell") };
  }

  #distance(): number {
    return this.#terms.halfSpreadTicks * Math.min(SPREAD_MAX, this.spread) * (0.1 + 1.8 * this.#random.next());
  }

  #gap(): number {
    return 1 + this.#random.below(2 * this.#terms.levelGapTicks - 1);
  }

  /** Fills the room up to the target, and keeps the side twenty levels deep. */
  #fill(side: Side, target: number): void {
    const { book } = this;
    const away = side === "buy" ? -1 : 1;
    const nearest = book.best(side);
    let price = target;
    for (let added = 0; added < LEVELS && (nearest === 0 || (nearest - price) * away > 0); added += 1) {
      this.#offer(side, price);
      price += away * this.#gap();
    }
    while (book.depth(side) > LEVELS) this.#set(side, book.ticksAt(side, book.depth(side) - 1), 0);
    while (book.depth(side) < LEVELS) {
      this.#offer(side, book.ticksAt(side, book.depth(side) - 1) + away * this.#gap());
    }
    this.#offer(side, book.ticksAt(side, this.#random.below(LEVELS)));
  }

  #offer(side: Side, ticks: number): void {
    const draw = this.#random.next();
    this.#set(side, ticks, 1 + Math.floor(this.#terms.levelLots * this.depth[side] * 2.5 * draw * draw));
  }

  #set(side: Side, ticks: number, lots: number): void {
    this.book.set(side, ticks, lots);
    const touched = this.#touched[side];
    if (!touched.includes(ticks)) touched.push(ticks);
  }

  #takeTouched(side: Side): number[] {
    const touched = this.#touched[side];
    const flat: number[] = [];
    for (let index = 0; index < touched.length; index += 1) {
      const ticks = touched[index] as number;
      flat.push(ticks, this.book.quantityAt(side, ticks));
    }
    touched.length = 0;
    return flat;
  }

  #allLevels(side: Side): number[] {
    const flat: number[] = [];
    const depth = this.book.depth(side);
    for (let index = 0; index < depth; index += 1)
      flat.push(this.book.ticksAt(side, index), this.book.lotsAt(side, index));
    this.#touched[side].length = 0;
    return flat;
  }
}

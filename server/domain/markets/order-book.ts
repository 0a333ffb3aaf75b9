import type { Side } from "../orders/order-type.ts";

const INITIAL_LEVELS = 64;

/** One side, the worst level first and the best last, so that changes near the top move few levels. */
class BookSide {
  readonly #sign: 1 | -1;
  #ticks = new Float64Array(INITIAL_LEVELS);
  #lots = new Float64Array(INITIAL_LEVELS);
  size = 0;

  constructor(sign: 1 | -1) {
    this.#sign = sign;
  }

  /** The place of the price, or where it would go. */
  #search(ticks: number): number {
    const key = ticks * this.#sign;
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ticks[middle] as number) * this.#sign < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  set(ticks: number, lots: number): void {
    const place = this.#search(ticks);
    const isShown = place < this.size && this.#ticks[place] === ticks;
    if (lots === 0) {
      if (!isShown) return;
      this.#ticks.copyWithin(place, place + 1, this.size);
      this.#lots.copyWithin(place, place + 1, this.size);
      this.size -= 1;
      return;
    }
    if (!isShown) {
      if (this.size === this.#ticks.length) this.#grow();
      this.#ticks.copyWithin(place + 1, place, this.size);
      this.#lots.copyWithin(place + 1, place, this.size);
      this.#ticks[place] = ticks;
      this.size += 1;
    }
    this.#lots[place] = lots;
  }

  #grow(): void {
    const ticks = new Float64Array(this.#ticks.length * 2);
    const lots = new Float64Array(this.#lots.length * 2);
    ticks.set(this.#ticks);
    lots.set(this.#lots);
    this.#ticks = ticks;
    this.#lots = lots;
  }

  ticksAt(index: number): number {
    return index >= 0 && index < this.size ? (this.#ticks[this.size - 1 - index] as number) : 0;
  }

  lotsAt(index: number): number {
    return index >= 0 && index < this.size ? (this.#lots[this.size - 1 - index] as number) : 0;
  }

  quantityAt(ticks: number): number {
    const place = this.#search(ticks);
    return place < this.size && this.#ticks[place] === ticks ? (this.#lots[place] as number) : 0;
  }
}

/**
 * Price levels of a market: prices in ticks, quantities in lots. `buy` is the side of the bids, `sell` that of the asks.
 * It holds what it is told and does not match: a crossed book stays crossed.
 */
export class OrderBook {
  readonly #bids = new BookSide(1);
  readonly #asks = new BookSide(-1);

  #side(side: Side): BookSide {
    return side === "buy" ? this.#bids : this.#asks;
  }

  /** The quantity shown at a price; 0 removes the level. Throws for what no grid can hold. */
  set(side: Side, ticks: number, lots: number): void {
    if (!(Number.isSafeInteger(ticks) && ticks > 0)) throw new RangeError(`Price of ${ticks} ticks is no book level`);
    if (!(Number.isSafeInteger(lots) && lots >= 0)) throw new RangeError(`Quantity of ${lots} lots is no book level`);
    this.#side(side).set(ticks, lots);
  }

  clear(): void {
    this.#bids.size = 0;
    this.#asks.size = 0;
  }

  /** Takes over a change as it travels in a book event: flat `[priceTicks, quantityLots, …]` per side. */
  apply(change: { readonly isSnapshot: boolean; readonly bids: readonly number[]; readonly asks: readonly number[] }) {
    if (change.isSnapshot) this.clear();
    this.#setAll("buy", change.bids);
    this.#setAll("sell", change.asks);
  }

  #setAll(side: Side, flat: readonly number[]): void {
    for (let index = 0; index + 1 < flat.length; index += 2) {
      this.set(side, flat[index] as number, flat[index + 1] as number);
    }
  }

  /** Number of levels. */
  depth(side: Side): number {
    return this.#side(side).size;
  }

  /** The best price in ticks; 0 when the side is empty. */
  best(side: Side): number {
    return this.#side(side).ticksAt(0);
  }

  /** The level at `index` counted from the best; undefined beyond the last. */
  levelAt(side: Side, index: number): { readonly ticks: number; readonly lots: number } | undefined {
    const levels = this.#side(side);
    if (index < 0 || index >= levels.size) return undefined;
    return { ticks: levels.ticksAt(index), lots: levels.lotsAt(index) };
  }

  /** Price of the level at `index` counted from the best; 0 beyond the last. Allocates nothing. */
  ticksAt(side: Side, index: number): number {
    return this.#side(side).ticksAt(index);
  }

  /** Quantity of the level at `index` counted from the best; 0 beyond the last. Allocates nothing. */
  lotsAt(side: Side, index: number): number {
    return this.#side(side).lotsAt(index);
  }

  /** The quantity shown at a price; 0 when there is no such level. */
  quantityAt(side: Side, ticks: number): number {
    return this.#side(side).quantityAt(ticks);
  }

  /** Visits the levels from the best on until the visitor answers false. */
  walk(side: Side, visit: (ticks: number, lots: number) => boolean): void {
    const levels = this.#side(side);
    for (let index = 0; index < levels.size; index += 1) {
      if (!visit(levels.ticksAt(index), levels.lotsAt(index))) return;
    }
  }
}

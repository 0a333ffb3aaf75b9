import { invariant } from "../../domain/errors/invariant.ts";
import { add, type Integer, subtract } from "../../domain/money/integer.ts";
import type { Lot } from "../../domain/positions/lot.ts";

const HOLES_MAX = 1_024;

/**
 * The open lots of one instrument, oldest first. They are all of one direction, since a fill closes what is opposite before
 * it opens anything, and they are closed from the oldest: a queue, so that a million lots cost no more a fill than one.
 */
export class OpenLots {
  #lots: Lot[] = [];
  #head = 0;
  #costUnits: Integer = 0;

  get size(): number {
    return this.#lots.length - this.#head;
  }

  /** What all of them cost (long) or brought (short) together, in quote units. */
  get costUnits(): Integer {
    return this.#costUnits;
  }

  get oldest(): Lot | undefined {
    return this.#lots[this.#head];
  }

  add(lot: Lot): void {
    invariant(this.size === 0 || this.oldest?.direction === lot.direction, `Lot "${lot.id}" opens against open lots`);
    this.#lots.push(lot);
    this.#costUnits = add(this.#costUnits, lot.costUnits);
  }

  /** The oldest lot has this much left; nothing left closes it. */
  reduceOldest(quantityUnits: Integer, costUnits: Integer): void {
    const lot = this.oldest;
    invariant(lot !== undefined, "No lot is open to be reduced");
    this.#costUnits = add(subtract(this.#costUnits, lot.costUnits), costUnits);
    if (quantityUnits !== 0) {
      this.#lots[this.#head] = { ...lot, quantityUnits, costUnits };
      return;
    }
    this.#head += 1;
    if (this.#head > HOLES_MAX && this.#head * 2 > this.#lots.length) {
      this.#lots = this.#lots.slice(this.#head);
      this.#head = 0;
    }
  }

  *values(): Generator<Lot> {
    for (let i = this.#head; i < this.#lots.length; i++) yield this.#lots[i] as Lot;
  }
}

import type { MarketEvent } from "../../../domain/markets/market-event.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";
import type { PulledFeed, TapeExtent } from "../pulled-feed.ts";
import type { RecordedTape } from "./recorded-tape.ts";

/** The tapes' cursors are kept at every so many positions, so that any position is found by reading on from the nearest. */
const POSITIONS_PER_MARK = 4_096;

/** Tapes merged by time; at one instant the tape named first goes first. Every position is reached without replaying. */
export class MergedFeed implements PulledFeed {
  readonly kind = "recorded";
  readonly label: string;
  readonly instrumentIds: readonly string[];
  readonly extent: TapeExtent;
  readonly #tapes: readonly RecordedTape[];
  /** Whose event stands at each position. */
  readonly #order: Uint16Array;
  readonly #marks: Float64Array[] = [];
  #cursors: Float64Array;
  #position = 0;

  constructor(tapes: readonly RecordedTape[], label: string) {
    this.#tapes = tapes;
    this.label = label;
    this.instrumentIds = [...new Set(tapes.map((tape) => tape.instrumentId))];
    this.#order = this.#merge();
    this.#cursors = new Float64Array(tapes.length);
    this.extent = this.#measure();
  }

  next(): MarketEvent | null {
    if (this.#position === this.#order.length) return null;
    const place = this.#order[this.#position] as number;
    const cursor = this.#cursors[place] as number;
    this.#cursors[place] = cursor + 1;
    this.#position += 1;
    return (this.#tapes[place] as RecordedTape).eventAt(cursor);
  }

  position(): number {
    return this.#position;
  }

  seek(position: number): void {
    if (!Number.isSafeInteger(position) || position < 0) throw new RangeError(`Position ${position} is none of a feed`);
    const { length } = this.#order;
    if (position > length) throw new RangeError(`Position ${position} lies beyond the tape's end at ${length}`);
    this.#cursors = this.#cursorsAt(position);
    this.#position = position;
  }

  booksFrom(position: number): number {
    const cursors = this.#cursorsAt(Math.min(Math.max(0, position), this.#order.length));
    let from = position;
    for (const [place, tape] of this.#tapes.entries()) {
      const cursor = cursors[place] as number;
      if (cursor > 0) from = Math.min(from, this.#positionOf(place, tape.knownFrom(cursor - 1)));
    }
    return from;
  }

  #merge(): Uint16Array {
    const tapes = this.#tapes;
    const length = tapes.reduce((sum, tape) => sum + tape.length, 0);
    const order = new Uint16Array(length);
    const cursors = new Float64Array(tapes.length);
    const nextAts = tapes.map((tape) => (tape.length > 0 ? tape.atOf(0) : Number.POSITIVE_INFINITY));
    for (let position = 0; position < length; position += 1) {
      if (position % POSITIONS_PER_MARK === 0) this.#marks.push(cursors.slice());
      let found = 0;
      for (let place = 1; place < tapes.length; place += 1) {
        if ((nextAts[place] as number) < (nextAts[found] as number)) found = place;
      }
      order[position] = found;
      const cursor = (cursors[found] as number) + 1;
      cursors[found] = cursor;
      const tape = tapes[found] as RecordedTape;
      nextAts[found] = cursor < tape.length ? tape.atOf(cursor) : Number.POSITIVE_INFINITY;
    }
    this.#marks.push(cursors.slice());
    return order;
  }

  #measure(): TapeExtent {
    const tapes = this.#tapes.filter(({ length }) => length > 0);
    return {
      length: this.#order.length,
      firstAt: tapes.length === 0 ? 0 : Math.min(...tapes.map((tape) => tape.atOf(0))),
      lastAt: tapes.length === 0 ? 0 : Math.max(...tapes.map((tape) => tape.atOf(tape.length - 1))),
      positionAt: (at: Timestamp) => this.#tapes.reduce((sum, tape) => sum + tape.firstFrom(at), 0),
    };
  }

  #cursorsAt(position: number): Float64Array {
    const mark = Math.floor(position / POSITIONS_PER_MARK);
    const cursors = (this.#marks[mark] as Float64Array).slice();
    for (let at = mark * POSITIONS_PER_MARK; at < position; at += 1) {
      const place = this.#order[at] as number;
      cursors[place] = (cursors[place] as number) + 1;
    }
    return cursors;
  }

  /** The position at which a tape's event stands. */
  #positionOf(place: number, index: number): number {
    let low = 0;
    let high = this.#marks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (((this.#marks[middle] as Float64Array)[place] as number) <= index) low = middle;
      else high = middle - 1;
    }
    let seen = (this.#marks[low] as Float64Array)[place] as number;
    let position = low * POSITIONS_PER_MARK;
    for (; position < this.#order.length; position += 1) {
      if (this.#order[position] !== place) continue;
      if (seen === index) break;
      seen += 1;
    }
    return position;
  }
}

import { MARKOUT_HORIZONS_MS, type Markout, type PendingMarkouts } from "../../domain/execution-quality/markout.ts";
import { type Mid, midAt, TOLD_LATE } from "../../domain/execution-quality/mid.ts";
import type { Fill } from "../../domain/orders/fill.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { PriceEntry } from "../price-board.ts";

type Watched = { -readonly [Key in keyof PendingMarkouts]: PendingMarkouts[Key] } & { dueAt: Timestamp };

const NOTHING: readonly Markout[] = [];

/**
 * The fills whose later mids are still to be taken, the next one due at the top of a binary heap. A mid is taken when the first event of
 * the market comes that lies after its moment, before anybody has seen that event: the board then shows the market as it was at that
 * moment. It costs one comparison an event while nothing is due.
 */
export class MarkoutWatch {
  readonly #heap: Watched[] = [];
  /** How many of them are in each instrument. */
  readonly #byInstrument = new Map<string, number>();

  /** It has something to do at the first market event after this; infinite while it has nothing to do at all. */
  get nextDueAt(): Timestamp {
    return this.#heap[0]?.dueAt ?? Number.POSITIVE_INFINITY;
  }

  get isEmpty(): boolean {
    return this.#heap.length === 0;
  }

  watches(instrumentId: string): boolean {
    return this.#byInstrument.has(instrumentId);
  }

  /** A fill was booked. Answers the moments of it that have passed already because it was told late. */
  book({ id: fillId, orderId, instrumentId, at }: Fill, now: Timestamp): readonly Markout[] {
    const watched: Watched = { fillId, orderId, instrumentId, at, stored: 0, dueAt: dueAt(at, 0) };
    let late = NOTHING;
    while (watched.dueAt < now) late = [...late, take(watched, TOLD_LATE)];
    this.#keep(watched);
    return late;
  }

  /** Takes up a fill where it stood when the session ended. */
  restore(pending: PendingMarkouts): void {
    this.#keep({ ...pending, dueAt: dueAt(pending.at, pending.stored) });
  }

  /** An event of the market is about to be seen: what was due before it, in the order of the moments. */
  pass(at: Timestamp, priceOf: (instrumentId: string) => PriceEntry | null): readonly Markout[] {
    const taken: Markout[] = [];
    for (let top = this.#heap[0]; top !== undefined && top.dueAt < at; top = this.#heap[0]) {
      taken.push(take(top, midAt(priceOf(top.instrumentId), top.dueAt)));
      if (top.stored < MARKOUT_HORIZONS_MS.length) this.#sink(top);
      else this.#removeTop(top);
    }
    return taken;
  }

  /** All of them, in no order. */
  pending(): readonly PendingMarkouts[] {
    return this.#heap;
  }

  #keep(watched: Watched): void {
    if (watched.stored === MARKOUT_HORIZONS_MS.length) return;
    this.#byInstrument.set(watched.instrumentId, (this.#byInstrument.get(watched.instrumentId) ?? 0) + 1);
    this.#rise(watched);
  }

  #removeTop({ instrumentId }: Watched): void {
    const last = this.#heap.pop();
    if (last !== undefined && this.#heap.length > 0) this.#sink(last);
    const left = (this.#byInstrument.get(instrumentId) ?? 1) - 1;
    if (left === 0) this.#byInstrument.delete(instrumentId);
    else this.#byInstrument.set(instrumentId, left);
  }

  #rise(watched: Watched): void {
    const heap = this.#heap;
    let place = heap.length;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above] as Watched;
      if (!isBefore(watched, parent)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = watched;
  }

  /** Puts an entry in the place of the top and lets it down to where it belongs. */
  #sink(watched: Watched): void {
    const heap = this.#heap;
    let place = 0;
    for (let below = 1; below < heap.length; below = 2 * place + 1) {
      const right = heap[below + 1];
      if (right !== undefined && isBefore(right, heap[below] as Watched)) below += 1;
      const child = heap[below] as Watched;
      if (!isBefore(child, watched)) break;
      heap[place] = child;
      place = below;
    }
    heap[place] = watched;
  }
}

const dueAt = (at: Timestamp, horizon: number): Timestamp =>
  at + (MARKOUT_HORIZONS_MS[horizon] ?? Number.POSITIVE_INFINITY);

/** The fill's next horizon is done with. */
function take(watched: Watched, mid: Mid): Markout {
  const { fillId, orderId, instrumentId, at, stored, dueAt: takenAt } = watched;
  watched.stored = stored + 1;
  watched.dueAt = dueAt(at, stored + 1);
  return { fillId, orderId, instrumentId, horizonMs: takenAt - at, at: takenAt, mid };
}

/** Of two that are due together the fill that came first, so that every run notes them in the same order. */
const isBefore = (a: Watched, b: Watched): boolean =>
  a.dueAt !== b.dueAt
    ? a.dueAt < b.dueAt
    : a.fillId.length !== b.fillId.length
      ? a.fillId.length < b.fillId.length
      : a.fillId < b.fillId;

import type { BookEvent } from "../../../../domain/markets/market-event.ts";
import type { Timestamp } from "../../../../domain/time/timestamp.ts";
import { GrowingNumbers } from "./growing-numbers.ts";

const SNAPSHOT_FIELD = 2;
const FIELDS = 7;

/** Book changes in columns: 16 bytes a level instead of an object. */
export class BookColumns {
  /** Per change: where its bids begin, where its asks begin, snapshot or not, the best levels. */
  readonly #heads = new GrowingNumbers();
  readonly #levels = new GrowingNumbers();

  get length(): number {
    return this.#heads.length / FIELDS;
  }

  add(event: BookEvent): void {
    const start = this.#levels.length;
    this.#levels.pushAll(event.bids);
    const asks = this.#levels.length;
    this.#levels.pushAll(event.asks);
    this.#heads.pushAll([
      start,
      asks,
      event.isSnapshot ? 1 : 0,
      event.bestBidTicks,
      event.bestBidLots,
      event.bestAskTicks,
      event.bestAskLots,
    ]);
  }

  at(index: number, instrumentId: string, at: Timestamp): BookEvent {
    const head = index * FIELDS;
    const heads = this.#heads;
    const asks = heads.at(head + 1);
    const end = index + 1 < this.length ? heads.at(head + FIELDS) : this.#levels.length;
    return {
      kind: "book",
      instrumentId,
      at,
      isSnapshot: heads.at(head + SNAPSHOT_FIELD) === 1,
      bids: this.#levels.slice(heads.at(head), asks),
      asks: this.#levels.slice(asks, end),
      bestBidTicks: heads.at(head + 3),
      bestBidLots: heads.at(head + 4),
      bestAskTicks: heads.at(head + 5),
      bestAskLots: heads.at(head + 6),
    };
  }
}

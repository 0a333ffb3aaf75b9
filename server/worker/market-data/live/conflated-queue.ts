import type { BookEvent, MarketEvent, TradeEvent } from "../../../domain/markets/market-event.ts";

const TRADES_WAITING_MAX = 10_000;

/** Changes of one book that nobody has taken yet, as one. */
class PendingBook {
  #last: BookEvent;
  #isSnapshot: boolean;
  readonly #bids = new Map<number, number>();
  readonly #asks = new Map<number, number>();

  constructor(first: BookEvent) {
    this.#last = first;
    this.#isSnapshot = first.isSnapshot;
    this.add(first);
  }

  add(event: BookEvent): void {
    if (event.isSnapshot) {
      this.#isSnapshot = true;
      this.#bids.clear();
      this.#asks.clear();
    }
    this.#last = event;
    take(this.#bids, event.bids, this.#isSnapshot);
    take(this.#asks, event.asks, this.#isSnapshot);
  }

  event(): BookEvent {
    return { ...this.#last, isSnapshot: this.#isSnapshot, bids: flat(this.#bids), asks: flat(this.#asks) };
  }
}

/** The newest of a price is what counts; of a whole book nothing is left that is gone. */
function take(levels: Map<number, number>, changes: readonly number[], isWhole: boolean): void {
  for (let index = 0; index + 1 < changes.length; index += 2) {
    const [ticks, lots] = [changes[index] as number, changes[index + 1] as number];
    if (lots === 0 && isWhole) levels.delete(ticks);
    else levels.set(ticks, lots);
  }
}

const flat = (levels: ReadonlyMap<number, number>): number[] => [...levels].flat();

/**
 * What waits for one reader of live prices, who is never waited for: changes of a book become one, everything else is kept in order.
 * A reader too far behind loses trades and is told so.
 */
export class ConflatedQueue {
  #waiting: (MarketEvent | PendingBook)[] = [];
  readonly #books = new Map<string, PendingBook>();
  #trades = 0;

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  add(event: MarketEvent): void {
    if (event.kind === "book") {
      this.#addBook(event);
      return;
    }
    // What was said of the book before and after its stream's news must stay apart.
    if (event.kind === "stream" && event.stream === "book") this.#books.delete(event.instrumentId);
    if (event.kind === "trade" && !this.#hasRoomFor(event)) return;
    this.#waiting.push(event);
  }

  /** Everything that waits, in the order in which it first began to. */
  take(): MarketEvent[] {
    const events = this.#waiting.map((each) => (each instanceof PendingBook ? each.event() : each));
    this.#waiting = [];
    this.#books.clear();
    this.#trades = 0;
    return events;
  }

  #addBook(event: BookEvent): void {
    const pending = this.#books.get(event.instrumentId);
    if (pending !== undefined) {
      pending.add(event);
      return;
    }
    const book = new PendingBook(event);
    this.#books.set(event.instrumentId, book);
    this.#waiting.push(book);
  }

  #hasRoomFor({ instrumentId, at }: TradeEvent): boolean {
    this.#trades += 1;
    if (this.#trades <= TRADES_WAITING_MAX) return true;
    if (this.#trades === TRADES_WAITING_MAX + 1) {
      const detail = `More than ${TRADES_WAITING_MAX} trades waited to be read; the later ones are left out.`;
      this.#waiting.push({
        kind: "stream",
        instrumentId,
        at,
        stream: "trades",
        state: "invalid",
        code: "sequence-gap",
        detail,
      });
    }
    return false;
  }
}

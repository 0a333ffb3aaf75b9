import fc from "fast-check";
import type { BookDiff, BookSnapshot } from "../../../../server/adapters/market-data/captures/book-message.ts";
import type { BookSync, SyncOutput } from "../../../../server/adapters/market-data/captures/book-sync.ts";
import type { BookEvent, StreamEvent } from "../../../../server/domain/markets/market-event.ts";
import { OrderBook } from "../../../../server/domain/markets/order-book.ts";

export type Numbering = "spot" | "futures" | "bybit" | "okx";

type Change = { readonly side: "buy" | "sell"; readonly ticks: number; readonly lots: number };

const change = fc.record<Change>({
  side: fc.constantFrom("buy", "sell"),
  ticks: fc.integer({ min: 1, max: 12 }),
  lots: fc.integer({ min: 0, max: 3 }),
});
export const changes = fc.array(fc.array(change, { maxLength: 4 }), { minLength: 6, maxLength: 40 });

const flat = (all: readonly Change[], side: Change["side"]): number[] =>
  all.filter((each) => each.side === side).flatMap(({ ticks, lots }) => [side === "buy" ? ticks : 100 + ticks, lots]);

/** The book as text, so that two can be compared. */
export function shown(book: OrderBook): string {
  const side = (which: "buy" | "sell"): string => {
    const levels: string[] = [];
    book.walk(which, (ticks, lots) => levels.push(`${ticks}:${lots}`) > 0);
    return levels.join(" ");
  };
  return `${side("buy")} | ${side("sell")}`;
}

/** A venue's own book: its diffs numbered as that venue does, and what the book was after each. */
export class VenueModel {
  readonly diffs: BookDiff[] = [];
  readonly booksById = new Map<number, string>();
  readonly #snapshots = new Map<number, BookSnapshot>();
  readonly #book = new OrderBook();
  readonly firstId = 1_000;

  constructor(all: readonly (readonly Change[])[], numbering: Numbering) {
    let last = this.firstId;
    this.#remember(last, 0);
    for (const [index, each] of all.entries()) {
      // Spot counts single changes, futures and OKX count all books together, Bybit counts messages.
      const leavesHoles = numbering === "futures" || numbering === "okx";
      const firstId = leavesHoles ? last + 5 : last + 1;
      const lastId = numbering === "bybit" ? firstId : firstId + each.length;
      const at = 10 * (index + 1);
      const diff: BookDiff = {
        kind: "diff",
        at,
        firstId,
        lastId,
        previousId: leavesHoles ? last : null,
        checksum: null,
        bids: flat(each, "buy"),
        asks: flat(each, "sell"),
      };
      this.#book.apply({ isSnapshot: false, ...diff });
      this.diffs.push(diff);
      last = lastId;
      this.#remember(last, at);
    }
  }

  snapshotAfter(count: number): BookSnapshot {
    const id = count === 0 ? this.firstId : (this.diffs[count - 1]?.lastId ?? 0);
    return this.#snapshots.get(id) as BookSnapshot;
  }

  #remember(lastId: number, at: number): void {
    this.booksById.set(lastId, shown(this.#book));
    const side = (which: "buy" | "sell"): number[] => {
      const levels: number[] = [];
      this.#book.walk(which, (ticks, lots) => levels.push(ticks, lots) > 0);
      return levels;
    };
    this.#snapshots.set(lastId, {
      kind: "snapshot",
      at,
      lastId,
      checksum: null,
      bids: side("buy"),
      asks: side("sell"),
    });
  }
}

/** Stands where the desk stands: knows nothing but the events, and objects when they tell a wrong book. */
export class DeskModel {
  readonly book = new OrderBook();
  readonly codes: string[] = [];
  readonly objections: string[] = [];
  requests = 0;
  #isInvalid = false;
  #lastId = 0;

  constructor(
    private readonly sync: BookSync,
    private readonly truth: ReadonlyMap<number, string>,
  ) {}

  take(message: BookDiff | BookSnapshot): void {
    this.sync.observe(message, (output) => this.#see(output));
  }

  #see(output: SyncOutput): void {
    if (output.kind === "request-snapshot") this.requests += 1;
    else if (output.event.kind === "book") this.#seeBook(output.event, output.updateId);
    else this.#seeStream(output.event);
  }

  #seeBook(event: BookEvent, updateId: number): void {
    if (this.#isInvalid && !event.isSnapshot) this.objections.push(`a change at ${updateId} while the book is invalid`);
    if (updateId < this.#lastId) this.objections.push(`went back from ${this.#lastId} to ${updateId}`);
    this.#lastId = updateId;
    this.book.apply(event);
    const best = [event.bestBidTicks, event.bestBidLots, event.bestAskTicks, event.bestAskLots].join();
    const { book } = this;
    const known = [book.best("buy"), book.lotsAt("buy", 0), book.best("sell"), book.lotsAt("sell", 0)].join();
    if (best !== known) this.objections.push(`best levels ${best} at ${updateId}, but the book has ${known}`);
    if (shown(book) !== this.truth.get(updateId)) this.objections.push(`a wrong book at ${updateId}`);
  }

  #seeStream({ state, code }: StreamEvent): void {
    this.codes.push(code);
    this.#isInvalid = state === "invalid";
  }
}

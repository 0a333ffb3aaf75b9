import type { LiveFeed } from "../../../server/adapters/market-data/live-feed.ts";
import type { Stream } from "../../../server/domain/markets/data-quality.ts";
import type { BookEvent, MarketEvent, StreamEvent } from "../../../server/domain/markets/market-event.ts";

const HEARTBEAT_MS = 1_000;
const RECONNECT_MS = 20;

/** An exchange in miniature: numbered books, trades, connections that can be cut. */
export class PushExchange {
  readonly #books = new Map<string, { sequence: number; bid: number }>();
  readonly #connections = new Set<PushConnection>();
  opened = 0;
  #at = 1_700_000_000_000;

  tick(): number {
    this.#at += 1;
    return this.#at;
  }

  get connections(): number {
    return this.#connections.size;
  }

  connect(hear: PushConnection): void {
    this.opened += 1;
    this.#connections.add(hear);
  }

  disconnect(connection: PushConnection): void {
    this.#connections.delete(connection);
  }

  bookOf(instrumentId: string) {
    let book = this.#books.get(instrumentId);
    if (book === undefined) {
      book = { sequence: 1, bid: 1_000 };
      this.#books.set(instrumentId, book);
    }
    return book;
  }

  moveBook(instrumentId: string, isSkipped = false): void {
    const book = this.bookOf(instrumentId);
    book.sequence += 1;
    book.bid += 1;
    if (isSkipped) return;
    for (const each of this.#connections) each.onBook(instrumentId, book.sequence, book.bid);
  }

  trade(instrumentId: string): void {
    for (const each of this.#connections) each.onTrade(instrumentId, this.bookOf(instrumentId).bid);
  }

  cut(): void {
    for (const each of [...this.#connections]) {
      this.#connections.delete(each);
      each.onCut();
    }
  }
}

type PushConnection = {
  onBook(instrumentId: string, sequence: number, bid: number): void;
  onTrade(instrumentId: string, price: number): void;
  onCut(): void;
};

/** The smallest live feed that keeps the contract, on an exchange in the same process. */
export class PushFeed implements LiveFeed, PushConnection {
  readonly source = "push-spot";
  readonly label = "an exchange in the test";
  readonly #exchange: PushExchange;
  readonly #wanted = new Map<string, Set<Stream>>();
  readonly #sequences = new Map<string, number>();
  #onEvent: ((event: MarketEvent) => void) | null = null;
  #timers: NodeJS.Timeout[] = [];
  #trades = 0;

  constructor(exchange: PushExchange) {
    this.#exchange = exchange;
  }

  async open(onEvent: (event: MarketEvent) => void): Promise<void> {
    this.#onEvent = onEvent;
    this.#exchange.connect(this);
    this.#timers.push(setInterval(() => this.#beat(), HEARTBEAT_MS));
    this.#each((id, stream) => this.#begin(id, stream));
  }

  subscribe(instrumentId: string, streams: readonly Stream[]): void {
    const wanted = this.#wanted.get(instrumentId) ?? new Set();
    this.#wanted.set(instrumentId, wanted);
    for (const stream of streams) {
      if (wanted.has(stream)) continue;
      wanted.add(stream);
      if (this.#onEvent !== null) this.#begin(instrumentId, stream);
    }
  }

  unsubscribe(instrumentId: string, streams: readonly Stream[]): void {
    for (const stream of streams) this.#wanted.get(instrumentId)?.delete(stream);
  }

  async close(): Promise<void> {
    this.#onEvent = null;
    for (const timer of this.#timers) clearInterval(timer);
    this.#exchange.disconnect(this);
  }

  onBook(instrumentId: string, sequence: number, bid: number): void {
    if (!this.#wants(instrumentId, "book")) return;
    const last = this.#sequences.get(instrumentId) ?? 0;
    this.#sequences.set(instrumentId, sequence);
    if (sequence === last + 1) {
      this.#tell(this.#book(instrumentId, bid, false));
      return;
    }
    this.#note(instrumentId, "book", "invalid", "sequence-gap");
    this.#begin(instrumentId, "book");
  }

  onTrade(instrumentId: string, priceTicks: number): void {
    if (!this.#wants(instrumentId, "trades")) return;
    this.#trades += 1;
    const head = { instrumentId, at: this.#exchange.tick(), tradeId: String(this.#trades) };
    this.#tell({ kind: "trade", ...head, priceTicks, quantityLots: 1, aggressor: "buy" });
  }

  onCut(): void {
    this.#each((id, stream) => this.#note(id, stream, "invalid", "outage"));
    const timer = setTimeout(() => {
      this.#exchange.connect(this);
      this.#each((id, stream) => this.#begin(id, stream, true));
    }, RECONNECT_MS);
    this.#timers.push(timer);
  }

  #begin(instrumentId: string, stream: Stream, isBack = false): void {
    if (stream === "book") {
      const { sequence, bid } = this.#exchange.bookOf(instrumentId);
      this.#sequences.set(instrumentId, sequence);
      this.#tell(this.#book(instrumentId, bid, true));
    }
    if (isBack) this.#note(instrumentId, stream, "live", "resynced");
  }

  #book(instrumentId: string, bid: number, isSnapshot: boolean): BookEvent {
    const levels = {
      bids: [bid, 5, ...(isSnapshot ? [] : [bid - 1, 0])],
      asks: [bid + 2, 5, ...(isSnapshot ? [] : [bid + 1, 0])],
    };
    const best = { bestBidTicks: bid, bestBidLots: 5, bestAskTicks: bid + 2, bestAskLots: 5 };
    return { kind: "book", instrumentId, at: this.#exchange.tick(), isSnapshot, ...levels, ...best };
  }

  #beat(): void {
    this.#each((id, stream) => this.#note(id, stream, "live", "heartbeat"));
  }

  #note(instrumentId: string, stream: Stream, state: StreamEvent["state"], code: StreamEvent["code"]): void {
    this.#tell({ kind: "stream", instrumentId, at: this.#exchange.tick(), stream, state, code, detail: code });
  }

  #wants(instrumentId: string, stream: Stream): boolean {
    return this.#wanted.get(instrumentId)?.has(stream) === true;
  }

  #each(act: (instrumentId: string, stream: Stream) => void): void {
    for (const [id, streams] of this.#wanted) for (const stream of streams) act(id, stream);
  }

  #tell(event: MarketEvent): void {
    this.#onEvent?.(event);
  }
}

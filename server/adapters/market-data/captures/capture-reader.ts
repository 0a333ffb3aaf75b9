import type { MarketEvent } from "../../../domain/markets/market-event.ts";
import type { OrderBook } from "../../../domain/markets/order-book.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";
import { SANITY_DEFAULTS, SanityFilter } from "../quality/sanity-filter.ts";
import { TradeSequence } from "../quality/trade-sequence.ts";
import { type Grid, GridReader } from "../tape/grid-reader.ts";
import { TapeError } from "../tape/tape-error.ts";
import type { BookMessage } from "./book-message.ts";
import { BookSync } from "./book-sync.ts";
import type { CaptureProtocol, LineContext, Said } from "./protocols/capture-protocol.ts";

/** An event of a capture. */
export type CapturedEvent = {
  readonly event: MarketEvent;
  /** The venue's number of the book after it, 0 for what is no book. */
  readonly updateId: number;
  readonly line: number;
  /** The instrument's book as it is after this event and until the next; to be read, not changed. */
  readonly book: OrderBook;
};

export type CaptureOptions = {
  /** What errors call the file. */
  readonly name: string;
  readonly protocol: CaptureProtocol;
  /** The grids of the venue's symbols that are wanted. */
  readonly grids: ReadonlyMap<string, CaptureGrid>;
  readonly onEvent: (captured: CapturedEvent) => void;
};

export type CaptureGrid = Grid & { readonly quantityLotsMax: number };

/** A session's own notes of what was opened and sent. */
const OWN_NOTE = /^(wss?|https?):\/\//;
/** A level may hold the orders of many. */
const ORDERS_PER_LEVEL_MAX = 1_000;

type Instrument = {
  readonly grid: GridReader;
  readonly sync: BookSync;
  readonly trades: TradeSequence | null;
  readonly sanity: SanityFilter;
  lastAt: Timestamp;
};

/**
 * Turns the lines of a recorded exchange session into market events: books kept in step as the venue documents it, trades in
 * their sequence, what no market can have shown withheld, and each trouble told as an event of its stream.
 */
export class CaptureReader {
  readonly #options: CaptureOptions;
  readonly #bySymbol = new Map<string, Instrument>();
  readonly #byId = new Map<string, Instrument>();
  /** One for all lines, as there are many. */
  readonly #context: LineContext & { line: number; text: string };

  constructor(options: CaptureOptions) {
    this.#options = options;
    const { name, protocol, grids } = options;
    this.#context = {
      line: 0,
      text: "",
      malformed: (problem) => {
        const { line, text } = this.#context;
        return new TapeError(name, line, `Line ${problem}: "${text.slice(0, 80)}".`);
      },
      grid: (symbol) => this.#grid(symbol, this.#context.line),
      knownGrid: (symbol) => this.#bySymbol.get(symbol)?.grid,
    };
    for (const [symbol, grid] of grids) {
      const sync = new BookSync({
        instrumentId: grid.id,
        rule: protocol.rule,
        ...(protocol.verifier === undefined ? {} : { verify: protocol.verifier(grid) }),
        ...(protocol.levelsMax === undefined ? {} : { levelsMax: protocol.levelsMax }),
      });
      const bounds = {
        ...SANITY_DEFAULTS,
        quantityLotsMax: Math.min(grid.quantityLotsMax * ORDERS_PER_LEVEL_MAX, Number.MAX_SAFE_INTEGER),
      };
      const instrument: Instrument = {
        grid: new GridReader(grid, name),
        sync,
        trades: protocol.hasTradeNumbers ? new TradeSequence() : null,
        sanity: new SanityFilter(grid.id, bounds, sync.book),
        lastAt: 0,
      };
      this.#bySymbol.set(symbol, instrument);
      this.#byId.set(grid.id, instrument);
    }
  }

  /** Throws a {@link TapeError} for a line that cannot be read. */
  line(text: string, line: number): void {
    if (OWN_NOTE.test(text)) return;
    const { protocol } = this.#options;
    this.#context.line = line;
    this.#context.text = text;
    if (!protocol.framing.test(text)) throw this.#context.malformed(`must be ${protocol.framingName}`);
    if (protocol.passedOver?.test(text)) return;
    for (const said of protocol.scan?.(text, this.#context) ?? this.#decode(text)) this.#take(said, line);
  }

  #decode(text: string): readonly Said[] {
    let message: unknown;
    try {
      message = JSON.parse(text.slice(text.search(/[[{]/)));
    } catch {
      throw this.#context.malformed("is no valid JSON");
    }
    return this.#options.protocol.decode(message, this.#context);
  }

  /** Throws when changes of a book came and never a snapshot that they apply to. */
  finish(): void {
    for (const { sync } of this.#byId.values()) {
      const first = sync.firstUnused;
      if (first === null) continue;
      const what = `Book changes from update ${first.firstId} on have no snapshot to apply to`;
      throw new TapeError(this.#options.name, 0, `${what}. Use a capture that holds one.`);
    }
  }

  #grid(symbol: string | null, line: number): GridReader {
    const [only] = this.#bySymbol.values();
    const found = symbol === null ? only : this.#bySymbol.get(symbol);
    if (found !== undefined) return found.grid;
    const known = [...this.#bySymbol.keys()].map((each) => `"${each}"`).join(", ");
    throw new TapeError(this.#options.name, line, `Symbol "${symbol}" is not ${known}.`);
  }

  #take({ grid, what }: Said, line: number): void {
    const instrument = this.#byId.get(grid.instrumentId) as Instrument;
    if (what.kind === "snapshot" || what.kind === "diff") {
      this.#takeBook(instrument, what, line);
      return;
    }
    instrument.lastAt = Math.max(instrument.lastAt, what.at);
    const followed = what.kind === "trade" ? instrument.trades?.observe(what) : undefined;
    for (const event of followed ?? [what]) this.#emit(instrument, event, 0, line);
  }

  #takeBook(instrument: Instrument, message: BookMessage, line: number): void {
    instrument.lastAt = Math.max(instrument.lastAt, message.at);
    const timed = message.at === 0 ? { ...message, at: instrument.lastAt } : message;
    instrument.sync.observe(timed, (output) => {
      if (output.kind === "event") this.#emit(instrument, output.event, output.updateId, line);
    });
  }

  #emit({ sanity, sync: { book } }: Instrument, event: MarketEvent, updateId: number, line: number): void {
    for (const passed of sanity.observe(event)) {
      this.#options.onEvent({ event: passed, updateId: passed.kind === "book" ? updateId : 0, line, book });
    }
  }
}

import * as z from "zod";
import type { Instrument } from "../../../domain/markets/instrument.ts";
import type { MarketEvent } from "../../../domain/markets/market-event.ts";
import { OrderBook } from "../../../domain/markets/order-book.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";
import { GridReader } from "../tape/grid-reader.ts";
import type { RecordedTape } from "../tape/recorded-tape.ts";
import { TapeError } from "../tape/tape-error.ts";
import type { TapeFile } from "../tape/tape-file.ts";

const count = z.int().nonnegative();
const levels = z.array(z.tuple([z.string(), z.string()]));
const SNAPSHOT = z.object({ lastUpdateId: count, bids: levels, asks: levels });
const DIFF = z.object({ E: count, s: z.string(), U: count, u: count, b: levels, a: levels });
const TRADE = z.object({ s: z.string(), t: count, p: z.string(), q: z.string(), T: count, m: z.boolean() });
const MESSAGE = z.object({ stream: z.string(), data: z.unknown() });

type Levels = z.infer<typeof levels>;
type Diff = z.infer<typeof DIFF> & { readonly line: number };

/** The tape of a capture; `updateIds` holds the exchange's number of the book after each event, 0 for a trade. */
export type CapturedTape = RecordedTape & { readonly updateIds: readonly number[] };

/**
 * A raw capture of Binance spot streams: lines of `<local time in ns> <json>` with `@depth`, `@trade` and `@bookTicker`
 * messages and one REST snapshot that arrives after the first diffs. Joined as Binance documents it: diffs up to the
 * snapshot's `lastUpdateId` are dropped, the next must span it, each later one must follow the one before without a gap.
 */
export function readBinanceSpotCapture(file: TapeFile, instrument: Instrument): CapturedTape {
  return new CaptureReader(file, instrument).read();
}

class CaptureReader {
  readonly #file: TapeFile;
  readonly #instrument: Instrument;
  readonly #grid: GridReader;
  readonly #book = new OrderBook();
  readonly #events: MarketEvent[] = [];
  readonly #updateIds: number[] = [];
  readonly #buffered: Diff[] = [];
  #lastUpdateId: number | null = null;
  /** The snapshot has been spanned by a diff: from now on each diff must continue the last. */
  #isJoined = false;
  #at: Timestamp = 0;

  constructor(file: TapeFile, instrument: Instrument) {
    this.#file = file;
    this.#instrument = instrument;
    this.#grid = new GridReader(instrument, file.name);
  }

  read(): CapturedTape {
    this.#file.lines.forEach((text, index) => void this.#readLine(text, index + 1));
    const first = this.#buffered[0];
    if (first !== undefined) {
      throw new TapeError(
        this.#file.name,
        first.line,
        `Book changes from update ${first.U} on have no snapshot to apply to.`,
      );
    }
    const events = this.#events;
    return {
      instrumentId: this.#instrument.id,
      length: events.length,
      updateIds: this.#updateIds,
      atOf: (index) => (events[index] as MarketEvent).at,
      eventAt: (index) => events[index] as MarketEvent,
    };
  }

  #readLine(text: string, line: number): void {
    const space = text.indexOf(" ");
    if (!/^\d+ \{/.test(text)) throw this.#malformed(line, text, "must be a local time, a space and a JSON object");
    let message: unknown;
    try {
      message = JSON.parse(text.slice(space + 1));
    } catch {
      throw this.#malformed(line, text, "is no valid JSON");
    }
    if (typeof message === "object" && message !== null && "lastUpdateId" in message) {
      this.#snapshot(this.#parse(SNAPSHOT, message, line, text), line);
      return;
    }
    const { stream, data } = this.#parse(MESSAGE, message, line, text);
    const channel = stream.slice(stream.indexOf("@") + 1);
    if (channel.startsWith("depth")) this.#depth({ ...this.#parse(DIFF, data, line, text), line });
    else if (channel === "trade") this.#trade(this.#parse(TRADE, data, line, text), line);
    else if (channel !== "bookTicker") throw this.#malformed(line, text, `has unknown stream "${stream}"`);
  }

  #parse<T>(schema: z.ZodType<T>, value: unknown, line: number, text: string): T {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    throw this.#malformed(line, text, `has a bad "${issue?.path.join(".") ?? ""}" (${issue?.message ?? "unknown"})`);
  }

  #malformed(line: number, text: string, problem: string): TapeError {
    return new TapeError(this.#file.name, line, `Line ${problem}: "${text.slice(0, 80)}".`);
  }

  #requireSymbol(symbol: string, line: number): void {
    const expected = `${this.#instrument.base}${this.#instrument.quote}`;
    if (symbol !== expected) throw new TapeError(this.#file.name, line, `Symbol "${symbol}" is not "${expected}".`);
  }

  #snapshot(snapshot: z.infer<typeof SNAPSHOT>, line: number): void {
    this.#lastUpdateId = snapshot.lastUpdateId;
    this.#isJoined = false;
    this.#change(true, snapshot.bids, snapshot.asks, snapshot.lastUpdateId, line);
    for (const diff of this.#buffered.splice(0)) this.#depth(diff);
  }

  #depth(diff: Diff): void {
    this.#requireSymbol(diff.s, diff.line);
    this.#at = Math.max(this.#at, diff.E);
    if (this.#lastUpdateId === null) {
      this.#buffered.push(diff);
      return;
    }
    if (!this.#isJoined && diff.u <= this.#lastUpdateId) return;
    const next = this.#lastUpdateId + 1;
    const follows = this.#isJoined ? diff.U === next : diff.U <= next && next <= diff.u;
    if (!follows || diff.u < diff.U) {
      const missing = `The book stands at update ${this.#lastUpdateId}, the change covers ${diff.U} to ${diff.u}`;
      throw new TapeError(this.#file.name, diff.line, `Gap in the book: ${missing}, but ${next} must come next.`);
    }
    this.#isJoined = true;
    this.#lastUpdateId = diff.u;
    this.#change(false, diff.b, diff.a, diff.u, diff.line);
  }

  #change(isSnapshot: boolean, b: Levels, a: Levels, updateId: number, line: number): void {
    const book = this.#book;
    const bids = this.#flat(b, line);
    const asks = this.#flat(a, line);
    book.apply({ isSnapshot, bids, asks });
    this.#updateIds.push(updateId);
    this.#events.push({
      kind: "book",
      instrumentId: this.#instrument.id,
      at: this.#at,
      isSnapshot,
      bids,
      asks,
      bestBidTicks: book.ticksAt("buy", 0),
      bestBidLots: book.lotsAt("buy", 0),
      bestAskTicks: book.ticksAt("sell", 0),
      bestAskLots: book.lotsAt("sell", 0),
    });
  }

  #flat(side: Levels, line: number): number[] {
    const flat: number[] = [];
    for (const [price, quantity] of side) {
      flat.push(this.#grid.ticks(price, "Price", line), this.#grid.shownLots(quantity, "Quantity", line));
    }
    return flat;
  }

  #trade(trade: z.infer<typeof TRADE>, line: number): void {
    this.#requireSymbol(trade.s, line);
    this.#at = Math.max(this.#at, trade.T);
    this.#updateIds.push(0);
    this.#events.push({
      kind: "trade",
      instrumentId: this.#instrument.id,
      at: this.#at,
      tradeId: `${trade.t}`,
      priceTicks: this.#grid.ticks(trade.p, "Price", line),
      quantityLots: this.#grid.lots(trade.q, "Quantity", line),
      aggressor: trade.m ? "sell" : "buy",
    });
  }
}

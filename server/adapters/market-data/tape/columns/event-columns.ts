import type { BookEvent, FundingEvent, MarketEvent, StreamEvent } from "../../../../domain/markets/market-event.ts";
import { OrderBook } from "../../../../domain/markets/order-book.ts";
import type { Timestamp } from "../../../../domain/time/timestamp.ts";
import type { RecordedTape } from "../recorded-tape.ts";
import { wholeBook } from "../whole-book.ts";
import { BookColumns } from "./book-columns.ts";
import { GrowingNumbers } from "./growing-numbers.ts";
import { CandleCells, TradeCells } from "./print-cells.ts";

/** So many changes after a whole book, the next is told by the whole book, so that a reader need not begin at the beginning. */
const CHANGES_PER_WHOLE_BOOK = 512;

const BOOK = 0;
const TRADE = 1;
const CANDLE = 2;
const RARE = 3;

/** Events of one instrument in columns, playable from any place; a time that steps back is raised to the last. */
export class EventColumns implements RecordedTape {
  readonly instrumentId: string;
  readonly #ats = new GrowingNumbers();
  /** `kind + 4 × its number among its kind`. */
  readonly #places = new GrowingNumbers();
  readonly #books = new BookColumns();
  readonly #trades = new TradeCells();
  readonly #candles = new CandleCells();
  readonly #rare: (FundingEvent | StreamEvent)[] = [];
  readonly #wholeBooks = new GrowingNumbers();
  #book: OrderBook | null = null;
  #changesSinceWhole = 0;
  #at: Timestamp = 0;

  constructor(instrumentId: string) {
    this.instrumentId = instrumentId;
  }

  get length(): number {
    return this.#ats.length;
  }

  /** `kept` is the book after this event, where whoever brings the events keeps it anyway. */
  add(event: MarketEvent, kept?: OrderBook): void {
    this.#at = Math.max(this.#at, event.at);
    this.#ats.push(this.#at);
    switch (event.kind) {
      case "book": {
        this.#place(BOOK, this.#books.length);
        const book = kept ?? this.#follow(event);
        const isWhole = event.isSnapshot || this.#changesSinceWhole === CHANGES_PER_WHOLE_BOOK;
        this.#changesSinceWhole = isWhole ? 0 : this.#changesSinceWhole + 1;
        if (isWhole) this.#wholeBooks.push(this.length - 1);
        this.#books.add(isWhole && !event.isSnapshot ? wholeBook(book, this.instrumentId, this.#at) : event);
        return;
      }
      case "trade":
        this.#place(TRADE, this.#trades.length);
        this.#trades.add(event);
        return;
      case "candle":
        this.#place(CANDLE, this.#candles.length);
        this.#candles.add(event);
        return;
      case "funding":
      case "stream":
        this.#place(RARE, this.#rare.length);
        this.#rare.push(event.at === this.#at ? event : { ...event, at: this.#at });
    }
  }

  atOf(index: number): Timestamp {
    return this.#ats.at(index);
  }

  eventAt(index: number): MarketEvent {
    const place = this.#places.at(index);
    const number = Math.floor(place / 4);
    const at = this.#ats.at(index);
    switch (place % 4) {
      case BOOK:
        return this.#books.at(number, this.instrumentId, at);
      case TRADE:
        return this.#trades.at(number, this.instrumentId, at);
      case CANDLE:
        return this.#candles.at(number, this.instrumentId, at);
    }
    return this.#rare[number] as FundingEvent | StreamEvent;
  }

  firstFrom(at: Timestamp): number {
    return this.#ats.lowerBound(at);
  }

  knownFrom(index: number): number {
    if (this.#wholeBooks.length === 0) return Math.max(0, index - 1);
    const place = this.#wholeBooks.lowerBound(index + 1) - 1;
    return place < 0 ? 0 : this.#wholeBooks.at(place);
  }

  #follow(event: BookEvent): OrderBook {
    this.#book ??= new OrderBook();
    this.#book.apply(event);
    return this.#book;
  }

  #place(kind: number, number: number): void {
    this.#places.push(kind + 4 * number);
  }
}

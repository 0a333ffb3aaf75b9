import type { Stream } from "../../domain/markets/data-quality.ts";
import type {
  BookEvent,
  CandleEvent,
  MarketEvent,
  StreamEvent,
  TradeEvent,
} from "../../domain/markets/market-event.ts";
import type { Side } from "../../domain/orders/order-type.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import { type BookLevels, MakerBook } from "./maker-book.ts";
import type { MarketTerms } from "./market-terms.ts";
import type { RandomSource } from "./prices/random-source.ts";

const MINUTE_MS = 60_000;
const TAKER_LEVELS = 4;
/** Makers start over when the depth that they want is this many times what they offered. */
const DEPTH_STEP = 1.6;

/** What makers and takers of an instrument see at an instant. */
export type Surroundings = {
  fairTicks: number;
  /** Shares of the usual quantity that makers want to offer: overall, and besides on each side. */
  depth: number;
  bidDepth: number;
  askDepth: number;
  isPanic: boolean;
};

/** One instrument of the synthetic market: makers who keep levels around the fair price, takers who arrive and trade. */
export class SyntheticInstrument {
  readonly terms: MarketTerms;
  readonly #random: RandomSource;
  readonly #makers: MakerBook;
  #builtDepth = 1;
  #lastTicks: number;
  #open: number;
  #high: number;
  #low: number;
  #volumeLots = 0;

  constructor(terms: MarketTerms, random: RandomSource, seen: Surroundings) {
    this.terms = terms;
    this.#random = random;
    this.#makers = new MakerBook(terms, random);
    this.#lastTicks = this.#open = this.#high = this.#low = Math.round(seen.fairTicks);
    this.#startOver(seen);
  }

  snapshot(at: Timestamp): BookEvent {
    return this.#bookEvent(at, true, this.#makers.whole());
  }

  /** Makers follow the fair price. */
  quote(at: Timestamp, seen: Surroundings): BookEvent {
    this.#follow(seen);
    return this.changes(at);
  }

  /** The levels that changed since they were last told. */
  changes(at: Timestamp): BookEvent {
    return this.#bookEvent(at, false, this.#makers.takeChanges());
  }

  /** After a silence: a book of now. */
  restart(at: Timestamp, seen: Surroundings): BookEvent {
    this.#startOver(seen);
    return this.snapshot(at);
  }

  /** A taker arrives: one print for each level it meets, then the book's change. `tradeNumber` is that of the first event. */
  take(at: Timestamp, seen: Surroundings, tradeNumber: number, events: MarketEvent[]): void {
    // In a panic every taker meets makers who have just run.
    if (seen.isPanic) events.push(this.quote(at, seen));
    const { book } = this.#makers;
    const mid = (book.best("buy") + book.best("sell")) / 2;
    const buyChance = seen.isPanic ? 0.08 : seen.fairTicks > mid ? 0.6 : 0.4;
    const side: Side = this.#random.next() < buyChance ? "buy" : "sell";
    const draw = this.#random.next();
    const lots = 1 + Math.floor(this.terms.levelLots * 1.5 * draw * draw * draw * draw);
    let number = tradeNumber + events.length;
    this.#makers.sweep(side, lots, TAKER_LEVELS, (priceTicks, quantityLots) => {
      this.#trade(priceTicks, quantityLots);
      const print: TradeEvent = {
        kind: "trade",
        instrumentId: this.terms.instrument.id,
        at,
        tradeId: `${number}`,
        priceTicks,
        quantityLots,
        aggressor: side,
      };
      events.push(print);
      number += 1;
    });
    events.push(this.changes(at));
  }

  /** Our own order takes what it took on the simulated venue. Prints nothing: our fills are told to us. */
  giveWay(side: Side, quantityLots: number): void {
    this.#makers.sweep(side, quantityLots, Number.POSITIVE_INFINITY, () => {});
  }

  /** Closes the minute that ends at `at`. */
  closeCandle(at: Timestamp): CandleEvent {
    const candle = {
      timeframe: "1m",
      openAt: at - MINUTE_MS,
      openTicks: this.#open,
      highTicks: this.#high,
      lowTicks: this.#low,
      closeTicks: this.#lastTicks,
      volumeLots: this.#volumeLots,
    } as const;
    this.#open = this.#high = this.#low = this.#lastTicks;
    this.#volumeLots = 0;
    return { kind: "candle", instrumentId: this.terms.instrument.id, at, candle };
  }

  heartbeat(at: Timestamp, stream: Stream): StreamEvent {
    return this.streamEvent(at, { stream, state: "live", code: "heartbeat", detail: "" });
  }

  /** What a stream says of itself. */
  streamEvent(at: Timestamp, about: Pick<StreamEvent, "stream" | "state" | "code" | "detail">): StreamEvent {
    return { kind: "stream", instrumentId: this.terms.instrument.id, at, ...about };
  }

  #follow(seen: Surroundings): void {
    const ratio = seen.depth / this.#builtDepth;
    if (ratio > DEPTH_STEP || ratio * DEPTH_STEP < 1) {
      this.#startOver(seen);
      return;
    }
    this.#heed(seen);
    this.#makers.follow(seen.fairTicks);
  }

  #startOver(seen: Surroundings): void {
    this.#builtDepth = seen.depth;
    this.#heed(seen);
    this.#makers.rebuild(seen.fairTicks);
  }

  #heed({ depth, bidDepth, askDepth }: Surroundings): void {
    this.#makers.depth.buy = depth * bidDepth;
    this.#makers.depth.sell = depth * askDepth;
    this.#makers.spread = depth === 1 ? 1 : 1 / Math.sqrt(depth);
  }

  #trade(priceTicks: number, quantityLots: number): void {
    if (this.#volumeLots === 0) this.#open = this.#high = this.#low = priceTicks;
    this.#high = Math.max(this.#high, priceTicks);
    this.#low = Math.min(this.#low, priceTicks);
    this.#lastTicks = priceTicks;
    this.#volumeLots += quantityLots;
  }

  #bookEvent(at: Timestamp, isSnapshot: boolean, { bids, asks }: BookLevels): BookEvent {
    const { book } = this.#makers;
    return {
      kind: "book",
      instrumentId: this.terms.instrument.id,
      at,
      isSnapshot,
      bids,
      asks,
      bestBidTicks: book.ticksAt("buy", 0),
      bestBidLots: book.lotsAt("buy", 0),
      bestAskTicks: book.ticksAt("sell", 0),
      bestAskLots: book.lotsAt("sell", 0),
    };
  }
}

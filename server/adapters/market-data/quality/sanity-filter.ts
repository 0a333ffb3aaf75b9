import type { Stream } from "../../../domain/markets/data-quality.ts";
import type { BookEvent, MarketEvent, StreamEvent } from "../../../domain/markets/market-event.ts";
import { OrderBook } from "../../../domain/markets/order-book.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";
import { bestLevels, isCrossed, wholeBook } from "../tape/whole-book.ts";
import {
  candleFlaw,
  type Flaw,
  fundingFlaw,
  jumpFlaw,
  levelsFlaw,
  type SanityBounds,
  tradeFlaw,
} from "./sanity-rules.ts";

/** So long after the last good price anything may have happened: the next sound one is believed. */
const REFERENCE_AGE_MS_MAX = 86_400_000;

export const SANITY_DEFAULTS = { jumpFactorMax: 10, fundingRateMax: 0.25 } as const;

/**
 * What no market can have shown does not pass, for one instrument: the event is withheld and its stream invalid until the
 * next sound one. A book is known here, so that it comes back whole as soon as it makes sense again.
 */
export class SanityFilter {
  readonly #instrumentId: string;
  readonly #bounds: SanityBounds;
  readonly #book: OrderBook;
  readonly #isFollowing: boolean;
  readonly #flaws = new Map<Stream, NonNullable<Flaw>>();
  /** A change of the book could not be taken over: it takes a snapshot to know it again. */
  #isBookLost = false;
  #referenceTicks = 0;
  #referenceAt: Timestamp = 0;

  /** Where somebody else keeps the book that the changes make, one change at a time, it need not be followed here too. */
  constructor(instrumentId: string, bounds: SanityBounds, kept?: OrderBook) {
    this.#instrumentId = instrumentId;
    this.#bounds = bounds;
    this.#book = kept ?? new OrderBook();
    this.#isFollowing = kept === undefined;
  }

  observe(event: MarketEvent): readonly MarketEvent[] {
    switch (event.kind) {
      case "book":
        return this.#observeBook(event);
      case "trade":
        return this.#judge(event, "trades", tradeFlaw(event, this.#bounds), event.priceTicks);
      case "candle":
        return this.#judge(event, "candles", candleFlaw(event.candle, this.#bounds), event.candle.closeTicks);
      case "funding":
        return this.#judge(event, "funding", fundingFlaw(event, this.#bounds), 0);
      case "stream":
        return this.#observeStream(event);
    }
  }

  #observeBook(event: BookEvent): readonly MarketEvent[] {
    const unreadable = levelsFlaw(event, this.#bounds);
    if (unreadable !== null) {
      this.#isBookLost = true;
      return this.#raise(event.at, "book", unreadable);
    }
    if (event.isSnapshot) this.#isBookLost = false;
    if (this.#isBookLost) return [];
    if (this.#isFollowing) this.#book.apply(event);
    const best = bestLevels(this.#book);
    const mid = middle(best.bestBidTicks, best.bestAskTicks);
    const flaw = crossedFlaw(best) ?? (mid === 0 ? null : this.#jump(mid, event.at, "Middle of the book"));
    if (flaw !== null) return this.#raise(event.at, "book", flaw);
    if (mid !== 0) this.#refer(mid, event.at);
    if (!this.#flaws.has("book")) return [event];
    const whole = event.isSnapshot ? event : wholeBook(this.#book, this.#instrumentId, event.at);
    return [whole, this.#resynced(event.at, "book")];
  }

  #judge(event: MarketEvent, stream: Stream, ownFlaw: Flaw, priceTicks: number): readonly MarketEvent[] {
    const flaw = ownFlaw ?? (priceTicks === 0 ? null : this.#jump(priceTicks, event.at, "Price"));
    if (flaw !== null) return this.#raise(event.at, stream, flaw);
    if (priceTicks !== 0) this.#refer(priceTicks, event.at);
    return this.#flaws.has(stream) ? [this.#resynced(event.at, stream), event] : [event];
  }

  #jump(ticks: number, at: Timestamp, what: string): Flaw {
    const isKnown = at - this.#referenceAt <= REFERENCE_AGE_MS_MAX;
    return jumpFlaw(ticks, isKnown ? this.#referenceTicks : 0, what, this.#bounds);
  }

  #refer(ticks: number, at: Timestamp): void {
    this.#referenceTicks = ticks;
    this.#referenceAt = at;
  }

  /** News of a stream that is invalid here passes, but nobody else makes it live. */
  #observeStream(event: StreamEvent): readonly MarketEvent[] {
    if (event.state === "invalid" || !this.#flaws.has(event.stream)) return [event];
    return event.code === "resynced" ? [] : [{ ...event, state: "invalid" }];
  }

  /** Says once what is wrong, and again when it is something else. */
  #raise(at: Timestamp, stream: Stream, flaw: NonNullable<Flaw>): readonly MarketEvent[] {
    const isKnown = stream === "book" && this.#flaws.get(stream)?.code === flaw.code;
    this.#flaws.set(stream, flaw);
    return isKnown ? [] : [this.#note(at, stream, "invalid", flaw)];
  }

  #resynced(at: Timestamp, stream: Stream): StreamEvent {
    this.#flaws.delete(stream);
    return this.#note(at, stream, "live", { code: "resynced", detail: "What comes is sound again." });
  }

  #note(at: Timestamp, stream: Stream, state: StreamEvent["state"], { code, detail }: NonNullable<Flaw>): StreamEvent {
    return { kind: "stream", instrumentId: this.#instrumentId, at, stream, state, code, detail };
  }
}

function crossedFlaw(best: Pick<BookEvent, "bestBidTicks" | "bestAskTicks">): Flaw {
  if (!isCrossed(best)) return null;
  return {
    code: "crossed",
    detail: `Best bid ${best.bestBidTicks} is not below best ask ${best.bestAskTicks} (ticks).`,
  };
}

const middle = (bid: number, ask: number): number => (bid === 0 || ask === 0 ? bid + ask : (bid + ask) / 2);

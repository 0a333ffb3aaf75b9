import type { MarketEvent, StreamEvent } from "../domain/markets/market-event.ts";
import type { Quote } from "../domain/markets/quote.ts";
import type { PriceView } from "../domain/risk/risk-limit.ts";
import { timeframeMs } from "../domain/time/timeframe.ts";

/** The newest prices of one instrument, changed in place by every market event. */
export type PriceEntry = { -readonly [Key in keyof PriceView]: PriceView[Key] } & {
  bidLots: number;
  askLots: number;
  /** When the book, or its heartbeat, last came; 0 where no book was ever seen. */
  bookAt: number;
  /** A book or a trade was seen: candles then say nothing that was not known before. */
  hasTicks: boolean;
  /** The finest timeframe of candles seen; 0 for none. */
  candleMs: number;
};

/** The latest price of each instrument. Rebuilt from the feed after a restart, so never part of the state hash. */
export class PriceBoard {
  readonly #entries = new Map<string, PriceEntry>();
  readonly #staleAfterMs: number;

  constructor(staleAfterMs: number) {
    this.#staleAfterMs = staleAfterMs;
  }

  observe(event: MarketEvent): void {
    let entry = this.#entries.get(event.instrumentId);
    if (entry === undefined) {
      entry = {
        bidTicks: 0,
        bidLots: 0,
        askTicks: 0,
        askLots: 0,
        lastTicks: 0,
        bookAt: 0,
        hasTicks: false,
        candleMs: 0,
        at: event.at,
        staleAfterMs: this.#staleAfterMs,
        isValid: true,
        hasEnded: false,
      };
      this.#entries.set(event.instrumentId, entry);
    }
    switch (event.kind) {
      case "book":
        entry.bidTicks = event.bestBidTicks;
        entry.bidLots = event.bestBidLots;
        entry.askTicks = event.bestAskTicks;
        entry.askLots = event.bestAskLots;
        entry.staleAfterMs = this.#staleAfterMs;
        entry.bookAt = event.at;
        entry.hasTicks = true;
        if (event.isSnapshot) entry.isValid = true;
        break;
      case "trade":
        entry.lastTicks = event.priceTicks;
        entry.hasTicks = true;
        entry.staleAfterMs = this.#staleAfterMs;
        break;
      case "candle":
        entry.lastTicks = event.candle.closeTicks;
        observeCandle(entry, timeframeMs(event.candle.timeframe));
        break;
      case "stream":
        observeStream(entry, event);
        return;
      case "funding":
        return;
    }
    // A book that went silent is not made fresh by the trades that still arrive.
    entry.at = hasBook(entry) ? entry.bookAt : event.at;
  }

  get(instrumentId: string): PriceEntry | null {
    return this.#entries.get(instrumentId) ?? null;
  }

  quote(instrumentId: string): Quote | null {
    const entry = this.#entries.get(instrumentId);
    if (entry === undefined || !entry.isValid || !hasBook(entry)) return null;
    return {
      at: entry.at,
      bidTicks: entry.bidTicks,
      bidLots: entry.bidLots,
      askTicks: entry.askTicks,
      askLots: entry.askLots,
    };
  }

  /** Takes over what another board knew. */
  restore(entries: Iterable<readonly [instrumentId: string, entry: PriceEntry]>): void {
    for (const [instrumentId, entry] of entries) this.#entries.set(instrumentId, { ...entry });
  }

  entries(): IterableIterator<[string, PriceEntry]> {
    return this.#entries.entries();
  }
}

const hasBook = ({ bidTicks, askTicks }: PriceEntry): boolean => bidTicks !== 0 || askTicks !== 0;

function observeCandle(entry: PriceEntry, candleMs: number): void {
  if (!hasBook(entry)) entry.staleAfterMs = 2 * candleMs;
  if (!(entry.candleMs > 0 && entry.candleMs <= candleMs)) entry.candleMs = candleMs;
}

/** Of the streams, the one that prices the instrument counts: its book, or its trades where there is no book. */
function observeStream(entry: PriceEntry, { stream, state, at, code }: StreamEvent): void {
  if (code === "ended") entry.hasEnded = true;
  if (stream !== (entry.bookAt === 0 ? "trades" : "book")) return;
  if (state === "invalid") entry.isValid = false;
  else if (state === "live") {
    entry.isValid = true;
    entry.at = at;
    if (stream === "book") entry.bookAt = at;
  }
}

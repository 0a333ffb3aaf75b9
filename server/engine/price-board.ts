import type { MarketEvent } from "../domain/markets/market-event.ts";
import type { Quote } from "../domain/markets/quote.ts";
import type { PriceView } from "../domain/risk/risk-limit.ts";
import { timeframeMs } from "../domain/time/timeframe.ts";

/** The newest prices of one instrument, changed in place by every market event. */
export type PriceEntry = { -readonly [Key in keyof PriceView]: PriceView[Key] } & {
  bidLots: number;
  askLots: number;
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
        at: event.at,
        staleAfterMs: this.#staleAfterMs,
      };
      this.#entries.set(event.instrumentId, entry);
    }
    entry.at = event.at;
    switch (event.kind) {
      case "book":
        entry.bidTicks = event.bestBidTicks;
        entry.bidLots = event.bestBidLots;
        entry.askTicks = event.bestAskTicks;
        entry.askLots = event.bestAskLots;
        entry.staleAfterMs = this.#staleAfterMs;
        break;
      case "trade":
        entry.lastTicks = event.priceTicks;
        entry.staleAfterMs = this.#staleAfterMs;
        break;
      case "candle":
        entry.lastTicks = event.candle.closeTicks;
        if (entry.bidTicks === 0 && entry.askTicks === 0) entry.staleAfterMs = 2 * timeframeMs(event.candle.timeframe);
        break;
    }
  }

  get(instrumentId: string): PriceEntry | null {
    return this.#entries.get(instrumentId) ?? null;
  }

  quote(instrumentId: string): Quote | null {
    const entry = this.#entries.get(instrumentId);
    if (entry === undefined || (entry.bidTicks === 0 && entry.askTicks === 0)) return null;
    return {
      at: entry.at,
      bidTicks: entry.bidTicks,
      bidLots: entry.bidLots,
      askTicks: entry.askTicks,
      askLots: entry.askLots,
    };
  }

  entries(): IterableIterator<[string, PriceEntry]> {
    return this.#entries.entries();
  }
}

import type { Candle } from "../../../server/domain/markets/candle.ts";
import type { MarketEvent } from "../../../server/domain/markets/market-event.ts";
import { OrderBook } from "../../../server/domain/markets/order-book.ts";
import { oppositeSide } from "../../../server/domain/orders/order-type.ts";
import type { SyntheticMarket } from "../../../server/simulation/market/synthetic-market.ts";

const MINUTE_MS = 60_000;

type Sum = { open: number; high: number; low: number; close: number; lots: number };

/** What a careful reader of the tape knows of one instrument. */
export class InstrumentReader {
  readonly book = new OrderBook();
  readonly candles: Candle[] = [];
  isBookKnown = false;
  isBookValid = false;
  trades = 0;
  #sum: Sum | null = null;

  mid(): number {
    return (this.book.best("buy") + this.book.best("sell")) / 2;
  }

  lots(side: "buy" | "sell"): number {
    let sum = 0;
    this.book.walk(side, (_, lots) => {
      sum += lots;
      return true;
    });
    return sum;
  }

  /** Answers what is wrong with the event, given all before it. */
  read(event: MarketEvent): string | null {
    switch (event.kind) {
      case "book": {
        if (!event.isSnapshot && !this.isBookKnown) return "changes a book that nobody has seen whole";
        this.isBookKnown = true;
        if (event.isSnapshot) this.isBookValid = true;
        this.book.apply(event);
        const best = [event.bestBidTicks, event.bestBidLots, event.bestAskTicks, event.bestAskLots];
        const known = [
          this.book.ticksAt("buy", 0),
          this.book.lotsAt("buy", 0),
          this.book.ticksAt("sell", 0),
          this.book.lotsAt("sell", 0),
        ];
        if (best.join() !== known.join()) return `says its best levels are ${best}, the book has ${known}`;
        if (event.bestBidTicks >= event.bestAskTicks) return "crosses the book";
        if (Math.min(this.book.depth("buy"), this.book.depth("sell")) < 5) return "leaves a side without levels";
        return null;
      }
      case "trade": {
        const shown = this.book.quantityAt(oppositeSide(event.aggressor), event.priceTicks);
        this.trades += 1;
        this.#sum ??= { open: event.priceTicks, high: 0, low: Number.POSITIVE_INFINITY, close: 0, lots: 0 };
        this.#sum.high = Math.max(this.#sum.high, event.priceTicks);
        this.#sum.low = Math.min(this.#sum.low, event.priceTicks);
        this.#sum.close = event.priceTicks;
        this.#sum.lots += event.quantityLots;
        return shown >= event.quantityLots ? null : `trades ${event.quantityLots} lots where ${shown} are shown`;
      }
      case "candle":
        return this.#readCandle(event.candle, event.at);
      case "stream":
        if (event.stream === "book" && event.state === "invalid") this.isBookValid = false;
        if (event.stream === "candles") this.#sum = null; // Stands where a candle would have.
        return null;
      case "funding":
        return null;
    }
  }

  #readCandle(candle: Candle, at: number): string | null {
    const sum = this.#sum;
    this.#sum = null;
    this.candles.push(candle);
    if (candle.openAt % MINUTE_MS !== 0 || at !== candle.openAt + MINUTE_MS) return `closes a candle at ${at}`;
    const { openTicks, highTicks, lowTicks, closeTicks, volumeLots } = candle;
    const said = [openTicks, highTicks, lowTicks, closeTicks, volumeLots].join();
    if (sum !== null) {
      const traded = [sum.open, sum.high, sum.low, sum.close, sum.lots].join();
      return said === traded ? null : `closes a candle ${said} over trades ${traded}`;
    }
    // The first minute of an hour knows no trade of the hour before: it stands at the fair price.
    return said === [openTicks, openTicks, openTicks, openTicks, 0].join()
      ? null
      : `closes a candle ${said} over no trades`;
  }
}

/** Reads a tape and notes what no honest tape may do. */
export class TapeReader {
  readonly #market: SyntheticMarket;
  readonly #instruments = new Map<string, InstrumentReader>();
  readonly problems: string[] = [];
  at = 0;

  constructor(market: SyntheticMarket) {
    this.#market = market;
  }

  instrument(id: string): InstrumentReader {
    let known = this.#instruments.get(id);
    if (known === undefined) {
      known = new InstrumentReader();
      this.#instruments.set(id, known);
    }
    return known;
  }

  get position(): number {
    return this.#market.position();
  }

  get instrumentIds(): string[] {
    return [...this.#instruments.keys()];
  }

  /** Reads up to a position of the tape; `visit` sees each event after it was taken in. */
  readTo(position: number, visit: (event: MarketEvent) => void = () => {}): void {
    while (this.#market.position() < position) {
      const event = this.#market.next();
      if (event.at < this.at) this.problems.push(`${event.at} comes after ${this.at}`);
      this.at = event.at;
      const problem = this.instrument(event.instrumentId).read(event);
      if (problem !== null) this.problems.push(`${event.instrumentId} at ${event.at} ${problem}`);
      visit(event);
    }
  }
}

import type { BookEvent, CandleEvent, MarketEvent, TradeEvent } from "../../domain/markets/market-event.ts";
import { oppositeSide, type Side } from "../../domain/orders/order-type.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import { MatchingEngine } from "../exchange/matching-engine.ts";
import type { FairPrice } from "./fair-price.ts";
import type { MarketTerms } from "./market-terms.ts";
import type { RandomSource } from "./random-source.ts";

const LEVELS = 20;
const MINUTE_MS = 60_000;

/** One instrument of the synthetic market: makers who keep levels around the fair price, takers who arrive and trade. */
export class SyntheticInstrument {
  readonly terms: MarketTerms;
  readonly #random: RandomSource;
  readonly #fair: FairPrice;
  readonly #engine = new MatchingEngine<number>();
  readonly #touched = { buy: new Set<number>(), sell: new Set<number>() };
  #orderNumber = 0;
  #lastTicks: number;
  #open: number;
  #high: number;
  #low: number;
  #volumeLots = 0;

  constructor(terms: MarketTerms, random: RandomSource, fair: FairPrice) {
    this.terms = terms;
    this.#random = random;
    this.#fair = fair;
    this.#lastTicks = this.#open = this.#high = this.#low = Math.round(fair.ticks);
    this.#refresh(Math.round(fair.ticks));
    this.#clearTouched();
  }

  snapshot(at: Timestamp): BookEvent {
    const flat = { buy: [] as number[], sell: [] as number[] };
    for (const side of ["buy", "sell"] as const) {
      this.#engine.book.walk(side, (ticks, lots) => flat[side].push(ticks, lots) > 0);
    }
    return this.#bookEvent(at, true, flat.buy, flat.sell);
  }

  /** Makers follow the fair price. */
  quote(at: Timestamp): BookEvent {
    this.#refresh(Math.round(this.#fair.moveTo(at)));
    return this.#changes(at);
  }

  /** A taker arrives: one print for each maker it meets, then the book's change. `tradeNumber` numbers the first print. */
  take(at: Timestamp, tradeNumber: number, events: MarketEvent[]): void {
    const { book } = this.#engine;
    const fairTicks = this.#fair.moveTo(at);
    const mid = (book.best("buy") + book.best("sell")) / 2;
    const side: Side = this.#random.next() < (fairTicks > mid ? 0.6 : 0.4) ? "buy" : "sell";
    const draw = this.#random.next();
    const result = this.#engine.submit({
      id: this.#nextNumber(),
      side,
      quantityLots: 1 + Math.floor(this.terms.levelLots * 1.5 * draw * draw * draw * draw),
      priceTicks: book.ticksAt(oppositeSide(side), 4),
      timeInForce: "IOC",
      isPostOnly: false,
    });
    let number = tradeNumber;
    for (const match of result.matches) {
      this.#touched[oppositeSide(side)].add(match.priceTicks);
      this.#trade(match.priceTicks, match.quantityLots);
      const print: TradeEvent = {
        kind: "trade",
        instrumentId: this.terms.instrument.id,
        at,
        tradeId: `${number}`,
        priceTicks: match.priceTicks,
        quantityLots: match.quantityLots,
        aggressor: side,
      };
      events.push(print);
      number += 1;
    }
    events.push(this.#changes(at));
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

  #trade(priceTicks: number, quantityLots: number): void {
    if (this.#volumeLots === 0) this.#open = this.#high = this.#low = priceTicks;
    this.#high = Math.max(this.#high, priceTicks);
    this.#low = Math.min(this.#low, priceTicks);
    this.#lastTicks = priceTicks;
    this.#volumeLots += quantityLots;
  }

  #nextNumber(): number {
    this.#orderNumber += 1;
    return this.#orderNumber;
  }

  #gap(): number {
    return 1 + this.#random.below(2 * this.terms.levelGapTicks - 1);
  }

  /** The target prices of both sides; what the fair price has passed is withdrawn before anybody offers. */
  #refresh(fairTicks: number): void {
    const bidTarget = fairTicks - this.#distance();
    const askTarget = fairTicks + this.#distance();
    const { book } = this.#engine;
    while (book.best("buy") > bidTarget) this.#withdraw("buy", book.best("buy"));
    while (book.best("sell") !== 0 && book.best("sell") < askTarget) this.#withdraw("sell", book.best("sell"));
    this.#refreshSide("buy", bidTarget);
    this.#refreshSide("sell", askTarget);
  }

  #distance(): number {
    return 1 + this.#random.below(this.terms.halfSpreadTicks * 2 - 1);
  }

  /** Fills the room up to the target, and keeps the side twenty levels deep. */
  #refreshSide(side: Side, target: number): void {
    const { book } = this.#engine;
    const away = side === "buy" ? -1 : 1;
    const nearest = book.best(side);
    let price = target;
    for (let added = 0; added < LEVELS && (nearest === 0 || (nearest - price) * away > 0); added += 1) {
      this.#offer(side, price);
      price += away * this.#gap();
    }
    while (book.depth(side) > LEVELS) this.#withdraw(side, book.ticksAt(side, book.depth(side) - 1));
    while (book.depth(side) < LEVELS) this.#offer(side, book.ticksAt(side, book.depth(side) - 1) + away * this.#gap());
    this.#offer(side, book.ticksAt(side, this.#random.below(LEVELS)));
    const crowded = book.ticksAt(side, this.#random.below(LEVELS));
    if (book.quantityAt(side, crowded) > 3 * this.terms.levelLots) this.#replace(side, crowded);
  }

  #offer(side: Side, priceTicks: number): void {
    if (priceTicks < 1) return;
    const draw = this.#random.next();
    this.#engine.submit({
      id: this.#nextNumber(),
      side,
      quantityLots: 1 + Math.floor(this.terms.levelLots * 2 * draw * draw),
      priceTicks,
      timeInForce: "GTC",
      isPostOnly: true,
    });
    this.#touched[side].add(priceTicks);
  }

  #withdraw(side: Side, priceTicks: number): void {
    this.#engine.cancelLevel(side, priceTicks);
    this.#touched[side].add(priceTicks);
  }

  #replace(side: Side, priceTicks: number): void {
    this.#withdraw(side, priceTicks);
    this.#offer(side, priceTicks);
  }

  #changes(at: Timestamp): BookEvent {
    const event = this.#bookEvent(at, false, this.#changedLevels("buy"), this.#changedLevels("sell"));
    this.#clearTouched();
    return event;
  }

  #changedLevels(side: Side): number[] {
    const flat: number[] = [];
    for (const ticks of this.#touched[side]) flat.push(ticks, this.#engine.book.quantityAt(side, ticks));
    return flat;
  }

  #clearTouched(): void {
    this.#touched.buy.clear();
    this.#touched.sell.clear();
  }

  #bookEvent(at: Timestamp, isSnapshot: boolean, bids: number[], asks: number[]): BookEvent {
    const { book } = this.#engine;
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

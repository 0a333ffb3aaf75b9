import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type {
  BookEvent,
  CandleEvent,
  FundingEvent,
  MarketEvent,
  TradeEvent,
} from "../../server/domain/markets/market-event.ts";
import { isBold } from "./random-session-bold.ts";
import { breakaway, isDeep } from "./random-session-rash.ts";
import type { Seeded } from "./seeded.ts";

const MINUTE_MS = 60_000;
const START_AT = 1_700_000_040_000;
const START_TICKS: Readonly<Record<string, number>> = {
  "BTC-USDT": 3_500_000,
  "ETH-USDT": 190_000,
  "BTC-USDT-PERP": 350_000,
  "ETH-USDT-PERP": 190_000,
};

/** Books, trades and candles of a few wandering prices: thin, jumpy, now and then crossed, empty or silent for a while. */
export class RandomMarket {
  readonly #random: Seeded;
  readonly #instruments: readonly [Instrument, ...Instrument[]];
  readonly #middle = new Map<string, number>();
  readonly #seed: number;
  #at = START_AT;
  #tradeNumber = 0;

  constructor(random: Seeded, instruments: readonly [Instrument, ...Instrument[]], seed = 1) {
    this.#seed = seed;
    this.#random = random;
    this.#instruments = instruments;
  }

  get at(): number {
    return this.#at;
  }

  /** Nothing is heard of for a while. */
  leap(): void {
    this.#at += this.#random.between(60_000, 2_400_000);
  }

  middleOf(instrument: Instrument): number {
    return this.#middle.get(instrument.id) ?? START_TICKS[instrument.id] ?? 10_000;
  }

  next(): MarketEvent {
    const random = this.#random;
    const instrument = random.pick(this.#instruments);
    this.#at += random.chance(0.02) ? random.between(5_000, 30_000) : random.between(0, 150);
    const middle = this.middleOf(instrument);
    const jump = instrument.kind === "perpetual" ? 0.04 : 0.02;
    // Small enough to come to rest between a position's maintenance margin and nothing.
    const walk = isBold(instrument) ? 0.0025 : 0.0005;
    const step = Math.max(1, Math.round(middle * (random.chance(isBold(instrument) ? 0.01 : 0.05) ? jump : walk)));
    const away = Math.round(middle * breakaway(random, instrument, this.#seed));
    this.#middle.set(instrument.id, Math.max(1_000, middle + away + random.between(-step, step)));
    if (instrument.kind === "perpetual" && random.chance(0.05)) return this.#funding(instrument);
    const roll = random.next();
    if (roll < 0.6) return this.#book(instrument);
    return roll < 0.9 ? this.#trade(instrument) : this.#candle(instrument);
  }

  #funding(instrument: Instrument): FundingEvent {
    const random = this.#random;
    this.#at += 1; // No two stamps at once.
    const size = `0.00${String(random.between(0, 30_000)).padStart(6, "0")}`;
    const rate = random.chance(0.5) ? `-${size}` : size;
    const markTicks = random.chance(0.5) ? 0 : this.middleOf(instrument);
    return { kind: "funding", instrumentId: instrument.id, at: this.#at, rate, markTicks };
  }

  #book(instrument: Instrument): BookEvent {
    const random = this.#random;
    const middle = this.middleOf(instrument);
    const isCrossed = random.chance(0.01);
    const bids: number[] = [];
    const asks: number[] = [];
    const deep = isBold(instrument) || isDeep(instrument, this.#seed) ? 40_000 : 4_000;
    const isOneSided = random.chance(0.02);
    let bid = middle - random.between(1, 5) + (isCrossed ? 20 : 0);
    let ask = middle + random.between(1, 5);
    for (let level = random.between(1, 4); level > 0; level--) {
      bids.push(bid, random.between(1, deep));
      if (!isOneSided) asks.push(ask, random.between(1, deep));
      bid -= random.between(1, 30);
      ask += random.between(1, 30);
    }
    const [bestBidTicks = 0, bestBidLots = 0] = bids;
    const [bestAskTicks = 0, bestAskLots = 0] = asks;
    const best = { bestBidTicks, bestBidLots, bestAskTicks, bestAskLots };
    return { kind: "book", instrumentId: instrument.id, at: this.#at, isSnapshot: true, bids, asks, ...best };
  }

  #trade(instrument: Instrument): TradeEvent {
    const random = this.#random;
    this.#tradeNumber += 1;
    return {
      kind: "trade",
      instrumentId: instrument.id,
      at: this.#at,
      tradeId: String(this.#tradeNumber),
      priceTicks: this.middleOf(instrument) + random.between(-40, 40),
      quantityLots: random.between(1, 6_000),
      aggressor: random.pick(["buy", "sell"]),
    };
  }

  #candle(instrument: Instrument): CandleEvent {
    const random = this.#random;
    const openAt = this.#at - (this.#at % MINUTE_MS);
    this.#at = openAt + MINUTE_MS;
    const openTicks = this.middleOf(instrument);
    const closeTicks = openTicks + random.between(-200, 200);
    this.#middle.set(instrument.id, closeTicks);
    return {
      kind: "candle",
      instrumentId: instrument.id,
      at: this.#at,
      candle: {
        timeframe: "1m",
        openAt,
        openTicks,
        closeTicks,
        highTicks: Math.max(openTicks, closeTicks) + random.between(0, 100),
        lowTicks: Math.min(openTicks, closeTicks) - random.between(0, 100),
        volumeLots: random.between(0, 50_000),
      },
    };
  }
}

import { describe, expect, it } from "vitest";
import type { Candle } from "../../../server/domain/markets/candle.ts";
import type { MarketEvent } from "../../../server/domain/markets/market-event.ts";
import { OrderBook } from "../../../server/domain/markets/order-book.ts";
import { SYNTHETIC_MARKETS } from "../../../server/simulation/market/market-terms.ts";
import { RandomSource } from "../../../server/simulation/market/prices/random-source.ts";
import { createSyntheticMarket } from "../../../server/simulation/market/synthetic-market.ts";

const START_AT = Date.UTC(2026, 0, 1, 12, 0, 30);
const MINUTE_MS = 60_000;

function take(count: number, seed = 7): MarketEvent[] {
  const market = createSyntheticMarket({ seed, startAt: START_AT });
  return Array.from({ length: count }, () => market.next());
}

describe("synthetic market", () => {
  it("gives the same tape for the same seed and another for another", () => {
    expect(take(3_000)).toEqual(take(3_000));
    expect(take(3_000, 8)).not.toEqual(take(3_000));
  });

  it("enters any position with the events that follow it, across hours", () => {
    const whole = createSyntheticMarket({ seed: 7, startAt: START_AT });
    const events = Array.from({ length: 300_100 }, () => whole.next());
    const market = createSyntheticMarket({ seed: 7, startAt: START_AT });
    for (const position of [300_000, 5, 143_999, 144_000, 288_001]) {
      market.seek(position);
      expect(market.position()).toBe(position);
      for (let index = position; index < position + 50; index += 1) expect(market.next()).toEqual(events[index]);
    }
    expect(() => market.seek(-1)).toThrow();
  });

  it("never runs backwards and keeps books, prints and candles consistent", () => {
    const books = new Map<string, OrderBook>();
    const traded = new Map<string, { volumeLots: number; low: number; high: number; close: number }>();
    const candles = new Map<string, Candle[]>();
    const tradeIds = new Set<string>();
    let at = 0;
    for (const event of take(160_000)) {
      expect(event.at).toBeGreaterThanOrEqual(at);
      at = event.at;
      const book = books.get(event.instrumentId) ?? new OrderBook();
      books.set(event.instrumentId, book);
      switch (event.kind) {
        case "book":
          expect(event.isSnapshot || book.depth("buy") > 0).toBe(true);
          book.apply(event);
          expect(event).toMatchObject({
            bestBidTicks: book.ticksAt("buy", 0),
            bestBidLots: book.lotsAt("buy", 0),
            bestAskTicks: book.ticksAt("sell", 0),
            bestAskLots: book.lotsAt("sell", 0),
          });
          expect(event.bestBidTicks).toBeLessThan(event.bestAskTicks);
          expect(Math.min(book.depth("buy"), book.depth("sell"))).toBeGreaterThan(4);
          break;
        case "trade": {
          tradeIds.add(`${event.instrumentId}:${event.tradeId}`);
          const taken = event.aggressor === "buy" ? "sell" : "buy";
          expect(book.quantityAt(taken, event.priceTicks)).toBeGreaterThanOrEqual(event.quantityLots);
          const sum = traded.get(event.instrumentId) ?? { volumeLots: 0, low: Infinity, high: 0, close: 0 };
          sum.volumeLots += event.quantityLots;
          sum.low = Math.min(sum.low, event.priceTicks);
          sum.high = Math.max(sum.high, event.priceTicks);
          sum.close = event.priceTicks;
          traded.set(event.instrumentId, sum);
          break;
        }
        case "candle": {
          const sum = traded.get(event.instrumentId);
          expect(event.at).toBe(event.candle.openAt + MINUTE_MS);
          if (sum !== undefined) {
            expect(event.candle).toMatchObject({
              volumeLots: sum.volumeLots,
              lowTicks: sum.low,
              highTicks: sum.high,
              closeTicks: sum.close,
            });
          }
          traded.delete(event.instrumentId);
          candles.set(event.instrumentId, [...(candles.get(event.instrumentId) ?? []), event.candle]);
          break;
        }
        case "stream":
          expect(event).toMatchObject({ state: "live", code: "heartbeat" });
          break;
        case "funding":
          break;
      }
    }
    expect(tradeIds.size).toBeGreaterThan(20_000);
    expect([...candles.keys()]).toEqual(SYNTHETIC_MARKETS.map(({ instrument }) => instrument.id));
    for (const series of candles.values()) {
      const first = series[0]?.openAt ?? 0;
      expect(first % MINUTE_MS).toBe(0);
      series.forEach((candle, index) => void expect(candle.openAt).toBe(first + index * MINUTE_MS));
    }
  });

  it("refuses a seed that is no whole number", () => {
    expect(() => createSyntheticMarket({ seed: 0.5, startAt: START_AT })).toThrow(RangeError);
  });
});

describe("random source", () => {
  it("is uniform and normal enough, and its streams differ", () => {
    const random = new RandomSource(42);
    let [sum, squares] = [0, 0];
    for (let index = 0; index < 100_000; index += 1) {
      const value = random.normal();
      sum += value;
      squares += value * value;
    }
    expect(Math.abs(sum / 100_000)).toBeLessThan(0.02);
    expect(squares / 100_000).toBeCloseTo(1, 1);
    expect(new RandomSource(42, 1).next()).not.toBe(new RandomSource(42, 2).next());
    expect(new RandomSource(42, 1).next()).toBe(new RandomSource(42, 1).next());
  });
});

import { describe, expect, it } from "vitest";
import type { MarketEvent } from "../../../server/domain/markets/market-event.ts";
import { EVENTS_PER_HOUR, SLOT_MS, SYNTHETIC_MARKETS } from "../../../server/simulation/market/market-terms.ts";
import { AssetPath } from "../../../server/simulation/market/prices/asset-path.ts";
import {
  BOOKS_WHOLE_WITHIN_EVENTS,
  createSyntheticMarket,
} from "../../../server/simulation/market/synthetic-market.ts";
import { TapeReader } from "./tape-reader.ts";

const START_AT = Date.UTC(2026, 0, 1, 6, 30, 30);
const TAPE_START = START_AT - 30_000;
const MINUTE_MS = 60_000;
const IDS = SYNTHETIC_MARKETS.map(({ instrument }) => instrument.id);

function take(count: number, seed = 7): MarketEvent[] {
  const market = createSyntheticMarket({ seed, startAt: START_AT });
  return Array.from({ length: count }, () => market.next());
}

describe("synthetic market", () => {
  it("gives the same tape byte for byte for the same seed, and another for another", () => {
    const tape = JSON.stringify(take(6_000));
    expect(JSON.stringify(take(6_000)) === tape).toBe(true);
    expect(JSON.stringify(take(6_000, 8)) === tape).toBe(false);
  });

  it("gives each event a slot of tape time, the last of a minute at its end", () => {
    for (const [position, event] of take(6_000).entries()) {
      const slotAt = TAPE_START + position * SLOT_MS;
      if (event.kind === "trade" || event.kind === "book")
        expect(Math.abs(event.at - slotAt)).toBeLessThan(8 * SLOT_MS);
      else if (event.kind === "candle") expect(event.at - slotAt).toBeLessThanOrEqual((IDS.length + 2) * SLOT_MS);
    }
  });

  it("enters any position with the events that follow it, across hours", () => {
    const whole = createSyntheticMarket({ seed: 7, startAt: START_AT });
    const events = Array.from({ length: EVENTS_PER_HOUR + 100 }, () => whole.next());
    const market = createSyntheticMarket({ seed: 7, startAt: START_AT });
    for (const position of [EVENTS_PER_HOUR, 5, EVENTS_PER_HOUR - 1, 40_000, EVENTS_PER_HOUR + 40]) {
      market.seek(position);
      expect(market.position()).toBe(position);
      for (let index = position; index < position + 50; index += 1) expect(market.next()).toEqual(events[index]);
    }
    expect(() => market.seek(-1)).toThrow(/none of this market's/);
    expect(() => market.seek(0.5)).toThrow();
  });

  it("enters a position years away at the cost of an hour", () => {
    const market = createSyntheticMarket({ seed: 7, startAt: START_AT });
    const years = 3 * 8_760;
    market.seek(years * EVENTS_PER_HOUR + 10);
    const reader = new TapeReader(market);
    reader.readTo(years * EVENTS_PER_HOUR + 1_000);
    const expected = new AssetPath(7).hour(years).prices[0] ?? 0;
    expect(Math.abs(reader.instrument("BTC-USDT").mid() / 100 / expected - 1)).toBeLessThan(0.02);
  });

  it("never runs backwards, and keeps books, prints and candles of every instrument consistent", () => {
    const market = createSyntheticMarket({ seed: 7, startAt: START_AT });
    const reader = new TapeReader(market);
    const tradeIds = new Set<string>();
    reader.readTo(65 * 2_400, (event) => {
      if (event.kind === "trade") tradeIds.add(`${event.instrumentId}:${event.tradeId}`);
      else if (event.kind === "stream" && event.code !== "heartbeat") reader.problems.push(event.code);
    });
    expect(reader.problems).toEqual([]);
    expect(new Set(reader.instrumentIds)).toEqual(new Set(IDS));
    let trades = 0;
    for (const id of IDS) {
      const { candles, trades: count } = reader.instrument(id);
      trades += count;
      expect(count).toBeGreaterThan(200);
      expect(candles).toHaveLength(65);
      candles.forEach((candle, index) => void expect(candle.openAt).toBe(TAPE_START + index * MINUTE_MS));
    }
    expect(tradeIds.size).toBe(trades);
    expect(reader.instrument("BTC-USDT").trades).toBeGreaterThan(4 * reader.instrument("BTC-USDT.south").trades);
  });

  it("shows every book whole within the events that it promises, wherever one begins", () => {
    const market = createSyntheticMarket({ seed: 7, startAt: START_AT });
    for (const from of [1, 399, 2_380, EVENTS_PER_HOUR - 70, EVENTS_PER_HOUR - 5]) {
      market.seek(from);
      const reader = new TapeReader(market);
      const unseen = new Set(IDS);
      reader.readTo(from + BOOKS_WHOLE_WITHIN_EVENTS, (event) => {
        if (event.kind === "book" && event.isSnapshot) unseen.delete(event.instrumentId);
      });
      expect([...unseen]).toEqual([]);
    }
  });

  it("settles funding of the perpetuals every eight hours at the usual stamps, and beats in between", () => {
    const market = createSyntheticMarket({ seed: 7, startAt: START_AT });
    const stampAt = Date.UTC(2026, 0, 1, 8);
    const stampPosition = (stampAt - TAPE_START) / SLOT_MS;
    market.seek(stampPosition - 4_800);
    const reader = new TapeReader(market);
    const settled: [string, number][] = [];
    const beats = new Set<string>();
    reader.readTo(stampPosition + 3_000, (event) => {
      if (event.kind === "stream") beats.add(`${event.instrumentId} ${event.stream}`);
      if (event.kind !== "funding") return;
      settled.push([event.instrumentId, event.at]);
      expect(event.rate).toMatch(/^-?0\.00\d{6}$/);
      expect(Math.abs(event.markTicks / reader.instrument(event.instrumentId).mid() - 1)).toBeLessThan(0.005);
    });
    expect(settled).toEqual([
      ["BTC-USDT-PERP", stampAt],
      ["ETH-USDT-PERP", stampAt],
    ]);
    expect(beats).toEqual(
      new Set([...IDS.map((id) => `${id} trades`), "BTC-USDT-PERP funding", "ETH-USDT-PERP funding"]),
    );
    expect(reader.problems).toEqual([]);
  });

  it("refuses a seed that is no whole number", () => {
    expect(() => createSyntheticMarket({ seed: 0.5, startAt: START_AT })).toThrow(RangeError);
  });
});

import fc from "fast-check";
import { expect, it } from "vitest";
import type { MarketEvent } from "../../../server/domain/markets/market-event.ts";
import type { PricesFrame } from "../../../server/domain/markets/price-frames.ts";
import { MarketView } from "../../../server/worker/market-data/market-view.ts";
import { pricesFrame } from "../../../server/worker/market-data/socket/prices-frame.ts";

const ID = "BTC-USDT";
const START = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;

const trade = (at: number, priceTicks: number, quantityLots: number): MarketEvent => ({
  kind: "trade",
  instrumentId: ID,
  at,
  tradeId: `${at}`,
  priceTicks,
  quantityLots,
  aggressor: priceTicks % 2 === 0 ? "buy" : "sell",
});

const viewFrom = (isFromTheStart: boolean) => new MarketView(10_000, { isFromTheStart });
const deep = (view: MarketView, version = 0) => pricesFrame(view, { top: null, deep: version }, () => "deep");
const only = (frame: PricesFrame | null) => frame?.instruments[0] ?? null;

it("shows the running minute as its trades make it, and how the one before it closed", () => {
  const view = viewFrom(true);
  for (const [second, ticks, lots] of [
    [1, 100, 1],
    [30, 140, 2],
    [59.999, 90, 3],
    [60, 120, 4],
    [61, 110, 5],
  ] as const) {
    view.observe(trade(START + second * 1_000, ticks, lots));
  }
  const prices = only(deep(view));
  expect(prices?.candleBefore).toEqual([START, "1.00", "1.40", "0.90", "0.90", "0.00006"]);
  expect(prices?.candle).toEqual([START + MINUTE, "1.20", "1.20", "1.10", "1.10", "0.00009"]);
});

it("knows no candle of a minute that had begun before it listened", () => {
  const view = viewFrom(false);
  view.observe(trade(START + 30_000, 100, 1));
  expect(only(deep(view))?.candle).toBeNull();
  view.observe(trade(START + MINUTE, 110, 1));
  expect(only(deep(view))).toMatchObject({
    candle: [START + MINUTE, "1.10", "1.10", "1.10", "1.10", "0.00001"],
    candleBefore: null,
  });
});

it("shows the newest closed minute on a tape of candles", () => {
  const view = viewFrom(false);
  const candle = {
    timeframe: "1m",
    openAt: START,
    openTicks: 1,
    highTicks: 4,
    lowTicks: 1,
    closeTicks: 2,
    volumeLots: 9,
  } as const;
  view.observe({ kind: "candle", instrumentId: ID, at: START + MINUTE, candle });
  expect(only(deep(view))?.candle).toEqual([START, "0.01", "0.04", "0.01", "0.02", "0.00009"]);
});

it("agrees with a candle made of all trades of the minute, whatever they are", () => {
  const prints = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 40_000 }), fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 50 })),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(prints, (made) => {
      const view = viewFrom(true);
      let at = START;
      const all = made.map(([afterMs, ticks, lots]) => {
        at += afterMs;
        view.observe(trade(at, ticks, lots));
        return { at, ticks, lots };
      });
      const openAt = at - (at % MINUTE);
      const minute = all.filter((each) => each.at >= openAt);
      const ticks = minute.map((each) => each.ticks);
      const text = (value: number) => (value / 100).toFixed(2);
      const lots = minute.reduce((sum, each) => sum + each.lots, 0);
      expect(only(deep(view))?.candle).toEqual([
        openAt,
        text(ticks[0] ?? 0),
        text(Math.max(...ticks)),
        text(Math.min(...ticks)),
        text(ticks.at(-1) ?? 0),
        (lots / 100_000).toFixed(5),
      ]);
    }),
  );
});

it("hands each print over once, numbered, and no more than it keeps", () => {
  const view = viewFrom(true);
  view.observe(trade(START, 100, 1));
  const first = only(deep(view))?.trades.map(({ number }) => number);
  const told = view.version;
  for (let index = 1; index <= 100; index += 1) view.observe(trade(START + index, 100 + index, 2));
  const next = only(deep(view, told))?.trades ?? [];
  expect([first, next.length, next[0]?.number]).toEqual([[1], 64, 38]);
  expect(next.at(-1)).toEqual({ number: 101, at: START + 100, price: "2.00", quantity: "0.00002", side: "buy" });
  expect(only(deep(view, view.version))).toBeNull();
});

it("tells whoever sees the top alone of neither levels nor prints, and of nothing that is not due", () => {
  const view = viewFrom(true);
  view.observe(trade(START, 100, 1));
  const bids = Array.from({ length: 300 }, (_, index) => [1_000 - index, 1]).flat();
  view.observe({
    kind: "book",
    instrumentId: ID,
    at: START,
    isSnapshot: true,
    bids,
    asks: [2_000, 7],
    bestBidTicks: 1_000,
    bestBidLots: 1,
    bestAskTicks: 2_000,
    bestAskLots: 7,
  });
  const top = only(pricesFrame(view, { top: 0, deep: 0 }, () => "top"));
  expect(top).toMatchObject({ bid: "10.00", askQuantity: "0.00007", trades: [], book: { bids: [], asks: [] } });
  expect(pricesFrame(view, { top: null, deep: 0 }, () => "top")).toBeNull();
  expect(only(deep(view))?.book.bids).toHaveLength(100);
});

it("tells funding that was settled before it listened, until the tape settles the next", () => {
  const funding = (at: number, rate: string) =>
    ({ kind: "funding", instrumentId: ID, at, rate, markTicks: 1 }) as const;
  const before = { at: START - 1, rate: "0.0001" };
  const early = viewFrom(false);
  early.learnFunding(new Map([[ID, before]]));
  early.observe(trade(START, 100, 1));
  expect(only(deep(early))?.funding).toEqual(before);
  const late = viewFrom(false);
  late.observe(trade(START, 100, 1));
  const told = late.version;
  late.learnFunding(new Map([[ID, before]]));
  expect(only(deep(late, told))?.funding).toEqual(before);
  late.observe(funding(START + 1, "0.0002"));
  late.learnFunding(new Map([[ID, before]]));
  expect(only(deep(late))?.funding).toEqual({ at: START + 1, rate: "0.0002" });
});

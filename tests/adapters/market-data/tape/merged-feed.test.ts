import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventColumns } from "../../../../server/adapters/market-data/tape/columns/event-columns.ts";
import { MergedFeed } from "../../../../server/adapters/market-data/tape/merged-feed.ts";
import type { BookEvent, MarketEvent } from "../../../../server/domain/markets/market-event.ts";
import { OrderBook } from "../../../../server/domain/markets/order-book.ts";
import { shown } from "../captures/venue-model.ts";

function eventOf(instrumentId: string, number: number, at: number, kind: MarketEvent["kind"]): MarketEvent {
  switch (kind) {
    case "trade": {
      const tradeId = number % 3 === 0 ? `t-${number}` : `${number}`;
      return { kind, instrumentId, at, tradeId, priceTicks: number + 1, quantityLots: 2, aggressor: "sell" };
    }
    case "candle": {
      const figures = { openTicks: 1, highTicks: 4, lowTicks: 1, closeTicks: 2, volumeLots: number };
      return { kind, instrumentId, at, candle: { timeframe: "5m", openAt: at, ...figures } };
    }
    case "funding":
      return { kind, instrumentId, at, rate: "-0.0001", markTicks: number };
    case "stream":
      return { kind, instrumentId, at, stream: "book", state: "live", code: "heartbeat", detail: `${number}` };
    case "book":
      return bookChange(instrumentId, number, at);
  }
}

function bookChange(instrumentId: string, number: number, at: number): BookEvent {
  const bestBidTicks = 0;
  const side = { bestBidTicks, bestBidLots: 0, bestAskTicks: 1, bestAskLots: 1 };
  return {
    kind: "book",
    instrumentId,
    at,
    isSnapshot: number === 0,
    bids: [],
    asks: [1 + (number % 7), number % 5],
    ...side,
  };
}

const kinds = fc.constantFrom<MarketEvent["kind"]>("trade", "candle", "funding", "stream");
const tapes = fc.array(fc.array(fc.record({ step: fc.nat(3), kind: kinds }), { maxLength: 30 }), {
  minLength: 1,
  maxLength: 5,
});

function build(all: readonly (readonly { step: number; kind: MarketEvent["kind"] }[])[]) {
  const columns: EventColumns[] = [];
  const expected: { readonly event: MarketEvent; readonly tape: number; readonly number: number }[] = [];
  for (const [tape, steps] of all.entries()) {
    const column = new EventColumns(`I${tape}`);
    let at = 0;
    for (const [number, { step, kind }] of steps.entries()) {
      at += step;
      const event = eventOf(`I${tape}`, number, at, kind);
      column.add(event);
      expected.push({ event, tape, number });
    }
    columns.push(column);
  }
  expected.sort((one, other) => one.event.at - other.event.at || one.tape - other.tape || one.number - other.number);
  return { feed: new MergedFeed(columns, "tapes"), expected: expected.map(({ event }) => event) };
}

function drain(feed: MergedFeed): MarketEvent[] {
  const events: MarketEvent[] = [];
  for (let event = feed.next(); event !== null; event = feed.next()) events.push(event);
  return events;
}

describe("merged feed", () => {
  it("is the stable sort of its tapes by time", () => {
    fc.assert(
      fc.property(tapes, (all) => {
        const { feed, expected } = build(all);
        expect(drain(feed)).toEqual(expected);
        expect([feed.position(), feed.extent.length]).toEqual([expected.length, expected.length]);
        expect([feed.extent.firstAt, feed.extent.lastAt]).toEqual([expected[0]?.at ?? 0, expected.at(-1)?.at ?? 0]);
      }),
    );
  });

  it("goes on from any position and any instant as if it had been read to there", () => {
    fc.assert(
      fc.property(tapes, fc.nat(), fc.nat(60), (all, somewhere, at) => {
        const { feed, expected } = build(all);
        const position = somewhere % (expected.length + 1);
        feed.seek(position);
        expect(drain(feed)).toEqual(expected.slice(position));
        const first = feed.extent.positionAt(at);
        feed.seek(first);
        expect(drain(feed)).toEqual(expected.filter((event) => event.at >= at));
      }),
    );
  });

  it("finds positions in a long tape without reading it from its beginning", () => {
    const long = build([
      Array.from({ length: 9_000 }, () => ({ step: 2, kind: "trade" as const })),
      Array.from({ length: 5_000 }, () => ({ step: 3, kind: "candle" as const })),
    ]);
    for (const position of [0, 4_095, 4_096, 4_097, 8_192, 12_345, 14_000]) {
      long.feed.seek(position);
      expect(drain(long.feed)).toEqual(long.expected.slice(position));
      const from = long.feed.booksFrom(position);
      expect(from).toBeLessThanOrEqual(position);
      if (position > 20 && position < 12_500) expect(from).toBeGreaterThan(position - 20);
    }
  });

  it("knows every book close before any position", () => {
    const books = ["A", "B"].map((id, place) => {
      const columns = new EventColumns(id);
      for (let number = 0; number < 4_000; number += 1) columns.add(bookChange(id, number, 2 * number + place));
      return columns;
    });
    const feed = new MergedFeed(books, "books");
    const read = (from: number, to: number) => {
      const held = new Map([
        ["A", new OrderBook()],
        ["B", new OrderBook()],
      ]);
      feed.seek(from);
      while (feed.position() < to) {
        const event = feed.next();
        if (event?.kind === "book") held.get(event.instrumentId)?.apply(event);
      }
      return [...held.values()].map(shown);
    };
    for (const position of [1, 2, 700, 1_025, 1_027, 5_000, 8_000]) {
      const from = feed.booksFrom(position);
      expect(read(from, position)).toEqual(read(0, position));
      expect(position - from).toBeLessThanOrEqual(1_030);
    }
    expect(feed.booksFrom(0)).toBe(0);
  });

  it("without a single event is at its end", () => {
    const feed = new MergedFeed([new EventColumns("I0")], "nothing");
    expect([feed.next(), feed.extent.length, feed.extent.positionAt(5), feed.booksFrom(0)]).toEqual([null, 0, 0, 0]);
  });
});

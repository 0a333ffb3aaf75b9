import fc from "fast-check";
import { expect, test } from "vitest";
import type { BookEvent, MarketEvent } from "../../../server/domain/markets/market-event.ts";
import { OrderBook } from "../../../server/domain/markets/order-book.ts";
import { ConflatedQueue } from "../../../server/worker/market-data/live/conflated-queue.ts";
import { LiveSource } from "../../../server/worker/market-data/live/live-source.ts";
import { MarketView } from "../../../server/worker/market-data/market-view.ts";
import { describeLiveFeedContract } from "../../contracts/live-feed.ts";
import { PushExchange, PushFeed } from "./push-exchange.ts";

describeLiveFeedContract("an exchange in the test", async () => {
  const exchange = new PushExchange();
  return {
    feed: new PushFeed(exchange),
    instrumentIds: ["BTC-USDT", "ETH-USDT"],
    moveBook: (id) => exchange.moveBook(id),
    trade: (id) => exchange.trade(id),
    skipBook: (id) => exchange.moveBook(id, true),
    cut: () => exchange.cut(),
    close: async () => undefined,
  };
});

const book = (bids: readonly number[], isSnapshot: boolean, instrumentId = "BTC-USDT"): BookEvent => ({
  kind: "book",
  instrumentId,
  at: 1,
  isSnapshot,
  bids,
  asks: [],
  bestBidTicks: 1,
  bestBidLots: 1,
  bestAskTicks: 0,
  bestAskLots: 0,
});

function openSource() {
  const exchange = new PushExchange();
  const view = new MarketView(10_000);
  const source = new LiveSource({
    open: () => new PushFeed(exchange),
    view,
    now: () => exchange.tick(),
    onFailed: (error) => {
      throw error;
    },
  });
  return { exchange, source, view };
}

test("one client serves all who want an exchange's prices: opened with the first, closed after the last", () => {
  const { exchange, source } = openSource();
  expect(source.isOpen).toBe(false);
  const [first, second] = [source.join(["BTC-USDT"]), source.join(["BTC-USDT", "ETH-USDT"])];
  expect(exchange).toMatchObject({ opened: 1, connections: 1 });
  exchange.moveBook("BTC-USDT");
  exchange.moveBook("ETH-USDT");
  expect(new Set(first.queue.take().map(({ instrumentId }) => instrumentId))).toEqual(new Set(["BTC-USDT"]));
  expect(new Set(second.queue.take().map(({ instrumentId }) => instrumentId))).toEqual(
    new Set(["BTC-USDT", "ETH-USDT"]),
  );
  first.leave();
  first.leave();
  exchange.moveBook("BTC-USDT");
  expect(first.queue.isEmpty).toBe(true);
  expect(second.queue.take()).toMatchObject([{ kind: "book", instrumentId: "BTC-USDT" }]);
  second.leave();
  expect(exchange.connections).toBe(0);
  expect(source.isOpen).toBe(false);
  const third = source.join(["BTC-USDT"]);
  expect(exchange).toMatchObject({ opened: 2, connections: 1 });
  third.leave();
});

test("who joins later knows the book whole at once, and a slow reader takes one change for many", () => {
  const { exchange, source, view } = openSource();
  const early = source.join(["BTC-USDT"]);
  for (let move = 0; move < 50; move++) exchange.moveBook("BTC-USDT");
  const late = source.join(["BTC-USDT"]);
  for (let move = 0; move < 50; move++) exchange.moveBook("BTC-USDT");
  for (const reader of [early, late]) {
    const events = reader.queue.take();
    expect(events.filter(({ kind }) => kind === "book")).toHaveLength(1);
    const rebuilt = new OrderBook();
    for (const event of events) if (event.kind === "book") rebuilt.apply(event);
    expect([rebuilt.best("buy"), rebuilt.best("sell")]).toEqual([
      view.instrument("BTC-USDT")?.book.best("buy"),
      view.instrument("BTC-USDT")?.book.best("sell"),
    ]);
    reader.leave();
  }
});

test("prices that no market can have shown do not reach a reader, and the book is invalid until it makes sense", () => {
  const { exchange, source } = openSource();
  const reader = source.join(["BTC-USDT"]);
  reader.queue.take();
  exchange.bookOf("BTC-USDT").bid = 900_000;
  exchange.moveBook("BTC-USDT");
  const events = reader.queue.take();
  expect(events).toMatchObject([{ kind: "stream", stream: "book", state: "invalid", code: "crossed" }]);
  reader.leave();
});

const level = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 4 }));
const change = fc.record({
  isSnapshot: fc.boolean(),
  bids: fc.array(level, { maxLength: 4 }).map((levels) => levels.flat()),
  isTaken: fc.boolean(),
});

test("whoever takes conflated changes, as often as he likes, has the book of one who took each", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      const [each, conflated] = [new OrderBook(), new OrderBook()];
      const queue = new ConflatedQueue();
      const take = () => {
        for (const event of queue.take()) if (event.kind === "book") conflated.apply(event);
      };
      for (const { isSnapshot, bids, isTaken } of changes) {
        each.apply(book(bids, isSnapshot));
        queue.add(book(bids, isSnapshot));
        if (isTaken) take();
      }
      take();
      const levels = (of: OrderBook) => {
        const flat: number[] = [];
        of.walk("buy", (ticks, lots) => flat.push(ticks, lots) > 0);
        return flat;
      };
      expect(levels(conflated)).toEqual(levels(each));
    }),
  );
});

test("changes before and after a book was lost are not made one", () => {
  const queue = new ConflatedQueue();
  const lost = {
    kind: "stream",
    instrumentId: "BTC-USDT",
    at: 2,
    stream: "book",
    state: "invalid",
    code: "outage",
    detail: "",
  } as const;
  for (const event of [book([5, 1], false), lost, book([7, 1], true), book([7, 2], false)]) queue.add(event);
  expect(queue.take()).toMatchObject([{ bids: [5, 1], isSnapshot: false }, lost, { bids: [7, 2], isSnapshot: true }]);
});

test("a reader too far behind loses trades and is told so once", () => {
  const queue = new ConflatedQueue();
  const trade: MarketEvent = {
    kind: "trade",
    instrumentId: "BTC-USDT",
    at: 1,
    tradeId: "1",
    priceTicks: 1,
    quantityLots: 1,
    aggressor: "buy",
  };
  for (let count = 0; count < 10_500; count++) queue.add(trade);
  const events = queue.take();
  expect(events).toHaveLength(10_001);
  expect(events.at(-1)).toMatchObject({ kind: "stream", stream: "trades", state: "invalid", code: "sequence-gap" });
  queue.add(trade);
  expect(queue.take()).toHaveLength(1);
});

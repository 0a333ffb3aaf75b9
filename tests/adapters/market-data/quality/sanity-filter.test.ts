import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MarketEvent, StreamEvent } from "../../../../server/domain/markets/market-event.ts";
import { OrderBook } from "../../../../server/domain/markets/order-book.ts";
import { book, brief, candle, filter, funding, ID, T0, trade } from "./market-examples.ts";

describe("sanity filter", () => {
  const sound = [
    ["a book", book([999, 5, 998, 1], [1_001, 5])],
    ["an empty side", book([], [1_001, 5])],
    ["a trade", trade(1_000)],
    ["a candle", candle(0)],
    ["an empty minute", candle(0, { volumeLots: 0 })],
    ["funding", funding("-0.0003", 900)],
  ] as const;
  it.each(sound)("lets %s pass", (_, event) => {
    expect(filter().observe(event)).toEqual([event]);
  });

  it.each<[string, MarketEvent, string]>([
    ["a crossed book", book([1_002, 5], [1_001, 5]), "book invalid crossed"],
    ["a locked book", book([1_001, 5], [1_001, 5]), "book invalid crossed"],
    ["a level at no price", book([999, 5], [0, 5]), "book invalid not-positive"],
    ["a level of NaN", book([999, 5], [Number.NaN, 5]), "book invalid not-a-number"],
    ["a level of no quantity", book([999, Number.NaN], [1_001, 5]), "book invalid not-a-number"],
    ["a negative quantity", book([999, -5], [1_001, 5]), "book invalid not-positive"],
    ["half a level", book([999], [1_001, 5]), "book invalid not-a-number"],
    ["half a tick", book([999.5, 1], [1_001, 5]), "book invalid absurd"],
    ["a price of 1e300", book([999, 1], [1e300, 5]), "book invalid absurd"],
    ["a quantity that nobody has", book([999, 1_000_001], [1_001, 5]), "book invalid absurd"],
    ["a trade at zero", trade(0), "trades invalid not-positive"],
    ["a trade below zero", trade(-1_000), "trades invalid not-positive"],
    ["a trade at NaN", trade(Number.NaN), "trades invalid not-a-number"],
    ["a trade at infinity", trade(Number.POSITIVE_INFINITY), "trades invalid not-a-number"],
    ["a trade of nothing", trade(1_000, 0), "trades invalid not-positive"],
    ["a trade of all there is", trade(1_000, 1e12), "trades invalid absurd"],
    ["a tenfold price", trade(10_001), "trades invalid absurd"],
    ["a tenth of a price", trade(99), "trades invalid absurd"],
    ["a book ten times away", book([10_100, 5], [10_200, 5]), "book invalid absurd"],
    ["a candle at zero", candle(0, { lowTicks: 0 }), "candles invalid not-positive"],
    ["a candle of NaN", candle(0, { volumeLots: Number.NaN }), "candles invalid not-a-number"],
    ["a candle upside down", candle(0, { highTicks: 900, lowTicks: 1_100 }), "candles invalid inconsistent"],
    ["a candle a thousand percent up", candle(0, { highTicks: 20_000, closeTicks: 20_000 }), "candles invalid absurd"],
    ["funding without a number", funding("NaN"), "funding invalid not-a-number"],
    ["funding of nothing", funding(" "), "funding invalid not-a-number"],
    ["funding of half of all", funding("0.5"), "funding invalid absurd"],
    ["funding at a mark below zero", funding("0.0001", -1), "funding invalid not-positive"],
  ])("withholds %s", (_, event, note) => {
    const sanity = filter();
    sanity.observe(trade(1_000));
    expect(brief(sanity.observe(event))).toEqual([note]);
  });

  it("believes a price far away when nothing was heard for a day", () => {
    const sanity = filter();
    sanity.observe(trade(1_000));
    expect(brief(sanity.observe(trade(50_000, 1, T0 + 86_400_000)))).toEqual(["trades invalid absurd"]);
    expect(brief(sanity.observe(trade(50_000, 1, T0 + 86_400_001)))).toEqual(["trades live resynced", "trade"]);
  });

  it("brings a book back whole when it makes sense again", () => {
    const sanity = filter();
    sanity.observe(book([999, 5, 990, 1], [1_001, 5]));
    expect(brief(sanity.observe(book([1_001, 4], [], false)))).toEqual(["book invalid crossed"]);
    expect(sanity.observe(book([998, 3], [], false))).toEqual([]); // Still crossed, and said so already.
    const [whole, note] = sanity.observe(book([1_001, 0], [], false));
    expect(whole).toMatchObject({
      isSnapshot: true,
      bids: [999, 5, 998, 3, 990, 1],
      asks: [1_001, 5],
      bestBidTicks: 999,
    });
    expect(note).toMatchObject({ state: "live", code: "resynced" });
    expect(brief(sanity.observe(book([997, 3], [], false)))).toEqual(["book"]);
  });

  it("needs a snapshot after a change that could not be taken over", () => {
    const sanity = filter();
    sanity.observe(book([999, 5], [1_001, 5]));
    expect(brief(sanity.observe(book([Number.NaN, 4], [], false)))).toEqual(["book invalid not-a-number"]);
    expect(sanity.observe(book([998, 4], [], false))).toEqual([]);
    expect(brief(sanity.observe(book([998, 4], [1_001, 5])))).toEqual(["book", "book live resynced"]);
  });

  it("lets nobody else call a stream live that is invalid here", () => {
    const sanity = filter();
    const heard = (code: "heartbeat" | "resynced"): StreamEvent => ({
      kind: "stream",
      instrumentId: ID,
      at: T0,
      stream: "book",
      state: "live",
      code,
      detail: "",
    });
    expect(brief(sanity.observe(heard("heartbeat")))).toEqual(["book live heartbeat"]);
    sanity.observe(book([1_002, 5], [1_001, 5]));
    expect(brief(sanity.observe(heard("heartbeat")))).toEqual(["book invalid heartbeat"]);
    expect(sanity.observe(heard("resynced"))).toEqual([]);
  });

  it("never lets a crossed book or a wrong one out, whatever comes", () => {
    const level = fc.tuple(
      fc.integer({ min: 90, max: 110 }),
      fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constant(Number.NaN)),
    );
    const change = fc.record({
      isSnapshot: fc.oneof({ weight: 8, arbitrary: fc.constant(false) }, fc.constant(true)),
      bids: fc.array(level, { maxLength: 2 }),
      asks: fc.array(level, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (all) => {
        const sanity = filter();
        const held = new OrderBook();
        let isInvalid = false;
        for (const { isSnapshot, bids, asks } of all) {
          for (const event of sanity.observe(book(bids.flat(), asks.flat(), isSnapshot))) {
            if (event.kind === "stream") isInvalid = event.state === "invalid";
            if (event.kind !== "book") continue;
            expect(isInvalid && !event.isSnapshot).toBe(false);
            held.apply(event);
            const isEmpty = held.best("buy") === 0 || held.best("sell") === 0;
            expect(isEmpty || held.best("buy") < held.best("sell")).toBe(true);
          }
        }
      }),
    );
  });
});

import { describe, expect, it } from "vitest";
import type { OrderTicket } from "../../../server/domain/orders/order.ts";
import { canTransition } from "../../../server/domain/orders/order-status.ts";
import { createSimulatedVenue } from "../../../server/simulation/exchange/simulated-venue.ts";
import { amendTo, BTC, book, cancel, candle, limit, print, submit, T0, told } from "./tape.ts";

const NOW = { latencyMs: { submit: 0, cancel: 0 } };

/** A venue whose book shows 1,000 lots bid and, ten ticks above, 1,000 offered. */
function opened() {
  const venue = createSimulatedVenue({ instruments: [BTC], settings: NOW });
  venue.observe(book(T0, [6_000_100, 1000], [6_000_110, 1000], true));
  return venue;
}

const bid = (changes: Partial<OrderTicket> = {}) => limit("a", "buy", 600, 6_000_100, changes);

describe("an amended order", () => {
  it("keeps its place in the queue when only its quantity shrinks", () => {
    const venue = opened();
    venue.execute(submit(bid()), T0);
    expect(told(venue.execute(amendTo(bid(), 400, 6_000_100), T0 + 1))).toEqual(["a amended"]);
    // A thousand lots stood before it: what is traded beyond is its own.
    expect(told(venue.observe(print(T0 + 2, "sell", 1100, 6_000_100)))).toEqual(["a filled 100@6000100 maker"]);
  });

  it.each([
    ["its quantity grows", 800, 6_000_100],
    ["its price changes", 600, 6_000_099],
  ])("goes to the back of the queue when %s", (_, lots, price) => {
    const venue = opened();
    venue.observe(book(T0, [6_000_099, 500], []));
    venue.execute(submit(bid()), T0);
    venue.observe(print(T0 + 1, "sell", 1000, 6_000_100)); // Nobody is before it any more.
    venue.observe(book(T0 + 1, [6_000_100, 2000], []));
    expect(told(venue.execute(amendTo(bid(), lots, price), T0 + 2))).toEqual(["a amended"]);
    const before = price === 6_000_100 ? 2_000 : 500;
    expect(told(venue.observe(print(T0 + 3, "sell", before, price)))).toEqual([]);
    expect(told(venue.observe(print(T0 + 4, "sell", 200, price)))).toEqual([`a filled 200@${price} maker`]);
  });

  it("trades at once where its new price crosses, and its fills go on counting", () => {
    const venue = opened();
    venue.execute(submit(bid()), T0);
    venue.observe(print(T0 + 1, "sell", 1200, 6_000_100));
    const answers = venue.execute(amendTo(bid(), 600, 6_000_110), T0 + 2);
    expect(told(answers)).toEqual(["a amended", "a filled 400@6000110 taker"]);
    expect(answers.at(-1)).toMatchObject({ tradeId: "a-600" });
    expect(venue.save().orders).toEqual([]);
  });

  it("ends canceled when its quantity falls to what is filled, or below", () => {
    const venue = opened();
    venue.execute(submit(bid()), T0);
    venue.observe(print(T0 + 1, "sell", 1300, 6_000_100));
    expect(told(venue.execute(amendTo(bid(), 300, 6_000_100), T0 + 2))).toEqual(["a canceled amended-below-filled"]);
  });

  it("stays as it was when it is post-only and would take at its new price", () => {
    const venue = opened();
    const order = bid({ isPostOnly: true });
    venue.execute(submit(order), T0);
    expect(told(venue.execute(amendTo(order, 600, 6_000_110), T0 + 1))).toEqual([
      "a amend-rejected post-only-would-trade",
    ]);
    expect(venue.save().orders).toMatchObject([{ boundTicks: 6_000_100, leftLots: 600, queueAheadLots: 1_000 }]);
  });

  it("is canceled, not rejected, when candles show that it would take and a part of it has filled", () => {
    const venue = createSimulatedVenue({ instruments: [BTC], settings: NOW });
    const order = bid({ isPostOnly: true });
    venue.observe(candle(1, [6_000_200, 6_000_200, 6_000_200, 6_000_200, 1_000]));
    venue.execute(submit(order), T0 + 60_001);
    const dip = (minute: number) => candle(minute, [6_000_200, 6_000_200, 6_000_000, 6_000_200, 1_000]);
    expect(told(venue.observe(dip(2)))).toEqual(["a filled 100@6000100 taker"]);
    expect(told(venue.execute(amendTo(order, 600, 6_000_300), T0 + 120_001))).toEqual(["a amended"]);
    // An order that has traded cannot have been refused: the engine would not believe it.
    expect(canTransition("partially-filled", "rejected")).toBe(false);
    expect(told(venue.observe(dip(3)))).toEqual(["a canceled post-only-would-trade"]);
  });

  it("is refused when its fill or its cancel came first, and keeps the venue's own rules", () => {
    const venue = opened();
    venue.execute(submit(bid()), T0);
    expect(told(venue.execute(amendTo(bid(), 0, 6_000_100), T0))).toEqual(["a amend-rejected quantity-not-positive"]);
    venue.execute(cancel("a"), T0 + 1);
    expect(told(venue.execute(amendTo(bid(), 700, 6_000_100), T0 + 1))).toEqual(["a amend-rejected not-working"]);
  });

  it("travels as long as a submit, so that a fill on the way still meets the old terms", () => {
    const venue = createSimulatedVenue({ instruments: [BTC], settings: { latencyMs: { submit: 20, cancel: 0 } } });
    venue.observe(book(T0, [6_000_100, 1000], [6_000_110, 1000], true));
    venue.execute(submit(bid()), T0);
    venue.elapse(T0 + 20);
    expect(venue.execute(amendTo(bid(), 600, 6_000_090), T0 + 20)).toEqual([]);
    expect(told(venue.observe(print(T0 + 30, "sell", 1600, 6_000_100)))).toEqual(["a filled 600@6000100 maker"]);
    expect(told(venue.elapse(T0 + 40))).toEqual(["a amend-rejected not-working"]);
  });
});

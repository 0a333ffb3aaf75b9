import { describe, expect, it } from "vitest";
import { LISTED_INSTRUMENTS } from "../../../server/domain/markets/listed-instruments.ts";
import type { OrderTicket } from "../../../server/domain/orders/order.ts";
import { createSimulatedVenue } from "../../../server/simulation/exchange/simulated-venue.ts";
import { describeVenueContract } from "../../contracts/venue.ts";
import { asOrder, BTC, book, cancel, limit, market, print, submit, T0, told } from "./tape.ts";

const AT_ONCE = { submit: 0, cancel: 0 };
const P = 6_000_000;
const LOTS = 1_000;
/** Bids P−1 … and asks P+1 …, a thousand lots each. */
const SNAPSHOT = book(T0, [P - 1, LOTS, P - 2, LOTS, P - 3, LOTS], [P + 1, LOTS, P + 2, LOTS, P + 3, LOTS], true);

function stage(latencyMs = AT_ONCE) {
  const venue = createSimulatedVenue({ instruments: LISTED_INSTRUMENTS, settings: { latencyMs } });
  venue.observe(SNAPSHOT);
  const send = (order: OrderTicket, at = T0) => told(venue.execute(submit(order), at));
  return { venue, send };
}

for (const latencyMs of [AT_ONCE, { submit: 20, cancel: 20 }]) {
  describeVenueContract(`simulated, ${latencyMs.submit} ms`, () => {
    const { venue } = stage(latencyMs);
    let at = T0;
    const now = () => {
      at += 100;
      return at;
    };
    return {
      venue,
      now,
      quiet: () => book(now(), [], []),
      resting: (id) => limit(id, "buy", 10, P - 2),
      marketable: (id) => limit(id, "buy", LOTS + 5, P + 2),
      forbidden: (id) => limit(id, "buy", 1, 1),
    };
  });
}

describe("orders against a book", () => {
  it.each<[string, OrderTicket, string[]]>([
    [
      "a market order walks the levels, one fill each",
      market("o", "buy", 2_500, P + 9),
      ["accepted", `filled 1000@${P + 1} taker`, `filled 1000@${P + 2} taker`, `filled 500@${P + 3} taker`],
    ],
    [
      "a sale walks the bids",
      market("o", "sell", 1_001, P - 9),
      ["accepted", `filled 1000@${P - 1} taker`, `filled 1@${P - 2} taker`],
    ],
    [
      "a market order stops at its bound",
      market("o", "buy", 2_500, P + 2),
      ["accepted", `filled 1000@${P + 1} taker`, `filled 1000@${P + 2} taker`, "canceled beyond-collar"],
    ],
    [
      "a market order stops where the book ends",
      market("o", "buy", 3_500, P + 9),
      [
        "accepted",
        `filled 1000@${P + 1} taker`,
        `filled 1000@${P + 2} taker`,
        `filled 1000@${P + 3} taker`,
        "canceled no-liquidity",
      ],
    ],
    [
      "the rest of a GTC limit order rests",
      limit("o", "buy", 1_500, P + 1),
      ["accepted", `filled 1000@${P + 1} taker`],
    ],
    [
      "the rest of an IOC is canceled",
      limit("o", "buy", 1_500, P + 1, { timeInForce: "IOC" }),
      ["accepted", `filled 1000@${P + 1} taker`, "canceled immediate-or-cancel"],
    ],
    [
      "a FOK that cannot fill whole does nothing",
      limit("o", "buy", 1_001, P + 1, { timeInForce: "FOK" }),
      ["accepted", "canceled fill-or-kill"],
    ],
    [
      "a FOK that can fill whole does",
      limit("o", "buy", 1_001, P + 2, { timeInForce: "FOK" }),
      ["accepted", `filled 1000@${P + 1} taker`, `filled 1@${P + 2} taker`],
    ],
    [
      "a post-only that would trade is rejected",
      limit("o", "buy", 10, P + 1, { isPostOnly: true }),
      ["rejected post-only-would-trade"],
    ],
    ["a post-only that would not trade rests", limit("o", "buy", 10, P, { isPostOnly: true }), ["accepted"]],
    ["too small a value", limit("o", "buy", 8, P), ["rejected notional-below-minimum"]],
    ["no lots", market("o", "buy", 0, P), ["rejected quantity-not-positive"]],
    ["half a lot", market("o", "buy", 0.5, P), ["rejected quantity-not-positive"]],
    ["too many lots", market("o", "buy", 900_000_001, P), ["rejected quantity-above-maximum"]],
    ["a limit order without price", limit("o", "buy", 10, P, { priceTicks: null }), ["rejected price-not-positive"]],
    ["a price between ticks", limit("o", "buy", 10, 1.5), ["rejected price-not-positive"]],
    [
      "an instrument that is not listed",
      limit("o", "buy", 10, P, { instrumentId: "X" }),
      ["rejected unknown-instrument"],
    ],
  ])("%s", (_, order, expected) => {
    expect(stage().send(order)).toEqual(expected.map((text) => `o ${text}`));
  });

  it("finds no liquidity in an empty book", () => {
    const { venue, send } = stage();
    venue.observe(book(T0, [], [], true));
    expect(send(market("o", "buy", 10, P))).toEqual(["o accepted", "o canceled no-liquidity"]);
  });

  it("keeps what it took taken until the level changes", () => {
    const { venue, send } = stage();
    send(market("a", "buy", 700, P + 1));
    expect(send(limit("b", "buy", 400, P + 1, { timeInForce: "IOC" }))).toEqual([
      "b accepted",
      `b filled 300@${P + 1} taker`,
      "b canceled immediate-or-cancel",
    ]);
    venue.observe(SNAPSHOT);
    expect(send(limit("c", "buy", 400, P + 1, { timeInForce: "FOK" }))).toEqual([
      "c accepted",
      "c canceled fill-or-kill",
    ]);
    venue.observe(book(T0, [], [P + 1, 900]));
    expect(send(limit("d", "buy", 400, P + 1, { timeInForce: "FOK" }))).toEqual([
      "d accepted",
      `d filled 400@${P + 1} taker`,
    ]);
  });

  it("charges the fee in the asset received, and counts filled lots in the trade id", () => {
    const { venue } = stage();
    const buy = venue.execute(submit(market("b", "buy", 1_500, P + 9)), T0);
    expect(buy).toMatchObject([
      { kind: "accepted", venueOrderId: "sim-b" },
      { feeCurrency: "BTC", feeUnits: 100_000, tradeId: "b-1000" }, // 0.01 BTC × 0.1 % in units of 10^-10.
      { feeCurrency: "BTC", feeUnits: 50_000, tradeId: "b-1500" },
    ]);
    const sale = venue.execute(submit(market("s", "sell", 1_000, P - 9)), T0);
    expect(sale[1]).toMatchObject({ feeCurrency: "USDT", feeUnits: 59_999_990 }); // 599.9999 USDT × 0.1 %.
  });
});

describe("a book that cannot be trusted", () => {
  const broken = {
    kind: "stream",
    instrumentId: BTC.id,
    at: T0,
    stream: "book",
    state: "invalid",
    code: "sequence-gap",
    detail: "",
  } as const;

  it("fills nobody until its next snapshot", () => {
    const { venue, send } = stage();
    expect(told(venue.observe(broken))).toEqual([]);
    expect(send(market("m", "buy", 10, P + 9))).toEqual(["m accepted", "m canceled no-liquidity"]);
    expect(send(limit("l", "buy", 10, P + 1))).toEqual(["l accepted"]);
    expect(told(venue.observe(SNAPSHOT))).toEqual([expect.stringContaining("l filled 10@")]);
  });

  it("still trades when only its trades or its funding are in doubt", () => {
    const { venue, send } = stage();
    venue.observe({ ...broken, stream: "trades" });
    venue.observe({ kind: "funding", instrumentId: BTC.id, at: T0, rate: "0.0001", markTicks: P });
    expect(send(market("m", "buy", 10, P + 9))).toEqual(["m accepted", `m filled 10@${P + 1} taker`]);
  });
});

describe("resting orders beside a book", () => {
  it("queues behind the quantity shown on arrival, which prints consume first", () => {
    const { venue, send } = stage();
    send(limit("a", "buy", 300, P - 1));
    send(limit("b", "buy", 300, P - 1));
    expect(venue.observe(print(T0 + 1, "buy", 5_000, P - 1))).toEqual([]); // The other side traded.
    expect(venue.observe(print(T0 + 1, "sell", 900, P - 1))).toEqual([]);
    expect(told(venue.observe(print(T0 + 2, "sell", 350, P - 1)))).toEqual([`a filled 250@${P - 1} maker`]);
    expect(told(venue.observe(print(T0 + 3, "sell", 120, P - 1)))).toEqual([
      `a filled 50@${P - 1} maker`,
      `b filled 70@${P - 1} maker`,
    ]);
  });

  it("moves up when the level shows less than the queue", () => {
    const { venue, send } = stage();
    send(limit("a", "buy", 300, P - 1));
    venue.observe(book(T0, [P - 1, 40], []));
    venue.observe(book(T0, [P - 1, 4_000], []));
    expect(told(venue.observe(print(T0 + 1, "sell", 50, P - 1)))).toEqual([`a filled 10@${P - 1} maker`]);
    send(limit("b", "sell", 300, P + 1));
    venue.observe(book(T0, [P - 1, 1], [P + 1, 3], true));
    expect(told(venue.observe(print(T0 + 2, "buy", 4, P + 1)))).toEqual([`b filled 1@${P + 1} maker`]);
  });

  it("fills wholly when a print goes through, best price first", () => {
    const { venue, send } = stage();
    send(limit("a", "buy", 300, P - 2));
    send(limit("b", "buy", 300, P - 1));
    send(limit("c", "buy", 300, P - 3));
    expect(told(venue.observe(print(T0 + 1, "sell", 1, P - 3)))).toEqual([
      `b filled 300@${P - 1} maker`,
      `a filled 300@${P - 2} maker`,
    ]);
  });

  it("fills at its limit, up to what is shown, when a quote comes at or through it", () => {
    const { venue, send } = stage();
    send(limit("a", "buy", 300, P - 1));
    expect(told(venue.observe(book(T0 + 5, [], [P - 1, 100, P - 2, 50])))).toEqual([`a filled 150@${P - 1} maker`]);
    expect(venue.observe(book(T0 + 6, [P - 9, 1], []))).toEqual([]);
    expect(told(venue.observe(book(T0 + 7, [], [P - 2, 60])))).toEqual([`a filled 60@${P - 1} maker`]);
    expect(told(venue.observe(book(T0 + 8, [], [P - 2, 900])))).toEqual([`a filled 90@${P - 1} maker`]);
  });

  it("is canceled once and then unknown to cancels", () => {
    const { venue, send } = stage();
    send(limit("a", "buy", 300, P - 1));
    expect(told(venue.execute(cancel("a"), T0))).toEqual(["a canceled requested"]);
    expect(told(venue.execute(cancel("a"), T0))).toEqual(["a cancel-rejected not-working"]);
    expect(venue.observe(print(T0 + 1, "sell", 1, P - 3))).toEqual([]);
  });
});

describe("latency in tape time", () => {
  it("lets commands arrive in due order against the book before the event", () => {
    const { venue } = stage({ submit: 20, cancel: 5 });
    expect(venue.execute(submit(limit("a", "buy", 300, P - 1)), T0)).toEqual([]);
    expect(venue.execute(submit(market("b", "buy", 100, P + 9)), T0 + 1)).toEqual([]);
    expect(venue.execute(cancel("b"), T0 + 2)).toEqual([]);
    expect(venue.knows("a")).toBe(true);
    expect(told(venue.observe(book(T0 + 19, [], [])))).toEqual(["b cancel-rejected not-working"]);
    const answers = venue.observe(book(T0 + 500, [], [P + 1, 0, P + 2, 0]));
    expect(told(answers)).toEqual(["a accepted", "b accepted", `b filled 100@${P + 1} taker`]);
    expect(answers.map(({ at }) => at - T0)).toEqual([20, 21, 21]);
  });

  it("lets an event of another instrument bring the clock", () => {
    const { venue } = stage({ submit: 20, cancel: 20 });
    venue.execute(submit(limit("a", "buy", 300, P - 1)), T0);
    expect(told(venue.observe({ ...book(T0 + 20, [], []), instrumentId: "ETH-USDT" }))).toEqual(["a accepted"]);
    expect(venue.observe({ ...book(T0 + 21, [], []), instrumentId: "unlisted" })).toEqual([]);
  });

  it("refuses a latency that makes no sense", () => {
    expect(() => stage({ submit: -1, cancel: 0 })).toThrow(RangeError);
  });
});

describe("after a restart", () => {
  it("takes an order over with what is left of it, at the back of the queue, without a word", () => {
    const venue = createSimulatedVenue({ instruments: LISTED_INSTRUMENTS, settings: { latencyMs: AT_ONCE } });
    venue.adopt(asOrder(limit("a", "buy", 300, P - 1), 100));
    venue.adopt(asOrder(limit("a", "buy", 300, P - 1), 100));
    venue.adopt(asOrder(limit("done", "buy", 300, P - 1), 300));
    expect([venue.knows("a"), venue.knows("done")]).toEqual([true, false]);
    // Changes of a book that was never seen whole say nothing.
    expect(venue.observe(book(T0 + 1, [], [P - 5, 10]))).toEqual([]);
    expect(venue.observe(SNAPSHOT)).toEqual([]);
    const [filled] = venue.observe(print(T0 + 2, "sell", 1_150, P - 1));
    expect(filled).toMatchObject({ orderId: "a", quantityLots: 150, tradeId: "a-250" });
    expect(told(venue.execute(submit(limit("a", "buy", 10, P)), T0))).toEqual(["a rejected duplicate-order-id"]);
    expect(told(venue.observe(print(T0 + 3, "sell", 1, P - 9)))).toEqual([`a filled 50@${P - 1} maker`]);
  });

  it("queues an adopted order behind a book it knows, and lets an adopted market order trade", () => {
    const { venue } = stage();
    venue.adopt(asOrder(limit("a", "sell", 300, P + 1), 0));
    venue.adopt(asOrder(market("m", "sell", 100, P - 9), 40));
    expect(told(venue.observe(book(T0 + 1, [], [])))).toEqual([`m filled 60@${P - 1} taker`]);
    expect(venue.observe(print(T0 + 2, "buy", LOTS, P + 1))).toEqual([]);
    expect(told(venue.observe(print(T0 + 3, "buy", 7, P + 1)))).toEqual([`a filled 7@${P + 1} maker`]);
    expect(() => venue.adopt(asOrder(limit("x", "buy", 300, P, { instrumentId: "X" }), 0))).toThrow("does not list");
    expect(BTC.id).toBe("BTC-USDT");
  });

  it("meets the first whole book with the orders that waited for one", () => {
    const venue = createSimulatedVenue({ instruments: LISTED_INSTRUMENTS, settings: { latencyMs: AT_ONCE } });
    expect(told(venue.execute(submit(market("m", "buy", 100, P + 9)), T0))).toEqual(["m accepted"]);
    expect(told(venue.execute(submit(limit("l", "buy", 1_000, P + 1)), T0))).toEqual(["l accepted"]);
    expect(told(venue.observe(SNAPSHOT))).toEqual([`m filled 100@${P + 1} taker`, `l filled 900@${P + 1} taker`]);
  });
});

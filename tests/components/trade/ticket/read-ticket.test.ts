import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { walkDepth } from "@/components/trade/ticket/depth-walk.ts";
import { costOf } from "@/components/trade/ticket/preview/ticket-cost.ts";
import { cleanNumber } from "@/components/trade/ticket/reading/read-number.ts";
import { readTicket, type TicketDraft } from "@/components/trade/ticket/reading/read-ticket.ts";
import { lotsForShare } from "@/components/trade/ticket/reading/size-share.ts";
import { describeOrder } from "@/components/trade/ticket/reading/write-ticket.ts";
import { DEFAULT_LOCALE, setFormatLocale } from "@/components/ui/format-locale.ts";
import { present } from "../../../../server/domain/errors/invariant.ts";
import { notionalUnits } from "../../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../../server/domain/markets/listed-instruments.ts";

const btc = present(findInstrument("BTC-USDT"), "BTC-USDT is listed");
const draft = (terms: Partial<TicketDraft>): TicketDraft => ({
  side: "buy",
  type: "limit",
  price: "64210",
  quantity: "0.015",
  timeInForce: "GTC",
  unit: "base",
  isPostOnly: false,
  isReduceOnly: false,
  until: "",
  condition: null,
  ...terms,
});
const points = { bidTicks: 6_420_900, askTicks: 6_421_000, lastTicks: 6_420_950 };
const view = {
  touchTicks: 6_421_000,
  equityUnits: 10_000_000_000_000,
  reducibleLots: 0,
  positionLots: 0,
  points,
  readCondition: null,
};
const read = (terms: Partial<TicketDraft>) => readTicket(btc, draft(terms), view);

describe("the ticket's flags", () => {
  const withHeld = (reducibleLots: number, terms: Partial<TicketDraft>) =>
    readTicket(btc, draft(terms), { ...view, equityUnits: null, reducibleLots });

  it("cut a reduce-only order to what is held, and tell what was asked", () => {
    const terms = { isReduceOnly: true, side: "sell", quantity: "0.5" } as const;
    expect(withHeld(20_000, terms)).toMatchObject({ order: { quantityLots: 20_000 }, cutFromLots: 50_000 });
    expect(withHeld(50_000, terms)).toMatchObject({ order: { quantityLots: 50_000 }, cutFromLots: null });
  });

  it("refuse a reduce-only order with nothing to reduce", () => {
    expect(withHeld(0, { isReduceOnly: true }).problems.quantity).toBe(
      "Reduce-only: there is no short position in BTC/USDT to reduce.",
    );
  });

  it("make a post-only order rest, whatever stood there before", () => {
    expect(withHeld(0, { isPostOnly: true, timeInForce: "FOK" }).order).toMatchObject({
      isPostOnly: true,
      timeInForce: "GTC",
    });
    expect(withHeld(0, { isPostOnly: true, type: "market" }).order).toMatchObject({ isPostOnly: false });
  });
});

describe("the ticket's fields", () => {
  it("become an order on the grid", () => {
    expect(read({ price: "64,210.00" }).order).toEqual({
      side: "buy",
      type: "limit",
      priceTicks: 6_421_000,
      quantityLots: 1_500,
      timeInForce: "GTC",
      isPostOnly: false,
      isReduceOnly: false,
      trigger: null,
      trailTicks: null,
      expiresAt: null,
    });
  });

  it("give a market order no price and no rest", () => {
    expect(read({ type: "market", price: "nonsense" }).order).toMatchObject({ priceTicks: null, timeInForce: "IOC" });
  });

  it.each([
    [{ quantity: "" }, "Enter a size in BTC."],
    [{ quantity: "abc" }, 'Size "abc" is not a number. Write it like 1234.5, with a point.'],
    [{ quantity: "NaN" }, 'Size "NaN" is not a number. Write it like 1234.5, with a point.'],
    [{ quantity: "1e3" }, 'Size "1e3" is not a number. Write it like 1234.5, with a point.'],
    [{ quantity: "1,5" }, 'Size "1,5" is not a number. Write it like 1234.5, with a point.'],
    [{ quantity: "0,015" }, 'Size "0,015" is not a number. Write it like 1234.5, with a point.'],
    [{ quantity: "-1" }, 'Size "-1" is negative. To go the other way, choose the other side.'],
    [{ quantity: "0.000" }, "Size must be above zero, at least 0.00001."],
    [{ quantity: "0.000001" }, 'Size "0.000001" does not fit the smallest lot of 0.00001.'],
    [{ quantity: "9000.00001" }, "Above the largest order of 9,000.00000 BTC."],
    [{ quantity: "9".repeat(70) }, `Size "${"9".repeat(24)}" is too large.`],
    [{ quantity: "0.00001" }, "Order value is below the minimum of 5 USDT."],
  ])("refuse %j in one sentence", (terms, sentence) => {
    expect(read(terms)).toMatchObject({ order: null, problems: { quantity: sentence } });
  });

  it("name both fields when both are wrong", () => {
    expect(read({ price: "0.001", quantity: "x" }).problems).toEqual({
      price: 'Price "0.001" does not fit the tick of 0.01.',
      quantity: 'Size "x" is not a number. Write it like 1234.5, with a point.',
    });
  });

  it("take pasted separators but never guess a decimal comma", () => {
    expect(["1,234,567.5", " 64 210.00 ", ".5", "12.", "1,23", "\u22125"].map(cleanNumber)).toEqual([
      "1234567.5",
      "64210.00",
      "0.5",
      "12",
      "1,23",
      "-5",
    ]);
  });
});

describe("a comma after a zero", () => {
  afterEach(() => setFormatLocale(DEFAULT_LOCALE));

  it.each([
    ["en", ["0,015", "00,500", "0,123,456", "0.123,5"]],
    ["de", ["0,015", "00,500", "0,123,456", "0.123,5"]],
  ] as const)("never parts thousands, nor does a point, where numbers are written as in %s", (numberFormat, typed) => {
    setFormatLocale({ ...DEFAULT_LOCALE, numberFormat });
    const decimals = numberFormat === "de" ? ["0.015", "00.500"] : ["0,015", "00,500"];
    expect(typed.map(cleanNumber)).toEqual([...decimals, "0,123,456", "0.123,5"]);
  });
});

describe("the submit label", () => {
  it("is the whole order", () => {
    const { order } = read({});
    expect(order && describeOrder(btc, order, "paper")).toBe("Buy 0.01500 BTC @ 64,210.00 (paper)");
    const sell = read({ side: "sell", type: "market" }).order;
    expect(sell && describeOrder(btc, sell, "live")).toBe("Sell 0.01500 BTC at market");
  });
});

const asks = [
  { priceTicks: 6_421_000, quantityLots: 1_000 },
  { priceTicks: 6_421_100, quantityLots: 1_000 },
  { priceTicks: 6_430_000, quantityLots: 5_000 },
];

describe("walking the book", () => {
  it("averages over the levels it needs, rounded against the buyer", () => {
    const walk = walkDepth(btc, "buy", asks, 1_500, null);
    expect(walk).toMatchObject({ filledLots: 1_500, averageTicks: 6_421_034, worstTicks: 6_421_100 });
    expect(walk.slippageBps).toBeCloseTo(0.0519, 3);
  });

  it("stops at the limit", () => {
    expect(walkDepth(btc, "buy", asks, 5_000, 6_421_100)).toMatchObject({ filledLots: 2_000, worstTicks: 6_421_100 });
  });

  it("fills nothing when the best price is beyond the limit", () => {
    expect(walkDepth(btc, "sell", [{ priceTicks: 10, quantityLots: 5 }], 5, 11).averageTicks).toBeNull();
  });

  it("never says an average better than the best or worse than the worst level", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_000 }), (quantityLots) => {
        const walk = walkDepth(btc, "buy", asks, quantityLots, null);
        const average = present(walk.averageTicks ?? undefined, "something fills");
        expect(average).toBeGreaterThanOrEqual(6_421_000);
        expect(average).toBeLessThanOrEqual(present(walk.worstTicks ?? undefined, "something fills"));
        expect(walk.notionalUnits <= notionalUnits(btc, average, walk.filledLots)).toBe(true);
      }),
    );
  });
});

describe("what an order costs", () => {
  it("takes the fee of a buy from the coins it brings", () => {
    const { order } = read({ type: "market", quantity: "0.01" });
    const cost = order && costOf(btc, order, asks);
    expect(cost).toMatchObject({ valueUnits: 64_210_000_000, feeCurrency: "BTC", feeUnits: 100_000, beyondLots: 0 });
  });

  it("values what rests at the limit and says what is deeper than the screen", () => {
    const resting = read({ price: "60000", quantity: "0.01" }).order;
    expect(resting && costOf(btc, resting, asks)).toMatchObject({ valueUnits: 60_000_000_000, beyondLots: 0 });
    const deep = read({ type: "market", quantity: "1" }).order;
    expect(deep && costOf(btc, deep, asks).beyondLots).toBe(93_000);
  });
});

describe("a share of the balance", () => {
  it("buys whole lots that the balance covers at the worst price", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 14 }), fc.constantFrom(25, 50, 75, 100), (available, share) => {
        const lots = lotsForShare(btc, "buy", available, share, 6_421_000);
        expect(Number(notionalUnits(btc, 6_421_000, lots))).toBeLessThanOrEqual((available * share) / 100);
      }),
    );
  });

  it("sells what is there, without the dust", () => {
    expect([lotsForShare(btc, "sell", 10_000_099_999, 100, 0), lotsForShare(btc, "sell", -5, 100, 0)]).toEqual([
      100_000, 0,
    ]);
  });
});

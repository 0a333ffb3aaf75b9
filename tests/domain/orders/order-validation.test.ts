import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatPrice, formatQuantity, type Instrument } from "../../../server/domain/markets/instrument.ts";
import { findInstrument, LISTED_INSTRUMENTS } from "../../../server/domain/markets/listed-instruments.ts";
import { type OrderText, parseAmendment, parseOrder } from "../../../server/domain/orders/order-validation.ts";

const limit: OrderText = {
  instrumentId: "BTC-USDT",
  side: "buy",
  type: "limit",
  quantity: "0.5",
  price: "61837.63",
  timeInForce: "GTC",
  isPostOnly: false,
  isReduceOnly: false,
  acceptsStalePrice: false,
};
const market: OrderText = { ...limit, type: "market", price: null, timeInForce: "IOC" };

const refusals: readonly [string, Partial<OrderText>, string, RegExp][] = [
  ["a negative quantity", { quantity: "-1" }, "quantity-not-positive", /"-1" must be above zero/],
  ["zero", { quantity: "0" }, "quantity-not-positive", /"0"/],
  ["NaN", { quantity: "NaN" }, "quantity-not-a-number", /"NaN" is not a number/],
  ["an exponent", { quantity: "1e3" }, "quantity-not-a-number", /"1e3"/],
  ["nothing", { quantity: "" }, "quantity-not-a-number", /""/],
  ["spaces", { quantity: " 1" }, "quantity-not-a-number", /" 1"/],
  ["a comma", { quantity: "1,5" }, "quantity-not-a-number", /"1,5"/],
  ["an absurd size", { quantity: "9".repeat(50) }, "quantity-too-large", /too large/],
  ["more than the venue takes", { quantity: "9000.00001" }, "quantity-above-maximum", /at most 9000\.00000/],
  ["absurd precision", { quantity: `1.${"1".repeat(29)}` }, "quantity-off-lot", /multiple of 0\.00001/],
  [
    "less than a lot",
    { quantity: "0.000001" },
    "quantity-below-lot",
    /smallest lot "0\.00001"\. Use at least 0\.00001/,
  ],
  ["a price off the tick", { price: "61837.635" }, "price-off-tick", /multiple of 0\.01/],
  ["a price below the tick", { price: "0.001" }, "price-below-tick", /smallest tick "0\.01"/],
  ["a negative price", { price: "-5" }, "price-not-positive", /"-5"/],
  ["a huge price", { price: "99999999999999" }, "price-too-large", /too large/],
  ["a price beyond exact numbers", { price: "99999999999999999999" }, "price-too-large", /too large/],
  ["no price for a limit order", { price: null }, "price-missing", /needs a price/],
  ["a price for a market order", { type: "market" }, "price-for-market-order", /"61837\.63" was given/],
  ["an unknown symbol", { instrumentId: "DOGE-USDT" }, "instrument-unknown", /"DOGE-USDT".*BTC-USDT/],
  ["an unknown side", { side: "hold" }, "side-unknown", /buy, sell/],
  ["an unknown type", { type: "stop" }, "order-type-unknown", /market, limit/],
  ["an unknown time in force", { timeInForce: "DAY" }, "time-in-force-unknown", /GTC, IOC, FOK/],
  [
    "post-only that cannot rest",
    { isPostOnly: true, isReduceOnly: false, timeInForce: "IOC" },
    "post-only-not-resting",
    /must rest/,
  ],
];

describe("parseOrder", () => {
  it("reads a limit and a market order onto the grid", () => {
    expect(parseOrder(limit)).toMatchObject({ ok: true, value: { quantityLots: 50_000, priceTicks: 6_183_763 } });
    expect(parseOrder(market)).toMatchObject({ ok: true, value: { quantityLots: 50_000, priceTicks: null } });
    expect(parseOrder({ ...market, price: "" }).ok).toBe(true);
  });

  it.each(refusals)("refuses %s and says what to do", (_name, values, code, message) => {
    const result = parseOrder({ ...limit, ...values });
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.rejection.code).toBe(code);
    expect(result.rejection.message).toMatch(message);
    expect(result.rejection.message.length).toBeLessThan(250);
  });

  it("reads back every quantity and price that the grid can write", () => {
    const instrument = fc.constantFrom(...LISTED_INSTRUMENTS);
    fc.assert(
      fc.property(
        instrument,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 2 ** 40 }),
        (it, share, ticks) => {
          const lots = 1 + Math.floor(share * (it.quantityLotsMax - 1));
          const quantity = formatQuantity(it, lots);
          const result = parseOrder({ ...limit, instrumentId: it.id, quantity, price: formatPrice(it, ticks) });
          expect(result).toMatchObject({ ok: true, value: { quantityLots: lots, priceTicks: ticks } });
        },
      ),
    );
  });

  it("never throws and never accepts what is not a plain decimal on the grid", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), fc.string({ maxLength: 80 }), (quantity, price) => {
        const result = parseOrder({ ...limit, quantity, price });
        if (result.ok) expect(`${quantity} ${price}`).toMatch(/^\d+(\.\d+)? \d+(\.\d+)?$/);
      }),
    );
  });
});

describe("parseAmendment", () => {
  const bitcoin = findInstrument("BTC-USDT") as Instrument;

  it("reads what is given and keeps what is not", () => {
    expect(parseAmendment(bitcoin, { price: "64000.01", quantity: null })).toEqual({
      ok: true,
      value: { priceTicks: 6_400_001, quantityLots: null, triggerTicks: null },
    });
    expect(parseAmendment(bitcoin, { price: null, quantity: "0.5" })).toEqual({
      ok: true,
      value: { priceTicks: null, quantityLots: 50_000, triggerTicks: null },
    });
  });

  it.each([
    [{ price: null, quantity: null }, "amendment-empty"],
    [{ price: "", quantity: null }, "price-not-a-number"],
    [{ price: "64000.001", quantity: null }, "price-below-tick"],
    [{ price: "1", quantity: "0" }, "quantity-not-positive"],
  ])("refuses %j", (text, code) => {
    expect(parseAmendment(bitcoin, text)).toMatchObject({
      ok: false,
      rejection: { code: code === "price-below-tick" ? expect.stringMatching(/^price-/) : code },
    });
  });
});

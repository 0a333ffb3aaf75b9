import { describe, expect, it } from "vitest";
import { findInstrument } from "../../../../server/domain/markets/listed-instruments.ts";
import { type OrderText, parseAmendment, parseOrder } from "../../../../server/domain/orders/order-validation.ts";
import type { TriggerText } from "../../../../server/domain/orders/triggers/trigger-text.ts";

const NONE = { price: null, distance: null, distancePercent: null, limitDistance: null };
const stop: TriggerText = { ...NONE, kind: "stop-loss", by: "last", price: "49000.00" };
const trail: TriggerText = { ...NONE, kind: "trailing-stop", by: "mark", distancePercent: "1.25" };

const text = (trigger: TriggerText | null, change: Partial<OrderText> = {}): OrderText => ({
  instrumentId: "BTC-USDT",
  side: "sell",
  type: "market",
  quantity: "0.5",
  price: null,
  timeInForce: "GTC",
  isPostOnly: false,
  isReduceOnly: true,
  acceptsStalePrice: false,
  trigger,
  ...change,
});

const parsed = (order: OrderText) => {
  const result = parseOrder(order);
  if (!result.ok) throw new Error(result.rejection.message);
  return result.value;
};

describe("a conditional order as a person writes it", () => {
  it("is read onto the grid: ticks, and basis points for a percentage", () => {
    expect(parsed(text(stop)).trigger).toEqual({ kind: "stop-loss", by: "last", priceTicks: 4_900_000 });
    expect(parsed(text(trail)).trigger).toEqual({
      kind: "trailing-stop",
      by: "mark",
      distance: { unit: "bps", bps: 125 },
      activationTicks: null,
      limitDistanceTicks: null,
    });
    const limit = { ...trail, distancePercent: "", distance: "150.5", price: "51000", limitDistance: "2" };
    expect(parsed(text(limit, { type: "limit" })).trigger).toEqual({
      kind: "trailing-stop",
      by: "mark",
      distance: { unit: "ticks", ticks: 15_050 },
      activationTicks: 5_100_000,
      limitDistanceTicks: 200,
    });
  });

  it("may run out at a time, a plain limit order too", () => {
    expect(parsed(text(stop, { timeInForce: "GTD", expiresAt: 1_700_000_000_000 })).expiresAt).toBe(1_700_000_000_000);
    const plain = text(null, { type: "limit", price: "50000", timeInForce: "GTD", expiresAt: 1 });
    expect(parsed(plain)).toMatchObject({ trigger: null, expiresAt: 1 });
    expect(parsed(text(stop)).expiresAt).toBeNull();
  });

  it.each<[string, OrderText, string]>([
    ["trigger-unknown", text({ ...stop, kind: "stop" }), '"stop"'],
    ["trigger-price-unknown", text({ ...stop, by: "mid" }), '"mid"'],
    ["trigger-price-missing", text({ ...stop, price: "" }), "trigger price"],
    ["trigger-price-not-a-number", text({ ...stop, price: "x" }), '"x"'],
    ["trigger-price-off-tick", text({ ...stop, price: "49000.005" }), '"49000.005"'],
    ["distance-without-trailing", text({ ...stop, distance: "5" }), '"5"'],
    ["trail-distance-missing", text({ ...trail, distancePercent: null }), "percentage"],
    ["trail-distance-twice", text({ ...trail, distance: "5" }), '"1.25"'],
    ["trail-distance-not-positive", text({ ...trail, distancePercent: null, distance: "0" }), '"0"'],
    ["trail-percent-out-of-range", text({ ...trail, distancePercent: "0" }), '"0"'],
    ["trail-percent-out-of-range", text({ ...trail, distancePercent: "100" }), '"100"'],
    ["trail-percent-out-of-range", text({ ...trail, distancePercent: "1.255" }), '"1.255"'],
    ["activation-price-not-positive", text({ ...trail, price: "-1" }), '"-1"'],
    ["limit-distance-for-market-order", text({ ...trail, limitDistance: "2" }), '"2"'],
    ["limit-distance-missing", text(trail, { type: "limit" }), "distance"],
    ["price-for-trailing-stop", text({ ...trail, limitDistance: "2" }, { type: "limit", price: "1" }), '"1"'],
    ["price-for-market-order", text(stop, { price: "1" }), '"1"'],
    ["price-missing", text(stop, { type: "limit" }), "price"],
    ["trigger-not-waiting", text(stop, { timeInForce: "IOC" }), '"IOC"'],
    ["expiry-missing", text(stop, { timeInForce: "GTD" }), "time"],
    ["expiry-without-gtd", text(stop, { expiresAt: 5 }), '"5"'],
    ["expiry-not-a-time", text(stop, { timeInForce: "GTD", expiresAt: 0.5 }), '"0.5"'],
  ])("is refused with %s, and the value is quoted", (code, order, quoted) => {
    const result = parseOrder(order);
    expect(result.ok ? "accepted" : result.rejection.code).toBe(code);
    if (!result.ok) expect(result.rejection.message).toContain(quoted);
  });

  it("can be given another trigger price", () => {
    const bitcoin = findInstrument("BTC-USDT");
    if (bitcoin === undefined) throw new Error("BTC-USDT is not listed");
    expect(parseAmendment(bitcoin, { price: null, quantity: null, triggerPrice: "48000" })).toEqual({
      ok: true,
      value: { priceTicks: null, quantityLots: null, triggerTicks: 4_800_000 },
    });
    const refused = parseAmendment(bitcoin, { price: null, quantity: null, triggerPrice: "0" });
    expect(refused.ok ? "accepted" : refused.rejection.code).toBe("trigger-price-not-positive");
  });
});

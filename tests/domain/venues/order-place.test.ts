import { describe, expect, it } from "vitest";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { Contingency } from "../../../server/domain/orders/contingency/contingency.ts";
import type { OrderTicket } from "../../../server/domain/orders/order.ts";
import type { Trigger } from "../../../server/domain/orders/triggers/trigger.ts";
import { placeOf } from "../../../server/domain/venues/order-place.ts";
import { areCapabilitiesKnown, capabilitiesOf } from "../../../server/domain/venues/venue-capabilities.ts";
import { VENUE_FEATURES } from "../../../server/domain/venues/venue-feature.ts";

type Placeable = Parameters<typeof placeOf>[1];
const order = (change: Partial<OrderTicket> = {}): Placeable => ({
  type: "market",
  trigger: null,
  timeInForce: "GTC",
  contingency: null,
  ...change,
});
const stop = (by: Trigger["by"]): Trigger => ({ kind: "stop-loss", by, priceTicks: 100 });
const target = (by: Trigger["by"]): Trigger => ({ kind: "take-profit", by, priceTicks: 100 });
const trail = (change: Partial<Extract<Trigger, { kind: "trailing-stop" }>> = {}): Trigger => ({
  kind: "trailing-stop",
  by: "last",
  distance: { unit: "bps", bps: 100 },
  activationTicks: null,
  limitDistanceTicks: null,
  ...change,
});
const amount = { distance: { unit: "ticks", ticks: 5 } } as const;
const leg: Contingency = { groupId: "g", role: "stop", waitsForEntry: true };

const USDM = { venue: "binance", kind: "perpetual" } as const;
const OKX = { venue: "okx", kind: "spot" } as const;
const BYBIT = { venue: "bybit", kind: "perpetual" } as const;
const COINBASE = { venue: "coinbase", kind: "spot" } as const;

describe("the place where an order waits", () => {
  it.each([
    ["a plain order, anywhere", { venue: "nowhere", kind: "spot" }, order(), "venue"],
    ["a stop on the paper venue", { venue: "paper", kind: "spot" }, order({ trigger: stop("last") }), "worker"],
    [
      "a stop on a venue that nobody has looked at",
      { venue: "nowhere", kind: "spot" },
      order({ trigger: stop("last") }),
      "worker",
    ],
    ["a stop by mark", USDM, order({ trigger: stop("mark") }), "venue"],
    ["a stop by bid, which no venue knows", USDM, order({ trigger: stop("bid") }), "worker"],
    [
      "a stop by mark where only the last trade counts",
      { venue: "binance", kind: "spot" },
      order({ trigger: stop("mark") }),
      "worker",
    ],
    ["a target with a limit", OKX, order({ type: "limit", trigger: target("last") }), "venue"],
    [
      "a stop that ends by itself where no order does",
      OKX,
      order({ trigger: stop("last"), timeInForce: "GTD" }),
      "worker",
    ],
    ["a stop that ends by itself where orders do", USDM, order({ trigger: stop("last"), timeInForce: "GTD" }), "venue"],
    ["a percentage that trails", USDM, order({ trigger: trail() }), "venue"],
    ["an amount that trails where only percentages do", USDM, order({ trigger: trail(amount) }), "worker"],
    ["an amount that trails", BYBIT, order({ trigger: trail(amount) }), "venue"],
    ["a trail that begins at a price", USDM, order({ trigger: trail({ activationTicks: 90 }) }), "venue"],
    [
      "a trail that begins at a price where none does",
      OKX,
      order({ trigger: trail({ activationTicks: 90 }) }),
      "worker",
    ],
    ["a trail that releases a limit", USDM, order({ type: "limit", trigger: trail() }), "worker"],
    ["a stop at the market where only limits are taken", COINBASE, order({ trigger: stop("last") }), "worker"],
    ["a stop with a limit there", COINBASE, order({ type: "limit", trigger: stop("last") }), "venue"],
    ["a leg, wherever it is", OKX, order({ trigger: stop("last"), contingency: leg }), "worker"],
  ] as const)("of %s", (_, instrument, placed, expected) => {
    expect(placeOf(instrument, placed)).toBe(expected);
  });

  it("is told for every feature of every venue that the desk trades on, and of no other", () => {
    const btc = findInstrument("BTC-USDT");
    expect(areCapabilitiesKnown(btc?.venue ?? "", "spot")).toBe(true);
    expect(areCapabilitiesKnown("nowhere", "spot")).toBe(false);
    expect(Object.keys(capabilitiesOf("paper", "perpetual")).toSorted()).toEqual([...VENUE_FEATURES].toSorted());
  });
});

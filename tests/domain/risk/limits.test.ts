import { describe, expect, it } from "vitest";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { OrderTicket } from "../../../server/domain/orders/order.ts";
import { availableBalanceLimit } from "../../../server/domain/risk/limits/available-balance.ts";
import { dataAgeLimit } from "../../../server/domain/risk/limits/data-age.ts";
import { instrumentRulesLimit } from "../../../server/domain/risk/limits/instrument-rules.ts";
import { orderRateLimit } from "../../../server/domain/risk/limits/order-rate.ts";
import { orderSizeLimit } from "../../../server/domain/risk/limits/order-size.ts";
import { positionSizeLimit } from "../../../server/domain/risk/limits/position-size.ts";
import { priceCollarLimit } from "../../../server/domain/risk/limits/price-collar.ts";
import { tradingStateLimit } from "../../../server/domain/risk/limits/trading-state.ts";
import type { RiskView } from "../../../server/domain/risk/risk-limit.ts";
import { DEFAULT_RISK_SETTINGS, type RiskSettings } from "../../../server/domain/risk/risk-settings.ts";

const instrument = findInstrument("BTC-USDT");
if (instrument === undefined) throw new Error("BTC-USDT is not listed");
const LOT = instrument.baseUnitsPerLot;

/** One hundred lots at 50,000.00 (a notional of 50 USDT), good for every limit; each test spoils one thing. */
const ticket = (change: Partial<OrderTicket> = {}): OrderTicket => ({
  id: "o1",
  instrumentId: "BTC-USDT",
  side: "buy",
  type: "limit",
  quantityLots: 100,
  priceTicks: 5_000_000,
  timeInForce: "GTC",
  isPostOnly: false,
  isReduceOnly: false,
  source: { kind: "manual", userId: "u", key: "k" },
  acceptsStalePrice: false,
  trigger: null,
  expiresAt: null,
  trailTicks: null,
  releasedTicks: null,
  boundTicks: 5_000_000,
  createdAt: 100_000,
  ...change,
});
const settings = (change: Partial<RiskSettings>): RiskSettings => ({ ...DEFAULT_RISK_SETTINGS, ...change });
const price = {
  bidTicks: 4_999_900,
  askTicks: 5_000_000,
  lastTicks: 5_000_000,
  at: 100_000,
  staleAfterMs: 10_000,
  isValid: true,
  hasEnded: false,
};
const view = (change: Partial<RiskView> = {}): RiskView => ({
  now: 100_000,
  settings: DEFAULT_RISK_SETTINGS,
  tradingState: "active",
  instrument,
  margin: null,
  borrowing: null,
  price,
  requiredUnits: 5_000_000_000,
  availableUnits: 5_000_000_000,
  positionUnits: 0,
  workingBuyUnits: 0,
  workingSellUnits: 0,
  ordersInLastSecond: 0,
  ...change,
});

describe("the trading state", () => {
  const judge = (order: Partial<OrderTicket>, change: Partial<RiskView>) =>
    tradingStateLimit(ticket(order), view(change))?.code ?? "passes";

  it("lets everything pass while active and nothing while halted", () => {
    expect(judge({}, {})).toBe("passes");
    expect(judge({ side: "sell" }, { tradingState: "halted", positionUnits: 10 * LOT })).toBe("trading-halted");
  });

  it.each([
    ["a buy without a position", "buy", 1, 0, 0, "reducing-only"],
    ["a sell without a position", "sell", 1, 0, 0, "reducing-only"],
    ["a buy on a long position", "buy", 1, 5, 0, "reducing-only"],
    ["a sell on a short position", "sell", 1, -5, 0, "reducing-only"],
    ["a sell of the whole long position", "sell", 5, 5, 0, "passes"],
    ["a buy of the whole short position", "buy", 5, -5, 0, "passes"],
    ["a sell that would turn the position", "sell", 6, 5, 0, "reducing-only"],
    ["a buy that would turn the position", "buy", 6, -5, 0, "reducing-only"],
    ["a sell of what another sell already closes", "sell", 3, 5, 3, "reducing-only"],
    ["a sell of what is left beside another", "sell", 2, 5, 3, "passes"],
    ["a quantity that is no number", "sell", Number.NaN, 5, 0, "reducing-only"],
  ] as const)("while reducing, of %s says so", (_what, side, quantityLots, positionLots, workingLots, expected) => {
    const working = { workingBuyUnits: 0, workingSellUnits: workingLots * LOT };
    const found = judge(
      { side, quantityLots },
      { tradingState: "reducing", positionUnits: positionLots * LOT, ...working },
    );
    expect(found).toBe(expected);
  });

  it("while reducing counts dust as no lot", () => {
    const dust = { tradingState: "reducing", positionUnits: LOT - 1 } as const;
    expect(judge({ side: "sell", quantityLots: 1 }, dust)).toBe("reducing-only");
  });
});

describe("the instrument's rules", () => {
  const judge = (order: Partial<OrderTicket>) => instrumentRulesLimit(ticket(order), view())?.code ?? "passes";

  it.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("refuse %d lots", (quantityLots) => {
    expect(judge({ quantityLots })).toBe("quantity-not-positive");
  });

  it.each([null, 0, -1, 1.5, Number.NaN])("refuse a limit order at %s ticks", (priceTicks) => {
    expect(judge({ priceTicks })).toBe("price-not-positive");
  });

  it("take the largest quantity and refuse one lot more", () => {
    expect(judge({ quantityLots: 900_000_000 })).toBe("passes");
    expect(judge({ quantityLots: 900_000_001 })).toBe("quantity-above-maximum");
  });

  it("take the smallest notional and refuse less", () => {
    expect(judge({ quantityLots: 10 })).toBe("passes"); // 5.00 USDT
    expect(judge({ quantityLots: 10, priceTicks: 4_999_999, boundTicks: 4_999_999 })).toBe("notional-below-minimum");
  });

  it("leave a market order without a price to the limit that knows why", () => {
    expect(judge({ type: "market", priceTicks: null, boundTicks: 0 })).toBe("passes");
  });

  it("quote the value and say what to do", () => {
    expect(instrumentRulesLimit(ticket({ quantityLots: 1 }), view())).toEqual({
      code: "notional-below-minimum",
      message: 'Order value "0.5" USDT is below BTC/USDT\'s minimum "5". Increase the quantity.',
      facts: { value: "0.5", least: "5" },
    });
  });
});

describe("the age of the price", () => {
  const judge = (change: Partial<RiskView>, order: Partial<OrderTicket> = {}) =>
    dataAgeLimit(ticket(order), view(change))?.code ?? "passes";

  it("passes to the last millisecond, unless a person accepts it older", () => {
    expect(judge({ now: 110_000 })).toBe("passes");
    expect(judge({ now: 110_001 })).toBe("price-stale");
    expect(judge({ now: 999_999 }, { acceptsStalePrice: true })).toBe("passes");
  });

  it("refuses a missing price, whoever accepts what", () => {
    const none = { ...price, bidTicks: 0, askTicks: 0, lastTicks: 0 };
    expect(judge({ price: null }, { acceptsStalePrice: true })).toBe("price-missing");
    expect(judge({ price: none }, { acceptsStalePrice: true })).toBe("price-missing");
    expect(judge({ price: { ...none, lastTicks: 1 } })).toBe("passes");
    expect(judge({ price: { ...none, bidTicks: 1 } })).toBe("price-missing"); // A buy needs an ask.
    expect(judge({ price: { ...none, bidTicks: 1 } }, { side: "sell" })).toBe("passes");
  });

  it("refuses an invalid price, whoever accepts what, but lets a position be closed on it", () => {
    const broken = { ...price, isValid: false };
    expect(judge({ price: broken }, { acceptsStalePrice: true })).toBe("price-invalid");
    expect(judge({ price: broken, positionUnits: 10 ** 12 }, { side: "sell" })).toBe("passes");
    expect(judge({ price: broken, positionUnits: 10 ** 12 })).toBe("price-invalid");
  });

  it("refuses every order once the recording has ended, also one that closes a position", () => {
    const over = { ...price, hasEnded: true };
    expect(judge({ price: over }, { acceptsStalePrice: true })).toBe("market-ended");
    expect(judge({ price: over, positionUnits: 10 ** 12 }, { side: "sell" })).toBe("market-ended");
  });

  it("refuses a crossed price, whoever accepts what, and takes a locked one", () => {
    expect(judge({ price: { ...price, bidTicks: 5_000_001 } }, { acceptsStalePrice: true })).toBe("price-crossed");
    expect(judge({ price: { ...price, bidTicks: 5_000_000 } })).toBe("passes");
  });
});

describe("the available balance", () => {
  it("may be used to the last unit", () => {
    expect(availableBalanceLimit(ticket(), view())).toBeNull();
    expect(availableBalanceLimit(ticket(), view({ requiredUnits: 0, availableUnits: -1 }))).toBeNull();
    expect(availableBalanceLimit(ticket(), view({ requiredUnits: 1, availableUnits: -1 }))).not.toBeNull();
    expect(availableBalanceLimit(ticket(), view({ requiredUnits: 5_000_000_001 }))).toEqual({
      code: "insufficient-balance",
      message: 'The order needs "50.00000001" USDT but "50" is available. Reduce the quantity or cancel other orders.',
      facts: { required: "50.00000001", available: "50", currency: "USDT" },
    });
  });

  it("of a sell is the base currency", () => {
    const found = availableBalanceLimit(ticket({ side: "sell" }), view({ requiredUnits: 2, availableUnits: 1 }));
    expect(found?.facts).toEqual({ required: "0.0000000002", available: "0.0000000001", currency: "BTC" });
  });

  it("compares beyond 2^53", () => {
    const change = { requiredUnits: 2n ** 53n + 1n, availableUnits: 2n ** 53n };
    expect(availableBalanceLimit(ticket(), view(change))?.code).toBe("insufficient-balance");
  });
});

describe("the order size", () => {
  it("may reach the largest order and not a unit more", () => {
    const most = settings({ orderNotionalMaxUnits: 5_000_000_000 });
    expect(orderSizeLimit(ticket(), view({ settings: most }))).toBeNull();
    const less = settings({ orderNotionalMaxUnits: 4_999_999_999 });
    expect(orderSizeLimit(ticket(), view({ settings: less }))?.code).toBe("order-too-large");
  });
});

describe("the position size", () => {
  const judge = (order: Partial<OrderTicket>, change: Partial<RiskView>, most = 5_000_000_000) =>
    positionSizeLimit(ticket(order), view({ settings: settings({ positionNotionalMaxUnits: most }), ...change }))
      ?.code ?? "passes";

  it("may reach the limit and not a unit more", () => {
    expect(judge({}, {})).toBe("passes");
    expect(judge({}, {}, 4_999_999_999)).toBe("position-too-large");
    expect(judge({}, { positionUnits: 1_000 })).toBe("position-too-large");
  });

  it("counts working orders of the same side as if filled, and not those of the other", () => {
    expect(judge({}, { workingBuyUnits: LOT })).toBe("position-too-large");
    expect(judge({}, { workingSellUnits: 100 * LOT })).toBe("passes");
    expect(judge({ side: "sell" }, { workingSellUnits: LOT })).toBe("position-too-large");
  });

  it("always lets a position become smaller", () => {
    expect(judge({ side: "sell" }, { positionUnits: 1_000 * LOT }, 1)).toBe("passes");
    expect(judge({ side: "buy" }, { positionUnits: -1_000 * LOT }, 1)).toBe("passes");
  });

  it("judges the far side of a turned position", () => {
    expect(judge({ side: "sell", quantityLots: 300 }, { positionUnits: 100 * LOT })).toBe("position-too-large");
    expect(judge({ side: "sell", quantityLots: 200 }, { positionUnits: 100 * LOT }, 1)).toBe("passes"); // As large as before.
  });
});

describe("the order rate", () => {
  it("takes the last order of the second and no more", () => {
    expect(orderRateLimit(ticket(), view({ ordersInLastSecond: 49 }))).toBeNull();
    expect(orderRateLimit(ticket(), view({ ordersInLastSecond: 50 }))?.code).toBe("order-rate-exceeded");
  });
});

describe("the price collar", () => {
  const judge = (order: Partial<OrderTicket>, change: Partial<RiskView> = {}) =>
    priceCollarLimit(ticket(order), view(change))?.code ?? "passes";

  it("stops a price that reaches too far through the market, at the tick", () => {
    expect(judge({ priceTicks: 5_250_000 })).toBe("passes");
    expect(judge({ priceTicks: 5_250_001 })).toBe("price-beyond-collar");
    expect(judge({ side: "sell", priceTicks: 4_749_905 })).toBe("passes");
    expect(judge({ side: "sell", priceTicks: 4_749_904 })).toBe("price-beyond-collar");
  });

  it("never stops a passive price, a market order or a market without a price", () => {
    expect(judge({ priceTicks: 1 })).toBe("passes");
    expect(judge({ side: "sell", priceTicks: 2 ** 40 })).toBe("passes");
    expect(judge({ type: "market", priceTicks: null })).toBe("passes");
    expect(judge({ priceTicks: 2 ** 40 }, { price: null })).toBe("passes");
  });

  it("names the worst price that would pass", () => {
    expect(priceCollarLimit(ticket({ priceTicks: 6_000_000 }), view())?.message).toBe(
      'Price "60000.00" reaches more than 5 % through the market. Use "52500.00" or better.',
    );
  });
});

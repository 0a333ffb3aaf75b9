import { describe, expect, it } from "vitest";
import type { OrderIntent } from "../../../server/domain/orders/order-intent.ts";
import { DEFAULT_RISK_SETTINGS, type RiskSettings } from "../../../server/domain/risk/risk-settings.ts";
import type { EngineState } from "../../../server/engine/engine-state.ts";
import {
  BTC,
  bookAt,
  candleAt,
  control,
  filled,
  market,
  openDesk,
  place,
  pricedDesk,
  START,
  timer,
  tradeAt,
  venue,
} from "../desk-example.ts";

const settings = (change: Partial<RiskSettings>): RiskSettings => ({ ...DEFAULT_RISK_SETTINGS, ...change });
const judged = (state: EngineState, change: Partial<OrderIntent> = {}): string => {
  const order = place(state, change);
  return order.reasonCode ?? order.status;
};

describe("the risk gate", () => {
  it("judges in order: each limit speaks once those before it are content", () => {
    const everything = settings({
      orderNotionalMaxUnits: 4_000_000_000,
      positionNotionalMaxUnits: 3_000_000_000,
      ordersPerSecondMax: 0,
    });
    const poor = [{ currency: "USDT", totalUnits: 1_000_000_000, reservedUnits: 0 }];
    const worst = { quantityLots: 9_000_000_000, priceTicks: 6_000_000 };
    const desk = (change: Parameters<typeof pricedDesk>[0]): EngineState => {
      const state = pricedDesk({ settings: everything, balances: poor, ...change });
      timer(state, START + 60_000); // The price is a minute old.
      return state;
    };
    const halted = desk({});
    control(halted, { kind: "halt" });
    expect(judged(halted, worst)).toBe("trading-halted");
    expect(judged(desk({}), worst)).toBe("quantity-above-maximum");
    const onGrid = { ...worst, quantityLots: 100 };
    expect(judged(desk({}), onGrid)).toBe("insufficient-balance");
    const rich = [{ currency: "USDT", totalUnits: 10_000_000_000, reservedUnits: 0 }];
    expect(judged(desk({ balances: rich }), onGrid)).toBe("order-too-large");
    let loosened = { ...everything, orderNotionalMaxUnits: 10_000_000_000 };
    expect(judged(desk({ balances: rich, settings: loosened }), onGrid)).toBe("position-too-large");
    loosened = { ...loosened, positionNotionalMaxUnits: 10_000_000_000 };
    expect(judged(desk({ balances: rich, settings: loosened }), onGrid)).toBe("order-rate-exceeded");
    loosened = { ...loosened, ordersPerSecondMax: 50 };
    expect(judged(desk({ balances: rich, settings: loosened }), onGrid)).toBe("price-beyond-collar");
    expect(judged(desk({ balances: rich, settings: loosened }), { ...onGrid, priceTicks: 5_000_000 })).toBe(
      "price-stale",
    );
    const willing = { ...onGrid, priceTicks: 5_000_000, acceptsStalePrice: true };
    expect(judged(desk({ balances: rich, settings: loosened }), willing)).toBe("submitted");
  });

  it("lets the kill switch speak first even of an order that makes no sense at all", () => {
    const state = openDesk();
    control(state, { kind: "halt" });
    const absurd = { quantityLots: Number.NaN, priceTicks: 0.5, acceptsStalePrice: true };
    expect(judged(state, absurd)).toBe("trading-halted");
  });

  it.each([
    [{ quantityLots: Number.NaN }, "quantity-not-positive"],
    [{ quantityLots: 0.5 }, "quantity-not-positive"],
    [{ quantityLots: -100 }, "quantity-not-positive"],
    [{ priceTicks: 0.1, quantityLots: 900_000_000 }, "price-not-positive"],
    [{ priceTicks: Number.POSITIVE_INFINITY }, "price-not-positive"],
    [{ priceTicks: -5 }, "price-not-positive"],
    [{ priceTicks: null }, "price-not-positive"],
  ])("refuses %j as off the grid", (change, code) => {
    expect(judged(pricedDesk(), change)).toBe(code);
  });

  it("refuses on a missing price, accepted or not", () => {
    const state = openDesk();
    expect(judged(state, { acceptsStalePrice: true })).toBe("price-missing");
    expect(judged(state, { type: "market", priceTicks: null })).toBe("price-missing");
  });

  it("refuses on a crossed price, accepted or not", () => {
    const state = pricedDesk();
    market(state, bookAt(START + 1, 5_000_001, 5_000_000));
    expect(judged(state, { acceptsStalePrice: true })).toBe("price-crossed");
  });

  it("takes a price for stale after its own time: a book's or a trade's, or two of a candle's timeframes", () => {
    const state = pricedDesk();
    timer(state, START + 10_000);
    expect(judged(state)).toBe("submitted");
    timer(state, START + 10_001);
    expect([judged(state), judged(state, { acceptsStalePrice: true })]).toEqual(["price-stale", "submitted"]);
    const candles = openDesk();
    market(candles, candleAt(START, 5_000_000));
    timer(candles, START + 120_000);
    expect(judged(candles)).toBe("submitted");
    timer(candles, START + 120_001);
    expect(judged(candles)).toBe("price-stale");
    market(candles, tradeAt(START + 120_001, 5_000_000));
    timer(candles, START + 130_002);
    expect(judged(candles)).toBe("price-stale");
  });

  it("counts orders on their way and of unknown fate in full", () => {
    const state = pricedDesk({ settings: settings({ positionNotionalMaxUnits: 10_000_000_000 }) });
    const { id } = place(state);
    expect(judged(state, { quantityLots: 101 })).toBe("position-too-large");
    venue(state, { kind: "lost", orderId: id, at: START });
    expect(judged(state, { quantityLots: 101 })).toBe("position-too-large");
    venue(state, { kind: "rejected", orderId: id, at: START, code: "never-reached-venue", message: "" });
    expect(judged(state, { quantityLots: 101 })).toBe("submitted");
  });

  it("counts of a part-filled order the position and what is left of it, no more", () => {
    const state = pricedDesk({ settings: settings({ positionNotionalMaxUnits: 10_000_000_000 }) });
    const { id } = place(state);
    venue(state, filled(id, 60));
    expect(judged(state, { quantityLots: 101 })).toBe("position-too-large");
    expect(judged(state, { quantityLots: 100 })).toBe("submitted");
  });

  it("spends a balance once: what working orders reserve is not free", () => {
    const state = pricedDesk({ balances: [{ currency: "USDT", totalUnits: 9_999_999_999, reservedUnits: 0 }] });
    expect([judged(state), judged(state)]).toEqual(["submitted", "insufficient-balance"]);
    expect(judged(state, { side: "sell" })).toBe("insufficient-balance");
  });

  it("counts the orders it let pass within a second, and not those it refused", () => {
    const state = pricedDesk({ settings: settings({ ordersPerSecondMax: 2 }) });
    expect(judged(state, { quantityLots: 1 })).toBe("notional-below-minimum");
    expect([judged(state), judged(state), judged(state)]).toEqual(["submitted", "submitted", "order-rate-exceeded"]);
    timer(state, START + 999);
    expect(judged(state)).toBe("order-rate-exceeded");
    timer(state, START + 1_000);
    expect([judged(state), judged(state), judged(state)]).toEqual(["submitted", "submitted", "order-rate-exceeded"]);
  });

  it("while reducing lets only the position's own size go", () => {
    const state = pricedDesk();
    venue(state, filled(place(state).id, 100));
    state.tradingState = "reducing";
    expect([judged(state), judged(state, { side: "sell", quantityLots: 101 })]).toEqual([
      "reducing-only",
      "reducing-only",
    ]);
    expect(judged(state, { side: "sell", quantityLots: 60 })).toBe("submitted");
    expect(judged(state, { side: "sell", quantityLots: 60 })).toBe("reducing-only");
    expect(state.holdings.get(BTC)?.workingSellLots).toBe(60);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OwnFlow } from "../../../../server/simulation/market/inputs/own-flow.ts";
import { lotsPerHour, SYNTHETIC_MARKETS } from "../../../../server/simulation/market/market-terms.ts";

const AT = Date.UTC(2026, 0, 1);
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const BTC = 0;
const ETH = 1;
const NORTH_BTC = SYNTHETIC_MARKETS.findIndex(({ instrument }) => instrument.id === "BTC-USDT.north");
const HOUR_LOTS = Math.round(lotsPerHour(SYNTHETIC_MARKETS[BTC] ?? fail()));

function fail(): never {
  throw new Error("The market has no first instrument");
}

const side = fc.constantFrom("buy", "sell");

describe("our own flow", () => {
  it("leaves prices alone until we trade", () => {
    const flow = new OwnFlow();
    expect(flow.priceFactor(BTC, AT)).toBe(1);
    expect(flow.depthFactor(BTC, "sell", AT)).toBe(1);
  });

  it("moves the price in its direction, the more the larger, and fades", () => {
    fc.assert(
      fc.property(side, fc.integer({ min: 1, max: HOUR_LOTS }), (taker, lots) => {
        const flow = new OwnFlow();
        flow.add(BTC, AT, taker, lots);
        const sign = taker === "buy" ? 1 : -1;
        const move = (at: number) => (flow.priceFactor(BTC, at) - 1) * sign;
        const larger = new OwnFlow();
        larger.add(BTC, AT, taker, lots + 1);
        expect((larger.priceFactor(BTC, AT) - 1) * sign).toBeGreaterThan(move(AT));
        let before = move(AT);
        for (const minutes of [1, 2, 5, 10, 60, 720]) {
          const now = move(AT + minutes * MINUTE_MS);
          expect(now > 0 && now < before).toBe(true);
          before = now;
        }
      }),
    );
  });

  it("costs at once a hour's volatility for an hour's volume, and half of that for a quarter of it", () => {
    const move = (lots: number) => {
      const flow = new OwnFlow();
      flow.add(BTC, AT, "buy", lots);
      return flow.priceFactor(BTC, AT) - 1 - (flow.priceFactor(NORTH_BTC, AT) - 1);
    };
    expect(move(HOUR_LOTS)).toBeCloseTo(0.005, 6);
    expect(move(Math.round(HOUR_LOTS / 4))).toBeCloseTo(0.0025, 6);
  });

  it("moves the coin on every venue for hours, other coins not at all", () => {
    const flow = new OwnFlow();
    flow.add(BTC, AT, "buy", HOUR_LOTS);
    expect(flow.priceFactor(NORTH_BTC, AT)).toBeCloseTo(1.005, 6);
    expect(flow.priceFactor(BTC, AT + 12 * HOUR_MS)).toBeCloseTo(1.0025, 6);
    expect(flow.priceFactor(ETH, AT)).toBe(1);
    expect(flow.priceFactor(BTC, AT + 2_000 * HOUR_MS)).toBe(1);
  });

  it("is the same for an order in many fills as for one, and nothing remains of a round trip", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 20 }), (fills) => {
        const whole = new OwnFlow();
        const parts = new OwnFlow();
        const total = fills.reduce((sum, lots) => sum + lots, 0);
        whole.add(BTC, AT, "buy", total);
        for (const lots of fills) parts.add(BTC, AT, "buy", lots);
        expect(parts.priceFactor(BTC, AT)).toBeCloseTo(whole.priceFactor(BTC, AT), 12);
        whole.add(BTC, AT, "sell", total);
        expect(whole.priceFactor(BTC, AT)).toBeCloseTo(1, 12);
      }),
    );
  });

  it("says the same however often it was read", () => {
    const read = new OwnFlow();
    const unread = new OwnFlow();
    for (const minute of [0, 1, 7]) {
      for (const flow of [read, unread]) flow.add(BTC, AT + minute * MINUTE_MS, "sell", 50_000);
      for (let second = 0; second < 60; second += 1) read.priceFactor(BTC, AT + minute * MINUTE_MS + second * 1_000);
    }
    expect(read.priceFactor(BTC, AT + HOUR_MS)).toBe(unread.priceFactor(BTC, AT + HOUR_MS));
  });

  it("is bounded, however large", () => {
    for (const taker of ["buy", "sell"] as const) {
      const flow = new OwnFlow();
      flow.add(BTC, AT, taker, Number.MAX_SAFE_INTEGER);
      expect(Math.abs(flow.priceFactor(BTC, AT) - 1)).toBeCloseTo(0.25, 9);
    }
  });

  it("thins the side that it hits, and that side only", () => {
    const flow = new OwnFlow();
    flow.add(BTC, AT, "buy", 400_000);
    expect(flow.depthFactor(BTC, "sell", AT)).toBeCloseTo(0.5, 9);
    expect(flow.depthFactor(BTC, "buy", AT)).toBe(1);
    expect(flow.depthFactor(NORTH_BTC, "sell", AT)).toBe(1);
    expect(flow.depthFactor(BTC, "sell", AT + 10 * MINUTE_MS)).toBeGreaterThan(0.99);
  });
});

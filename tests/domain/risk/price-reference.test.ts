import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { collarTicks, markTicks, touchTicks } from "../../../server/domain/risk/price-reference.ts";
import type { PriceView } from "../../../server/domain/risk/risk-limit.ts";

const price = (bidTicks: number, askTicks: number, lastTicks: number): PriceView => ({
  bidTicks,
  askTicks,
  lastTicks,
  at: 0,
  staleAfterMs: 1_000,
  isValid: true,
  hasEnded: false,
});

describe("the price reference", () => {
  it("touches the opposite best price, else the last trade, else nothing", () => {
    expect([touchTicks(price(99, 101, 100), "buy"), touchTicks(price(99, 101, 100), "sell")]).toEqual([101, 99]);
    expect([touchTicks(price(99, 0, 100), "buy"), touchTicks(price(0, 101, 100), "sell")]).toEqual([100, 100]);
    expect([touchTicks(price(0, 0, 0), "buy"), touchTicks(null, "sell")]).toEqual([0, 0]);
  });

  it("bounds a market order by the collar, rounded to the safe side", () => {
    expect([collarTicks(price(99, 101, 0), "buy", 500), collarTicks(price(99, 101, 0), "sell", 500)]).toEqual([
      106, 95,
    ]);
    expect(collarTicks(price(1, 1, 1), "sell", 9_999)).toBe(1);
    expect([collarTicks(null, "buy", 500), collarTicks(price(0, 0, 0), "sell", 500)]).toEqual([0, 0]);
  });

  it("never bounds beyond the collar, and wastes less than a tick of it", () => {
    const touch = fc.integer({ min: 1, max: 100_000_000 });
    fc.assert(
      fc.property(touch, fc.integer({ min: 0, max: 5_000 }), (ticks, bps) => {
        const [buy, sell] = [
          collarTicks(price(ticks, ticks, 0), "buy", bps),
          collarTicks(price(ticks, ticks, 0), "sell", bps),
        ];
        const [most, least] = [BigInt(ticks) * BigInt(10_000 + bps), BigInt(ticks) * BigInt(10_000 - bps)];
        expect(BigInt(buy) * 10_000n <= most && BigInt(buy + 1) * 10_000n > most).toBe(true);
        expect(BigInt(sell) * 10_000n >= least && BigInt(sell - 1) * 10_000n < least).toBe(true);
      }),
    );
  });

  it("marks at the mid, rounded down to the tick, else at the last trade", () => {
    expect(markTicks(price(100, 103, 90))).toBe(101);
    expect([markTicks(price(0, 103, 90)), markTicks(price(100, 0, 90)), markTicks(price(0, 0, 0))]).toEqual([
      90, 90, 0,
    ]);
    expect(markTicks(null)).toBe(0);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { present } from "../../../server/domain/errors/invariant.ts";
import { borrowedUnits, interestUnits } from "../../../server/domain/margin/borrow-interest.ts";
import { fundingUnits } from "../../../server/domain/margin/funding.ts";
import { FLAT, type MarginPosition, trade, unrealisedUnits } from "../../../server/domain/margin/margin-position.ts";
import { notionalUnits } from "../../../server/domain/markets/instrument.ts";
import { LISTED_INSTRUMENTS } from "../../../server/domain/markets/listed-instruments.ts";
import { add, type Integer, subtract } from "../../../server/domain/money/integer.ts";

const BTC = present(
  LISTED_INSTRUMENTS.find(({ kind, base }) => kind === "perpetual" && base === "BTC"),
  "BTC",
);
const of = (side: "buy" | "sell", quantityLots: number, ticks: number) => ({
  side,
  quantityLots,
  notionalUnits: notionalUnits(BTC, ticks, quantityLots),
});

describe("a margin position", () => {
  it("averages its entry, realises in proportion, and turns", () => {
    let { position, realisedUnits } = trade(FLAT, of("buy", 2, 100));
    expect(realisedUnits).toBe(0);
    ({ position, realisedUnits } = trade(position, of("buy", 2, 200)));
    expect(position).toEqual({ netLots: 4, costUnits: notionalUnits(BTC, 150, 4) });
    ({ position, realisedUnits } = trade(position, of("sell", 1, 250)));
    expect(realisedUnits).toBe(notionalUnits(BTC, 100, 1));
    ({ position, realisedUnits } = trade(position, of("sell", 5, 140)));
    expect(realisedUnits).toBe(Number(notionalUnits(BTC, -10, 3)));
    expect(position).toEqual({ netLots: -2, costUnits: notionalUnits(BTC, 140, 2) });
    ({ position, realisedUnits } = trade(position, of("buy", 2, 130)));
    expect(position).toEqual(FLAT);
    expect(realisedUnits).toBe(notionalUnits(BTC, 10, 2));
  });

  it("realises and holds together exactly what its trades are worth at any mark", () => {
    const trades = fc.array(
      fc.tuple(
        fc.constantFrom("buy" as const, "sell" as const),
        fc.integer({ min: 1, max: 9_999 }),
        fc.integer({ min: 1, max: 2_000_000 }),
      ),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(trades, fc.integer({ min: 1, max: 2_000_000 }), (all, mark) => {
        let position: MarginPosition = FLAT;
        let realised: Integer = 0;
        let money = 0n;
        let net = 0;
        for (const [side, lots, ticks] of all) {
          const step = trade(position, of(side, lots, ticks));
          position = step.position;
          realised = add(realised, step.realisedUnits);
          net += side === "buy" ? lots : -lots;
          money += BigInt(side === "buy" ? -1 : 1) * BigInt(notionalUnits(BTC, ticks, lots));
          expect(position.costUnits >= 0).toBe(true);
        }
        expect(position.netLots).toBe(net);
        const worth = money + BigInt(net) * BigInt(notionalUnits(BTC, mark, 1));
        expect(BigInt(add(realised, unrealisedUnits(BTC, position, mark)))).toBe(worth);
        if (net === 0) expect(position).toEqual(FLAT);
      }),
    );
  });
});

describe("funding", () => {
  it("is paid by longs to shorts where the rate is positive, rounded against either", () => {
    expect(fundingUnits(1_000_000, 5, "0.0001")).toBe(-100);
    expect(fundingUnits(1_000_000, -5, "0.0001")).toBe(100);
    expect(fundingUnits(1_000_000, 5, "-0.0001")).toBe(100);
    expect(fundingUnits(1_000_001, 5, "0.0001")).toBe(-101);
    expect(fundingUnits(1_000_001, -5, "0.0001")).toBe(100);
    expect(fundingUnits(1_000_000, 0, "0.0001")).toBe(0);
    expect(() => fundingUnits(1, 1, "1e-4")).toThrow('"1e-4"');
  });

  it("is worth nothing to both sides together, but for a unit of rounding", () => {
    const rate = fc
      .integer({ min: -75_000_000, max: 75_000_000 })
      .map((n) => `${n < 0 ? "-" : ""}0.${String(Math.abs(n)).padStart(10, "0")}`);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), rate, (notional, text) => {
        const both = add(fundingUnits(notional, 1, text), fundingUnits(notional, -1, text));
        expect([0, -1]).toContain(both);
      }),
    );
  });
});

describe("interest on borrowed money", () => {
  const HOUR = 3_600_000;
  const hourly = { rateMillionths: 240, ratePeriodMs: 24 * HOUR, chargedEveryMs: HOUR, chargesOpening: false };

  it("counts each period that has begun, and the opening where there is a fee for it", () => {
    expect(interestUnits(1_000_000, 0, hourly)).toBe(0);
    expect(interestUnits(1_000_000, 1, hourly)).toBe(10);
    expect(interestUnits(1_000_000, HOUR, hourly)).toBe(10);
    expect(interestUnits(1_000_000, HOUR + 1, hourly)).toBe(20);
    expect(interestUnits(1_000_001, HOUR, hourly)).toBe(11);
    expect(interestUnits(1_000_000, HOUR, { ...hourly, chargesOpening: true })).toBe(20);
  });

  it("is due on what leverage adds to one's own money", () => {
    expect(borrowedUnits(900, 1)).toBe(0);
    expect(borrowedUnits(900, 3)).toBe(600);
    expect(subtract(1_000, borrowedUnits(1_000, 3))).toBe(334);
  });
});

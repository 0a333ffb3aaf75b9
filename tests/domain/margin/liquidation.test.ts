import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { present } from "../../../server/domain/errors/invariant.ts";
import {
  bankruptcyTicks,
  distanceMillionths,
  isLiquidatedAt,
  liquidationFeeUnits,
  liquidationTicks,
} from "../../../server/domain/margin/liquidation.ts";
import { unrealisedUnits } from "../../../server/domain/margin/margin-position.ts";
import { marginTermsOf } from "../../../server/domain/margin/margin-terms.ts";
import { initialUnits } from "../../../server/domain/margin/margin-tiers.ts";
import { notionalUnits } from "../../../server/domain/markets/instrument.ts";
import { LISTED_INSTRUMENTS } from "../../../server/domain/markets/listed-instruments.ts";
import { add } from "../../../server/domain/money/integer.ts";

const BTC = present(
  LISTED_INSTRUMENTS.find(({ kind, base }) => kind === "perpetual" && base === "BTC"),
  "BTC",
);
const { tiers } = present(marginTermsOf(BTC) ?? undefined, "BTC has margin terms");
const USDT = 1e8;

const opened = (netLots: number, entryTicks: number) => ({
  netLots,
  costUnits: notionalUnits(BTC, entryTicks, Math.abs(netLots)),
});

describe("the liquidation price", () => {
  it("follows from the published formula", () => {
    // 1 BTC at 50,000, 10×, isolated: (50,000 − 5,000) ÷ (1 − 0.004) = 45,180.7…; short (50,000 + 5,000) ÷ 1.004 = 54,780.8….
    const long = { instrument: BTC, tiers, position: opened(1_000, 500_000), backingUnits: 5_000 * USDT };
    const short = { ...long, position: opened(-1_000, 500_000) };
    expect(liquidationTicks(long)).toBe(451_807);
    expect(liquidationTicks(short)).toBe(547_809);
    expect(bankruptcyTicks(long)).toBe(450_000);
    expect(bankruptcyTicks(short)).toBe(550_000);
    expect(distanceMillionths(1_000, 500_000, 451_807)).toBe(96_386);
    expect(distanceMillionths(-1_000, 500_000, 547_809)).toBe(95_618);
  });

  it("is none of what is paid in full, nor of nothing", () => {
    const paid = { instrument: BTC, tiers, position: opened(1_000, 500_000), backingUnits: 50_000 * USDT };
    expect(liquidationTicks(paid)).toBeNull();
    expect(liquidationTicks({ ...paid, position: { netLots: 0, costUnits: 0 } })).toBeNull();
    expect(isLiquidatedAt({ ...paid, position: { netLots: 0, costUnits: 0 } }, 1)).toBe(false);
  });

  const case_ = fc.record({
    lots: fc.integer({ min: 1, max: 4_000_000 }),
    isLong: fc.boolean(),
    entry: fc.integer({ min: 1_000, max: 1_500_000 }),
    leverage: fc.integer({ min: 1, max: 125 }),
    other: fc.integer({ min: -2_000, max: 200_000 }),
  });

  it("is the first tick at which equity is no more than the maintenance margin, in every tier", () => {
    fc.assert(
      fc.property(case_, ({ lots, isLong, entry, leverage, other }) => {
        const position = opened(isLong ? lots : -lots, entry);
        const backingUnits = add(initialUnits(position.costUnits, leverage), other * USDT);
        const backed = { instrument: BTC, tiers, position, backingUnits };
        const ticks = liquidationTicks(backed);
        if (ticks === null) {
          expect(isLong).toBe(true);
          expect(isLiquidatedAt(backed, 1)).toBe(false);
          return;
        }
        expect(isLiquidatedAt(backed, ticks)).toBe(true);
        if (isLong || ticks > 1) expect(isLiquidatedAt(backed, isLong ? ticks + 1 : ticks - 1)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it("agrees with looking for it tick by tick", () => {
    const nearby = fc.record({
      lots: fc.integer({ min: 1, max: 5_000 }),
      isLong: fc.boolean(),
      entry: fc.integer({ min: 500, max: 2_000 }),
      leverage: fc.integer({ min: 2, max: 125 }),
    });
    fc.assert(
      fc.property(nearby, ({ lots, isLong, entry, leverage }) => {
        const position = opened(isLong ? lots : -lots, entry);
        const backed = { instrument: BTC, tiers, position, backingUnits: initialUnits(position.costUnits, leverage) };
        let slow: number | null = null;
        if (isLong) for (let ticks = 1; isLiquidatedAt(backed, ticks); ticks++) slow = ticks;
        else for (slow = 1; !isLiquidatedAt(backed, slow); ) slow += 1;
        expect(liquidationTicks(backed)).toBe(slow);
      }),
      { numRuns: 300 },
    );
  });

  it("comes before the price at which everything behind the position is lost, and closing there loses no more", () => {
    fc.assert(
      fc.property(case_, ({ lots, isLong, entry, leverage }) => {
        const position = opened(isLong ? lots : -lots, entry);
        const backingUnits = initialUnits(position.costUnits, leverage);
        const backed = { instrument: BTC, tiers, position, backingUnits };
        const broke = bankruptcyTicks(backed);
        const ticks = liquidationTicks(backed);
        if (broke > 0) {
          const left = add(backingUnits, unrealisedUnits(BTC, position, broke));
          expect(Number(left)).toBeGreaterThanOrEqual(0);
          const beyond = add(backingUnits, unrealisedUnits(BTC, position, isLong ? broke - 1 : broke + 1));
          expect(Number(beyond)).toBeLessThan(0);
        }
        if (ticks !== null) expect(isLong ? ticks - broke : broke - ticks).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("charges the fee of what is left, and never more", () => {
    expect(liquidationFeeUnits(1_000_000, 12_500, 1_000_000)).toBe(12_500);
    expect(liquidationFeeUnits(1_000_001, 12_500, 1_000_000)).toBe(12_501);
    expect(liquidationFeeUnits(1_000_000, 12_500, 700)).toBe(700);
    expect(liquidationFeeUnits(1_000_000, 12_500, -3)).toBe(0);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { present } from "../../../server/domain/errors/invariant.ts";
import { marginTermsOf } from "../../../server/domain/margin/margin-terms.ts";
import {
  defineTiers,
  initialUnits,
  leverageMaxOf,
  type MarginTiers,
  maintenanceUnits,
  notionalMaxUnits,
  tierOf,
} from "../../../server/domain/margin/margin-tiers.ts";

const UNIT = 1e8;
const tiersOf = (base: string): MarginTiers =>
  present(marginTermsOf({ kind: "perpetual", base, quote: "USDT" }) ?? undefined, base).tiers;

describe("margin tiers", () => {
  it("carry the cumulative amounts that Binance publishes", () => {
    const cumulative = (base: string) => tiersOf(base).map(({ cumulativeUnits }) => Number(cumulativeUnits) / UNIT);
    expect(cumulative("BTC")).toEqual([0, 300, 1_500, 12_000, 132_000, 482_000, 2_982_000]);
    expect(cumulative("ETH")).toEqual([0, 50, 950, 11_450, 131_450, 381_450]);
  });

  it("ask for maintenance = notional × rate − cumulative amount", () => {
    expect(maintenanceUnits(tiersOf("BTC"), 100_000 * UNIT)).toBe(400 * UNIT);
    expect(maintenanceUnits(tiersOf("BTC"), 1_000_000 * UNIT)).toBe((6_500 - 1_500) * UNIT);
    expect(maintenanceUnits(tiersOf("BTC"), 1)).toBe(1); // Rounded up to the unit.
    expect(initialUnits(1_000, 3)).toBe(334);
  });

  it("join without a step: what is a unit more in notional is at most a unit more in maintenance", () => {
    for (const base of ["BTC", "ETH", "SOL"]) {
      const tiers = tiersOf(base);
      for (const { capUnits } of tiers) {
        const below = maintenanceUnits(tiers, capUnits);
        const above = maintenanceUnits(tiers, Number(capUnits) + 1);
        expect(Number(above) - Number(below)).toBeLessThanOrEqual(1);
        expect(Number(above) - Number(below)).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it("never ask for less of a larger position, nor for more than its initial margin at the tier's highest leverage", () => {
    const notional = fc.integer({ min: 1, max: 200_000_000 }).map((whole) => whole * UNIT);
    fc.assert(
      fc.property(notional, notional, fc.constantFrom("BTC", "ETH", "SOL"), (a, b, base) => {
        const tiers = tiersOf(base);
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(Number(maintenanceUnits(tiers, less))).toBeLessThanOrEqual(Number(maintenanceUnits(tiers, more)));
        const { leverageMax } = tierOf(tiers, less);
        expect(Number(maintenanceUnits(tiers, less))).toBeLessThan(Number(initialUnits(less, leverageMax)));
      }),
    );
  });

  it("allow a leverage up to the cap of the last tier that grants it", () => {
    const tiers = tiersOf("BTC");
    expect(leverageMaxOf(tiers)).toBe(125);
    expect(notionalMaxUnits(tiers, 125)).toBe(300_000 * UNIT);
    expect(notionalMaxUnits(tiers, 100)).toBe(800_000 * UNIT);
    expect(notionalMaxUnits(tiers, 5)).toBe(230_000_000 * UNIT);
    expect(notionalMaxUnits(tiers, 126)).toBe(0);
  });

  it("are refused where they do not rise, do not join, or would close a position that just opened", () => {
    const first = { capUnits: 1_000_000, leverageMax: 100, maintenanceMillionths: 5_000 };
    const next = { capUnits: 2_000_000, leverageMax: 50, maintenanceMillionths: 10_000 };
    expect(() => defineTiers([first, { ...next, capUnits: 1_000_000 }])).toThrow("begins at");
    expect(() => defineTiers([first, { ...next, maintenanceMillionths: 5_000 }])).toThrow("does not fit");
    expect(() => defineTiers([{ ...first, maintenanceMillionths: 10_000 }])).toThrow("does not fit");
    expect(() => defineTiers([{ ...first, capUnits: 7 }, next])).toThrow("does not join");
  });

  it("are not for spot", () => {
    expect(marginTermsOf({ kind: "spot", base: "BTC", quote: "USDT" })).toBeNull();
  });
});

import { expect, it } from "vitest";
import { AssetPath } from "../../../../server/simulation/market/prices/asset-path.ts";
import { fundingHistory, fundingRate } from "../../../../server/simulation/market/prices/funding.ts";

const HOUR_MS = 3_600_000;
const path = new AssetPath(4);

/** The published formula, premium + clamp(0.01 % − premium, ±0.05 %). */
function published(hour: number): number {
  const premiums = Array.from({ length: 8 }, (_, back) => path.hour(hour - 1 - back).premium);
  const premium = premiums.reduce((sum, each) => sum + each, 0) / 8;
  return premium + Math.max(-0.0005, Math.min(0.0005, 0.0001 - premium));
}

it("is the published formula over the last eight hours", () => {
  for (let hour = -700; hour < 2_000; hour += 7) {
    expect(Math.abs(Number(fundingRate(path, hour)) - published(hour))).toBeLessThan(1e-8);
  }
});

it("is mostly the interest, more in rising markets, less in falling ones", () => {
  const rates = Array.from({ length: 1_000 }, (_, stamp) => Number(fundingRate(path, stamp * 8)));
  expect(rates.filter((rate) => rate === 0.0001).length).toBeGreaterThan(300);
  expect(Math.max(...rates)).toBeGreaterThan(0.0002);
  expect(Math.min(...rates)).toBeLessThan(0);
});

it("was settled three times a day in the 30 days before the tape, and never after it began", () => {
  const startAt = Date.UTC(2026, 0, 31, 16, 0, 20);
  const { length, at, rate } = fundingHistory({ seed: 4, startAt });
  expect(length).toBe(91);
  expect(at[0]).toBe(Date.UTC(2026, 0, 1, 16));
  expect(at.at(-1)).toBe(Date.UTC(2026, 0, 31, 16));
  expect([...at].every((stamp, index) => index === 0 || stamp - (at[index - 1] ?? 0) === 8 * HOUR_MS)).toBe(true);
  expect(Number(rate.at(-1))).toBe(Number(fundingRate(path, 0)));
  expect(fundingHistory({ seed: 4, startAt })).toEqual({ length, at, rate });
});

import { describe, expect, it } from "vitest";
import { ASSETS, CORRELATIONS } from "../../../../server/simulation/market/market-terms.ts";
import {
  AssetPath,
  HISTORY_HOURS,
  type Hour,
  REGIMES,
} from "../../../../server/simulation/market/prices/asset-path.ts";
import { autocorrelation, correlation, kurtosis, logReturns } from "../statistics.ts";

const YEAR_HOURS = 8_760;
const SEEDS = [1, 2, 3] as const;

function hours(seed: number, count = YEAR_HOURS): Hour[] {
  const path = new AssetPath(seed);
  return Array.from({ length: count }, (_, hour) => path.hour(hour));
}

const returnsOf = (tape: readonly Hour[], asset: number) => logReturns(tape.map(({ prices }) => prices[asset] ?? 0));

describe("the hours of the market", () => {
  it("start at the start prices and reach 30 days back", () => {
    const path = new AssetPath(5);
    expect(path.hour(0).prices.slice(0, 3)).toEqual([64_000, 3_200, 150]);
    expect(path.hour(0).prices[3]).toBeCloseTo(1, 2);
    expect(path.hour(-HISTORY_HOURS).prices[0]).not.toBe(64_000);
    expect(() => path.hour(-HISTORY_HOURS - 1)).toThrow(/before all history/);
    expect(() => path.hour(0.5)).toThrow(RangeError);
  });

  it("are the same wherever one enters them", () => {
    const late = new AssetPath(6).hour(400);
    const path = new AssetPath(6);
    for (const hour of [3, 400, -12]) path.hour(hour);
    expect(path.hour(400)).toEqual(late);
    expect(new AssetPath(7).hour(400)).not.toEqual(late);
  });

  it.each(SEEDS)("move together as the table says, seed %i", (seed) => {
    const tape = hours(seed);
    for (let one = 0; one < ASSETS.length; one += 1) {
      for (let other = 0; other < one; other += 1) {
        const target = CORRELATIONS[one]?.[other] ?? 0;
        expect(Math.abs(correlation(returnsOf(tape, one), returnsOf(tape, other)) - target)).toBeLessThan(0.12);
      }
    }
  });

  it.each(SEEDS)("have clustered volatility, fat tails and returns that say nothing of the next, seed %i", (seed) => {
    const returns = returnsOf(hours(seed), 0);
    const sizes = returns.map(Math.abs);
    expect(autocorrelation(sizes, 1)).toBeGreaterThan(0.12);
    expect(autocorrelation(sizes, 6)).toBeGreaterThan(0.06);
    expect(Math.abs(autocorrelation(returns, 1))).toBeLessThan(0.1);
    expect(kurtosis(returns)).toBeGreaterThan(5);
  });

  it.each(SEEDS)("visit every regime and stay a while, seed %i", (seed) => {
    const tape = hours(seed);
    for (const regime of REGIMES) {
      const share = tape.filter((hour) => hour.regime === regime).length / tape.length;
      expect(share).toBeGreaterThan(0.05);
    }
    const changes = tape.filter((hour, index) => index > 0 && hour.regime !== tape[index - 1]?.regime).length;
    expect(tape.length / changes).toBeGreaterThan(15);
    const wildest = tape.filter(({ regime }) => regime === "turbulent").map(({ volatility }) => volatility);
    const calmest = tape.filter(({ regime }) => regime === "calm").map(({ volatility }) => volatility);
    expect(Math.min(...wildest)).toBeGreaterThan(0.5);
    expect(Math.min(...calmest)).toBeGreaterThan(0.2);
  });

  it("neither lose a coin to nothing nor let it explode over three years, and keep the peg", () => {
    for (const seed of [11, 12]) {
      for (const { prices, premium } of hours(seed, 3 * YEAR_HOURS)) {
        const shares = ASSETS.map(({ startPrice }, asset) => (prices[asset] ?? 0) / startPrice);
        const isSane = shares.every((share) => share > 0.1 && share < 10);
        const isPegged = Math.abs((prices[3] ?? 0) - 1) < 0.005;
        if (!isSane || !isPegged || Math.abs(premium) > 0.003) throw new Error(`Seed ${seed} comes to ${prices}`);
      }
    }
  });
});

import { expect, it } from "vitest";
import { ASSETS } from "../../../../server/simulation/market/market-terms.ts";
import { AssetPath } from "../../../../server/simulation/market/prices/asset-path.ts";
import { minutesOf } from "../../../../server/simulation/market/prices/minute-path.ts";
import { autocorrelation, correlation, logReturns } from "../statistics.ts";

const SEED = 3;
const path = new AssetPath(SEED);
const HOURS = Array.from({ length: 300 }, (_, hour) => hour);

it("leads from the hour's first prices to the next hour's, minute after minute", () => {
  for (const hour of HOURS) {
    const { starts, ends } = minutesOf(SEED, hour, path);
    const { prices, jumps, jumpMinute } = path.hour(hour);
    for (const asset of ASSETS.keys()) {
      expect(starts[asset]?.[0]).toBe(prices[asset]);
      expect(ends[asset]?.[59]).toBe(path.hour(hour + 1).prices[asset]);
      for (let minute = 1; minute < 60; minute += 1) {
        const jump = minute === jumpMinute ? (jumps[asset] ?? 0) : 0;
        const gap = (starts[asset]?.[minute] ?? 0) / (ends[asset]?.[minute - 1] ?? 1) - 1;
        if (Math.abs(gap - jump) > 1e-9) throw new Error(`Minute ${minute} of hour ${hour} opens ${gap} away`);
      }
    }
  }
});

it("has correlated minutes whose volatility clusters", () => {
  const minutes = HOURS.map((hour) => minutesOf(SEED, hour, path));
  const returns = [0, 1].map((asset) => minutes.flatMap(({ starts }) => logReturns([...(starts[asset] ?? [])])));
  expect(correlation(returns[0] ?? [], returns[1] ?? [])).toBeGreaterThan(0.75);
  expect(autocorrelation((returns[0] ?? []).map(Math.abs), 1)).toBeGreaterThan(0.1);
});

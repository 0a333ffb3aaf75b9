import fc from "fast-check";
import { expect, it } from "vitest";
import { drawdownsOf, maxDrawdown } from "../../../server/domain/performance/drawdown.ts";
import { growthOf } from "../../../server/domain/performance/growth.ts";
import { empyricalCases, equityFrom, performanceAnalytics } from "./oracles.ts";

it.each(empyricalCases("test_max_drawdown"))("falls as deep as empyrical says (%#)", ({ values, start, expected }) => {
  const found = maxDrawdown(growthOf(equityFrom(values, start)));
  expect(found?.fraction ?? 0).toBeCloseTo(Number(expected ?? 0), 8);
});

it.each(performanceAnalytics.datasets)("falls in $dataset when and as deep as PerformanceAnalytics says", (dataset) => {
  const worst = dataset.worst_drawdowns;
  const found = maxDrawdown(growthOf(equityFrom(dataset.Ra, 0)));
  expect(found?.fraction).toBeCloseTo(worst.return[0] ?? Number.NaN, 10);
  // Theirs names the first return below the high, ours the high itself; both count from 1 with our point before the first return.
  expect((found?.peak ?? 0) + 1).toBe(worst.from_index[0]);
  expect(found?.trough).toBe(worst.trough_index[0]);
  expect(found?.recovery ?? dataset.Ra.length + 1).toBe(worst.to_index[0]);
});

const growths = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { maxLength: 120 });

it("agrees with every pair of a high and a later low", () => {
  fc.assert(
    fc.property(growths, (growth) => {
      let deepest = 0;
      growth.forEach((high, from) => {
        for (const low of growth.slice(from)) if (high > 0) deepest = Math.min(deepest, low / high - 1);
      });
      const found = maxDrawdown(growth);
      expect(found?.fraction ?? 0).toBeCloseTo(deepest, 12);
      if (found === null) return;
      expect((growth[found.trough] ?? 0) / (growth[found.peak] ?? 1) - 1).toBe(found.fraction);
      const after = growth.slice(found.trough).findIndex((value) => value >= (growth[found.peak] ?? 0));
      expect(found.recovery).toBe(after < 0 ? null : found.trough + after);
      expect(drawdownsOf(growth)[found.trough]).toBe(found.fraction);
    }),
  );
});

it("has none where nothing ever falls", () => {
  expect(maxDrawdown([1, 1, 2])).toBeNull();
  expect(maxDrawdown([])).toBeNull();
  expect(drawdownsOf([0, 0, 2, 1])).toEqual([0, 0, 0, -0.5]);
});

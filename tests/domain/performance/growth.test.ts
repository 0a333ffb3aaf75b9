import fc from "fast-check";
import { expect, it } from "vitest";
import { growthOf } from "../../../server/domain/performance/growth.ts";
import { periodReturns } from "../../../server/domain/performance/period-returns.ts";
import { empyricalCases, equityFrom, performanceAnalytics } from "./oracles.ts";

const finalOf = (growth: readonly number[]) => (growth.at(-1) ?? 1) - 1;

it.each(empyricalCases("test_cum_returns_final").filter(({ starting_value }) => starting_value === 0))(
  "grows as empyrical's returns do (%#)",
  ({ values, start, expected }) => {
    expect(finalOf(growthOf(equityFrom(values, start)))).toBeCloseTo(Number(expected ?? 0), 4);
  },
);

it.each(performanceAnalytics.datasets)("returns over all of $dataset what PerformanceAnalytics says", (dataset) => {
  const cumulative = dataset.results.find(({ expr }) => expr === "Return.cumulative(Ra)");
  expect(finalOf(growthOf(equityFrom(dataset.Ra, 0)))).toBeCloseTo(Number(cumulative?.value), 10);
});

/** A month of trading with money moved in and out: the return of each stretch, and a flow at its end. */
const story = fc.array(
  fc.record({
    fraction: fc.double({ min: -0.3, max: 0.4, noNaN: true }),
    flow: fc.integer({ min: -50, max: 500 }),
  }),
  { minLength: 1, maxLength: 60 },
);

it("takes no deposit for a profit: growth is the product of what the market did", () => {
  fc.assert(
    fc.property(story, (steps) => {
      let equity = 1_000;
      let netFlow = 1_000;
      let product = 1;
      const points = [{ at: 0, equity, netFlow }];
      steps.forEach(({ fraction, flow }, index) => {
        const before = equity * (1 + fraction);
        const moved = Math.max(flow, -before / 2);
        equity = before + moved;
        netFlow += moved;
        product *= 1 + fraction;
        points.push({ at: index + 1, equity, netFlow });
      });
      expect(finalOf(growthOf(points)) + 1).toBeCloseTo(product, 6);
    }),
  );
});

it("earns nothing while it holds nothing, and goes on afterwards", () => {
  const points = [
    { at: 0, equity: 0, netFlow: 0 },
    { at: 1, equity: 100, netFlow: 100 },
    { at: 2, equity: 110, netFlow: 100 },
    { at: 3, equity: 0, netFlow: -10 },
    { at: 4, equity: 50, netFlow: 40 },
  ];
  expect(growthOf(points)).toEqual([1, 1, 1.1, 1.1, 1.1]);
  expect(growthOf([])).toEqual([]);
});

it.each(
  empyricalCases("test_aggregate_returns").filter(
    ({ convert_to }) => convert_to === "monthly" || convert_to === "yearly",
  ),
)("returns by period what empyrical aggregates (%#, $convert_to)", ({ values, start, convert_to, expected }) => {
  const points = equityFrom(values, start);
  const period = convert_to === "monthly" ? "month" : "year";
  const returns = periodReturns(
    points.map(({ at }) => at),
    growthOf(points),
    period,
  );
  (expected as number[]).forEach((value, index) => {
    expect(returns[index]?.fraction).toBeCloseTo(value, 8);
  });
  expect(returns).toHaveLength((expected as number[]).length);
});

it("chains days, months and years to the same whole, whatever days have no point", () => {
  const steps = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 40 * 86_400_000 }), fc.double({ min: 0.5, max: 2, noNaN: true })),
    {
      minLength: 1,
      maxLength: 80,
    },
  );
  fc.assert(
    fc.property(steps, (pairs) => {
      const times = [Date.UTC(2024, 1, 28)];
      const growth = [1];
      for (const [ms, factor] of pairs) {
        times.push((times.at(-1) ?? 0) + ms);
        growth.push((growth.at(-1) ?? 1) * factor);
      }
      const whole = growth.at(-1) ?? 1;
      for (const period of ["day", "month", "year"] as const) {
        const chained = periodReturns(times, growth, period).reduce(
          (product, { fraction }) => product * (1 + fraction),
          1,
        );
        expect(chained / whole).toBeCloseTo(1, 9);
      }
    }),
  );
});

it("starts periods at UTC midnights, first days of months and of years", () => {
  const times = [Date.UTC(2024, 1, 29, 23, 59), Date.UTC(2024, 2, 1), Date.UTC(2025, 0, 1, 0, 0, 1)];
  const starts = (period: "day" | "month" | "year") =>
    periodReturns(times, [1, 2, 3], period).map(({ startAt }) => startAt);
  expect(starts("day")).toEqual([Date.UTC(2024, 1, 29), Date.UTC(2024, 2, 1), Date.UTC(2025, 0, 1)]);
  expect(starts("month")).toEqual([Date.UTC(2024, 1), Date.UTC(2024, 2), Date.UTC(2025, 0)]);
  expect(starts("year")).toEqual([Date.UTC(2024, 0), Date.UTC(2025, 0)]);
});

it("has no period without a point, and none that begins with nothing gains", () => {
  expect(periodReturns([], [], "month")).toEqual([]);
  expect(periodReturns([0, 40 * 86_400_000], [0, 5], "month").map(({ fraction }) => fraction)).toEqual([0, 0]);
});

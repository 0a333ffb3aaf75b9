import fc from "fast-check";
import { expect, it } from "vitest";
import type { Bar } from "../../../components/chart/candles/bar.ts";
import { IndicatorRun } from "../../../components/chart/indicators/indicator-run.ts";
import { INDICATORS } from "../../../server/domain/indicators/registry.ts";

const bars = fc.array(fc.integer({ min: 90, max: 110 }), { minLength: 90, maxLength: 120 }).map((closes) =>
  closes.map(
    (close, index): Bar => ({
      openAt: index * 3_600_000,
      open: closes[index - 1] ?? close,
      high: Math.max(close, closes[index - 1] ?? close) + 1,
      low: Math.min(close, closes[index - 1] ?? close) - 1,
      close,
      volume: close % 7,
    }),
  ),
);

const runOf = (id: string) => {
  const outputs = INDICATORS.find((one) => one.id === id)?.outputs.map(({ name }) => name) ?? [];
  const run = IndicatorRun.of(id, {}, outputs);
  if (run === null) throw new Error(`The library has no ${id}`);
  return run;
};

it.each(INDICATORS.map(({ id }) => id))("%s drawn price by price ends as if all bars had been there at once", (id) => {
  fc.assert(
    fc.property(bars, (all) => {
      const live = runOf(id);
      const half = Math.floor(all.length / 2);
      const points = live.reset(all.slice(0, half));
      for (let count = half; count <= all.length; count += 1) {
        const now = all.slice(0, count);
        const last = now.at(-1);
        // The running bar moves a few times before it is what it is.
        if (last !== undefined) live.follow([...now.slice(0, -1), { ...last, close: last.low, volume: 0 }]);
        for (const point of live.follow(now)) {
          if (points.at(-1)?.openAt === point.openAt) points.pop();
          points.push(point);
        }
      }
      expect(points).toEqual(runOf(id).reset(all));
    }),
    { numRuns: 2 },
  );
});

it("knows no indicator and no parameter that the library does not have", () => {
  expect(IndicatorRun.of("nonsense", {}, [])).toBeNull();
  expect(IndicatorRun.of("sma", { period: -1 }, [])).toBeNull();
});

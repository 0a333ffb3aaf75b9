import fc from "fast-check";
import { expect, it } from "vitest";
import { downsample } from "../../../server/domain/performance/downsample.ts";

/** The obvious implementation: buckets as slices, triangles by the textbook formula. */
function plainLttb(times: number[], values: number[], count: number): number[] {
  const chosen = [0];
  const inner = times.length - 2;
  const bucketOf = (b: number) =>
    [1 + Math.floor((b * inner) / (count - 2)), 1 + Math.floor(((b + 1) * inner) / (count - 2))] as const;
  for (let b = 0; b < count - 2; b += 1) {
    const [from, to] = bucketOf(b);
    const [nextFrom, nextTo] = b === count - 3 ? [times.length - 1, times.length] : bucketOf(b + 1);
    const mean = (column: number[]) =>
      column.slice(nextFrom, nextTo).reduce((sum, x) => sum + x, 0) / (nextTo - nextFrom);
    const [meanTime, meanValue] = [mean(times), mean(values)];
    const a = chosen.at(-1) as number;
    let best = from;
    let most = -1;
    for (let i = from; i < to; i += 1) {
      const [t, v] = [times[i] as number, values[i] as number];
      const [at, av] = [times[a] as number, values[a] as number];
      const area = Math.abs((at - meanTime) * (v - av) - (at - t) * (meanValue - av));
      if (area > most) [best, most] = [i, area];
    }
    chosen.push(best);
  }
  return [...chosen, times.length - 1];
}

const walks = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 40, maxLength: 400 });

it("chooses the largest triangles and adds the extremes", () => {
  fc.assert(
    fc.property(walks, fc.integer({ min: 8, max: 39 }), (values, countMax) => {
      const times = values.map((_, index) => index * 60_000);
      const found = downsample(times, values, { countMax });
      const fixed = [values.indexOf(Math.min(...values)), values.indexOf(Math.max(...values))];
      const expected = new Set([...plainLttb(times, values, countMax - new Set(fixed).size), ...fixed]);
      expect(found).toEqual([...expected].sort((a, b) => a - b));
    }),
  );
});

it("keeps the first, the last, the extremes and what it must, in order and within bounds", () => {
  fc.assert(
    fc.property(walks, fc.integer({ min: 10, max: 39 }), fc.nat(39), (values, countMax, kept) => {
      const found = downsample(
        values.map((_, index) => index),
        values,
        { countMax, kept: [kept] },
      );
      expect(found.length).toBeLessThanOrEqual(countMax);
      expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
      for (const place of [0, values.length - 1, kept]) expect(found).toContain(place);
      const drawn = found.map((place) => values[place] as number);
      expect([Math.min(...drawn), Math.max(...drawn)]).toEqual([Math.min(...values), Math.max(...values)]);
    }),
  );
});

it("leaves few points as they are, and refuses to keep more than it may draw", () => {
  expect(downsample([1, 2, 3], [5, 4, 6], { countMax: 3 })).toEqual([0, 1, 2]);
  expect(downsample([], [], { countMax: 10 })).toEqual([]);
  expect(() => downsample([1, 2, 3, 4], [1, 2, 3, 4], { countMax: 3, kept: [1, 2] })).toThrow(RangeError);
});

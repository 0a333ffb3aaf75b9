import fc from "fast-check";
import { expect, test } from "vitest";
import { ValueIndicator } from "../../../server/domain/indicators/indicator.ts";
import { RollingExtreme } from "../../../server/domain/indicators/rolling/rolling-extreme.ts";
import { RollingLine } from "../../../server/domain/indicators/rolling/rolling-line.ts";
import { RollingMoments } from "../../../server/domain/indicators/rolling/rolling-moments.ts";
import { RollingSum } from "../../../server/domain/indicators/rolling/rolling-sum.ts";
import { Seeded } from "../../support/seeded.ts";
import { deviation, mean, slopes, sum, wma } from "./slow-series.ts";

const LENGTH = 50;

/** The last window of a long stream of large prices that hardly move, with an absurd one now and then. */
function fed(push: (value: number) => void): number[] {
  const chance = new Seeded(42);
  const window: number[] = [];
  for (let index = 0; index < 200_000; index += 1) {
    const isAbsurd = index % 997 === 0 && index < 199_000;
    const value = isAbsurd ? 1e12 * chance.next() : 98_765 + chance.next() * 1e-3;
    push(value);
    window.push(value);
    if (window.length > LENGTH) window.shift();
  }
  return window;
}

test("200,000 values leave nothing behind in a sum, a deviation or a line", () => {
  const total = new RollingSum(LENGTH);
  const moments = new RollingMoments(LENGTH);
  const line = new RollingLine(LENGTH);
  const window = fed((value) => {
    total.push(value);
    moments.push(value);
    line.push(value);
  });
  const [spread = 0] = deviation(window, LENGTH).slice(-1);
  const [slope = 0] = slopes(window, LENGTH).slice(-1);
  expect(total.value).toBeCloseTo(sum(window), 8);
  expect(moments.mean).toBeCloseTo(mean(window), 10);
  expect(Math.abs(Math.sqrt(moments.variance) / spread - 1)).toBeLessThan(1e-6);
  expect(line.weightedMean).toBeCloseTo(wma(window, LENGTH).at(-1) ?? 0, 9);
  expect(Math.abs(line.slope - slope)).toBeLessThan(1e-12);
});

test("a window of nothing but zeros sums up to exactly 0, whatever was before", () => {
  const positive = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(fc.array(positive, { minLength: 1, maxLength: 40 }), (stream) => {
      const total = new RollingSum(7);
      for (const value of stream) total.push(value);
      for (let index = 0; index < 7; index += 1) total.push(0);
      expect(total.value).toBe(0);
    }),
    { numRuns: 1_000, seed: 11 },
  );
});

test("what no compensation can hold is forgotten with the window after it", () => {
  const total = new RollingSum(3);
  for (const value of [1, 1e200, 1, 1e100, 1e50, 1, 1, 1, 1, 1, 1]) total.push(value);
  expect(total.value).toBe(3);
});

test("a window of equal values has exactly their mean and no variance", () => {
  const moments = new RollingMoments(7);
  for (const value of [0.1, 1e12, 0.3, 1e-9, 7.7, 3.1, 0.2, 0.4]) moments.push(value);
  for (let index = 0; index < 7; index += 1) moments.push(0.1);
  expect([moments.mean, moments.variance]).toEqual([0.1, 0]);
});

test("an extreme is the highest or lowest of its window, and as old as its newest bearer", () => {
  const values = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 9 }), (stream, length) => {
      const highest = new RollingExtreme("highest", length);
      const lowest = new RollingExtreme("lowest", length);
      for (const [index, value] of stream.entries()) {
        highest.push(value);
        lowest.push(value);
        const window = stream.slice(Math.max(0, index + 1 - length), index + 1);
        const high = Math.max(...window);
        const low = Math.min(...window);
        expect([highest.value + 0, lowest.value + 0]).toEqual([high, low]);
        expect(highest.age).toBe(window.length - 1 - window.lastIndexOf(high));
        expect(lowest.age).toBe(window.length - 1 - window.lastIndexOf(low));
        expect(highest.isFull).toBe(index + 1 >= length);
      }
    }),
  );
});

test("no window is shorter than one value", () => {
  class Idle extends ValueIndicator {
    protected step(): void {}
  }
  for (const length of [0, 1.5, Number.NaN]) {
    expect(() => new RollingSum(length)).toThrow(/whole number from 1/);
    expect(() => new RollingExtreme("highest", length)).toThrow(/whole number from 1/);
    expect(() => new Idle(length, 0)).toThrow(/whole number from 1/);
  }
});

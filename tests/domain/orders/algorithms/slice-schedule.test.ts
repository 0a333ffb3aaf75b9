import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jitter, seedOf } from "../../../../server/domain/orders/algorithms/seeded-jitter.ts";
import {
  largestSlice,
  lotsDue,
  sliceSchedule,
  slicesDue,
} from "../../../../server/domain/orders/algorithms/slice-schedule.ts";

const terms = fc
  .record({
    quantityLots: fc.integer({ min: 1, max: 900_000_000 }),
    durationMs: fc.integer({ min: 6_000, max: 86_400_000 }),
    weights: fc.array(fc.integer({ min: 0, max: 2_000_000 }), { minLength: 1, maxLength: 500 }),
    randomBps: fc.integer({ min: 0, max: 5_000 }),
    seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  })
  .filter(({ weights }) => weights.some((weight) => weight > 0));

describe("a schedule", () => {
  it("sums to the quantity exactly, never falls, and keeps each slice in its own part of the time", () => {
    fc.assert(
      fc.property(terms, (wanted) => {
        const { dueMs, doneLots } = sliceSchedule(wanted);
        const stepMs = wanted.durationMs / wanted.weights.length;
        expect(doneLots.at(-1)).toBe(wanted.quantityLots);
        expect(dueMs[0]).toBe(0);
        for (const [index, at] of dueMs.entries()) {
          expect(at).toBeGreaterThanOrEqual(Math.floor(index * stepMs));
          expect(at).toBeLessThan((index + 1) * stepMs);
          expect(doneLots[index] as number).toBeGreaterThanOrEqual(doneLots[index - 1] ?? 0);
          expect(Number.isSafeInteger(doneLots[index])).toBe(true);
        }
      }),
    );
  });

  it("is the same for the same input, and another for another seed", () => {
    const wanted = { quantityLots: 100_000, durationMs: 600_000, weights: [1, 1, 1, 1, 1], randomBps: 3_000 };
    expect(sliceSchedule({ ...wanted, seed: 7 })).toEqual(sliceSchedule({ ...wanted, seed: 7 }));
    expect(sliceSchedule({ ...wanted, seed: 7 })).not.toEqual(sliceSchedule({ ...wanted, seed: 8 }));
  });

  it("is even with even weights and follows a profile with others", () => {
    const wanted = { quantityLots: 1_000, durationMs: 40_000, randomBps: 0, seed: 1 };
    expect(sliceSchedule({ ...wanted, weights: [1, 1, 1, 1] })).toEqual({
      dueMs: [0, 10_000, 20_000, 30_000],
      doneLots: [250, 500, 750, 1_000],
    });
    expect(sliceSchedule({ ...wanted, weights: [10, 0, 20, 70] }).doneLots).toEqual([100, 100, 300, 1_000]);
    expect(() => sliceSchedule({ ...wanted, weights: [0, 0] })).toThrow("Weights of a sum of 0 cut nothing");
  });

  it("strays in size by no more than it may", () => {
    const { doneLots } = sliceSchedule({
      quantityLots: 1_000_000,
      durationMs: 100_000,
      weights: Array.from({ length: 100 }, () => 1),
      randomBps: 2_000,
      seed: 5,
    });
    const sizes = doneLots.map((lots, index) => lots - (doneLots[index - 1] ?? 0));
    expect(new Set(sizes).size).toBeGreaterThan(50);
    // Each weight strays by a fifth, and so may their sum: 0.8 / 1.2 to 1.2 / 0.8.
    expect(Math.min(...sizes)).toBeGreaterThan(6_600);
    expect(Math.max(...sizes)).toBeLessThan(15_010);
  });

  it("tells what is due when", () => {
    const schedule = { dueMs: [0, 10, 25], doneLots: [3, 4, 9] };
    expect([-1, 0, 9, 10, 24, 25, 99].map((at) => slicesDue(schedule, at))).toEqual([0, 1, 1, 2, 2, 3, 3]);
    expect([0, 1, 2, 3].map((due) => lotsDue(schedule, due))).toEqual([0, 3, 4, 9]);
    expect(largestSlice(schedule)).toBe(5);
  });
});

describe("seeded jitter", () => {
  it("stays within its bounds, reaches both, and is even around zero", () => {
    const drawn = Array.from({ length: 20_000 }, (_, index) => jitter(seedOf("desk0001a1"), index, 10));
    expect([Math.min(...drawn), Math.max(...drawn)]).toEqual([-10, 10]);
    expect(Math.abs(drawn.reduce((sum, value) => sum + value, 0) / drawn.length)).toBeLessThan(0.2);
    expect(jitter(1, 2, 0)).toBe(0);
    expect(seedOf("a")).not.toBe(seedOf("b"));
  });
});

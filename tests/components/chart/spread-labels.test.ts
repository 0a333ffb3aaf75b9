import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spreadLabels } from "../../../components/chart/layers/spread-labels.ts";

const label = fc.record({ y: fc.integer({ min: 0, max: 400 }), height: fc.integer({ min: 10, max: 40 }) });

describe("labels of the price axis", () => {
  it("stay where they are when none lies on another", () => {
    const apart = [10, 60, 200].map((y) => ({ y, height: 18 }));
    expect(spreadLabels(apart, 1)).toEqual([10, 60, 200]);
  });

  it("give way from the pinned one, upwards and downwards", () => {
    const labels = [
      { y: 104, height: 18 },
      { y: 100, height: 30 },
      { y: 98, height: 18 },
    ];
    expect(spreadLabels(labels, 1)).toEqual([124, 100, 76]);
  });

  it("never lie on one another, keep their order, and leave the pinned one alone", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(label, { selector: ({ y }) => y, minLength: 1, maxLength: 8 }),
        fc.nat(),
        (labels, n) => {
          const pinned = n % labels.length;
          const middles = spreadLabels(labels, pinned);
          expect(middles[pinned]).toBe(labels[pinned]?.y);
          const placed = labels
            .map(({ y, height }, index) => ({ y, height, middle: middles[index] ?? 0 }))
            .sort((a, b) => a.y - b.y);
          for (const [index, { middle, height }] of placed.entries()) {
            const next = placed[index + 1];
            if (next !== undefined) expect(next.middle - middle).toBeGreaterThanOrEqual((height + next.height) / 2);
          }
        },
      ),
    );
  });
});

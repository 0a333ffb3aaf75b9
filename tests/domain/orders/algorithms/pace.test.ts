import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVEN_PACE, nextPace, type PaceMeter } from "../../../../server/domain/orders/algorithms/pace.ts";

const even = { spreadTicks: 10, rangeHalfTicks: 40, depthLots: 100, sliceLots: 100 };
/** After four even slices. */
const learned: PaceMeter = [0, 1, 2, 3].reduce((meter) => nextPace(meter, even), EVEN_PACE);

describe("the pace of an adaptive algorithm", () => {
  it("is even while the market is as it was", () => {
    expect(learned).toEqual({ samples: 4, spreadTicks: 40, rangeHalfTicks: 160, milli: 1_000 });
  });

  it.each([
    ["slows when the spread doubles", { spreadTicks: 20 }, 500],
    ["slows when prices range twice as far", { rangeHalfTicks: 80 }, 500],
    ["slows by no more than to a quarter", { spreadTicks: 90, rangeHalfTicks: 900 }, 250],
    ["does not hurry for a narrow spread", { spreadTicks: 1, rangeHalfTicks: 1 }, 1_000],
    ["slows when the best price shows less than the slice", { depthLots: 60 }, 600],
    ["keeps its pace when it shows twice the slice", { depthLots: 200 }, 1_000],
    ["speeds up when it shows three times the slice", { depthLots: 300 }, 1_500],
    ["speeds up to double and no more", { depthLots: 9_000 }, 2_000],
    ["weighs depth against spread", { depthLots: 400, spreadTicks: 20 }, 1_000],
  ])("%s", (_name, change, milli) => {
    expect(nextPace(learned, { ...even, ...change }).milli).toBe(milli);
  });

  it("stays between a quarter and double, in whole numbers", () => {
    const count = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(fc.array(fc.tuple(count, count, count, count), { maxLength: 20 }), (samples) => {
        let meter = EVEN_PACE;
        for (const [spreadTicks, rangeHalfTicks, depthLots, sliceLots] of samples) {
          meter = nextPace(meter, { spreadTicks, rangeHalfTicks, depthLots, sliceLots });
          expect(meter.milli).toBeGreaterThanOrEqual(250);
          expect(meter.milli).toBeLessThanOrEqual(2_000);
          expect(Object.values(meter).every(Number.isSafeInteger)).toBe(true);
        }
      }),
    );
  });
});

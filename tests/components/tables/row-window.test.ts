import fc from "fast-check";
import { expect, it } from "vitest";
import { NO_ROWS, windowOf } from "../../../components/tables/grid/row-window.ts";

const views = fc.record({
  top: fc.integer({ min: 0, max: 3_000_000 }),
  height: fc.integer({ min: 1, max: 2_000 }),
  rowHeight: fc.integer({ min: 18, max: 44 }),
  overscan: fc.integer({ min: 0, max: 10 }),
});

it("has every row that a view shows a pixel of, and few others", () => {
  fc.assert(
    fc.property(views, (view) => {
      const { first, end } = windowOf(view);
      const firstSeen = Math.floor(view.top / view.rowHeight);
      const lastSeen = Math.floor((view.top + view.height - 1) / view.rowHeight);
      expect(first).toBe(Math.max(0, firstSeen - view.overscan));
      expect(end).toBe(lastSeen + 1 + view.overscan);
    }),
  );
});

it("has no rows while nothing is in view", () => {
  expect(windowOf({ top: 500, height: 0, rowHeight: 24, overscan: 8 })).toEqual(NO_ROWS);
});

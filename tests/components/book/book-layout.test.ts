import fc from "fast-check";
import { expect, it } from "vitest";
import { BOOK_MODES, hitBook, layoutBook, rowTop } from "@/components/book/order-book/book-layout.ts";

const box = fc.record({
  width: fc.integer({ min: 120, max: 900 }),
  height: fc.integer({ min: 160, max: 1_600 }),
  rowPxMin: fc.constantFrom(20, 28, 44),
  mode: fc.constantFrom(...BOOK_MODES),
});

it("stacks its rows without a gap or an overlap, inside the box", () => {
  fc.assert(
    fc.property(box, (given) => {
      const layout = layoutBook(given);
      expect(layout.asks + layout.bids).toBeGreaterThan(0);
      if (layout.asks > 0) {
        expect(rowTop(layout, "sell", layout.asks - 1)).toBe(0);
        expect(rowTop(layout, "sell", 0) + layout.rowPx).toBe(layout.midTop);
      }
      const end = layout.bids === 0 ? layout.midTop + layout.midPx : rowTop(layout, "buy", layout.bids);
      expect(end).toBeLessThanOrEqual(layout.shareTop);
      expect(layout.bestBidTop).toBe(layout.midTop + layout.midPx);
    }),
  );
});

it("shows as many bids as asks around the middle", () => {
  fc.assert(
    fc.property(box, (given) => {
      const layout = layoutBook({ ...given, mode: "both" });
      expect(layout.asks).toBe(layout.bids);
      expect(Math.abs(layout.midTop - (given.height - 54) / 2)).toBeLessThanOrEqual(layout.rowPx);
    }),
  );
});

it("finds under each row's points the row and the column, and nothing in the middle", () => {
  fc.assert(
    fc.property(box, fc.double({ min: 0, max: 0.999, noNaN: true }), (given, within) => {
      const layout = layoutBook(given);
      for (const side of ["buy", "sell"] as const) {
        const rows = side === "buy" ? layout.bids : layout.asks;
        for (let index = 0; index < rows; index += 1) {
          const y = rowTop(layout, side, index) + within * layout.rowPx;
          expect(hitBook(layout, 1, y)).toEqual({ side, index, column: "price" });
          expect(hitBook(layout, layout.sizeRight - 1, y)?.column).toBe("size");
          expect(hitBook(layout, layout.width - 1, y)?.column).toBe("sum");
        }
      }
      expect(hitBook(layout, 1, layout.midTop + layout.midPx / 2)).toBeNull();
      expect(hitBook(layout, -1, 0)).toBeNull();
      expect(hitBook(layout, given.width, 0)).toBeNull();
    }),
  );
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { depthScale, rowAt, sumAt, ticksAt, xOf, yOf } from "@/components/book/depth/depth-scale.ts";
import { groupLevels } from "@/components/book/levels/group-levels.ts";

const levels = (sign: 1 | -1) =>
  fc
    .array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 1_000 })), {
      minLength: 1,
      maxLength: 60,
    })
    .map((steps) => {
      let priceTicks = 100_000;
      return steps.map(([gap, quantityLots]) => {
        priceTicks += sign * gap;
        return { priceTicks, quantityLots };
      });
    });
const book = fc
  .tuple(levels(-1), levels(1))
  .map(([bids, asks]) => ({ bids: groupLevels("buy", bids, 1), asks: groupLevels("sell", asks, 1) }));
const box = { width: 400, height: 200 };

it("keeps the middle in the middle and everything shown inside the box", () => {
  fc.assert(
    fc.property(book, fc.constantFrom(1, 0.5, 0.1), (sides, share) => {
      const scale = depthScale(sides, share, box);
      if (scale === null) throw new Error("Both sides are there");
      expect(xOf(scale, scale.midTicks)).toBeCloseTo(200, 6);
      for (const [side, rows] of [
        ["buy", sides.bids],
        ["sell", sides.asks],
      ] as const) {
        const edge = ticksAt(scale, side === "buy" ? 0 : box.width);
        expect(yOf(scale, sumAt(side, rows, edge))).toBeGreaterThanOrEqual(0);
      }
      expect(ticksAt(scale, xOf(scale, 99_990))).toBeCloseTo(99_990, 4);
    }),
  );
});

it("says what an order to a price would reach: never more for a nearer price", () => {
  fc.assert(
    fc.property(book, ({ bids, asks }) => {
      for (const [index, row] of asks.entries()) {
        expect(rowAt("sell", asks, row.priceTicks)).toBe(row);
        expect(sumAt("sell", asks, row.priceTicks - 1)).toBe(
          asks[index - 1]?.priceTicks === row.priceTicks ? row.sumLots : (asks[index - 1]?.sumLots ?? 0),
        );
      }
      for (const row of bids) expect(sumAt("buy", bids, row.priceTicks)).toBe(row.sumLots);
    }),
  );
});

it("has no scale for a book that lacks a side", () => {
  expect(
    depthScale({ bids: [], asks: groupLevels("sell", [{ priceTicks: 5, quantityLots: 1 }], 1) }, 1, box),
  ).toBeNull();
});

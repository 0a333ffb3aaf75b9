import fc from "fast-check";
import { expect, it } from "vitest";
import { hasDrifted, ladderPrices, lotsByRow, tradedByRow } from "@/components/book/ladder/ladder-rows.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { PricePrint } from "../../../server/domain/markets/price-frames.ts";

const found = findInstrument("BTC-USDT");
if (found === undefined) throw new Error("BTC/USDT is not listed");
const bitcoin = found;
const group = fc.constantFrom(1, 10, 100, 1_000);

it("has one price a row, falling, all on the grid and above zero, with the centre among them", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e8 }),
      fc.integer({ min: 3, max: 80 }),
      group,
      (centre, rows, groupTicks) => {
        const prices = ladderPrices(centre, rows, groupTicks);
        expect(prices).toHaveLength(rows);
        prices.forEach((price, index) => {
          expect(price > 0 && price % groupTicks === 0).toBe(true);
          if (index > 0) expect((prices[index - 1] ?? 0) - price).toBe(groupTicks);
        });
        const own = Math.max(groupTicks, centre - (centre % groupTicks));
        expect(prices).toContain(own);
      },
    ),
  );
});

it("puts every lot of a side into one row", () => {
  const level = fc.record({
    priceTicks: fc.integer({ min: 1, max: 9_999 }),
    quantityLots: fc.integer({ min: 1, max: 1e6 }),
  });
  fc.assert(
    fc.property(
      fc.array(level),
      group,
      fc.constantFrom("buy" as const, "sell" as const),
      (levels, groupTicks, side) => {
        const sum = [...lotsByRow(side, levels, groupTicks).values()].reduce((all, lots) => all + lots, 0);
        expect(sum).toBe(levels.reduce((all, { quantityLots }) => all + quantityLots, 0));
      },
    ),
  );
});

it("books a trade to the row of the order that it took", () => {
  const print = (price: string, side: "buy" | "sell"): PricePrint => ({
    number: 1,
    at: 1,
    price,
    quantity: "0.00002",
    side,
  });
  const prints = [print("100.05", "buy"), print("100.05", "sell"), print("100.08", "sell")];
  expect([...tradedByRow(bitcoin, prints, 10)]).toEqual([
    [10_010, 2],
    [10_000, 4],
  ]);
});

it("has drifted when the market leaves the middle half", () => {
  const prices = ladderPrices(1_000, 20, 1);
  const drifted = [1_000, 1_004, 996, 1_005, 994].map((ticks) => hasDrifted(prices, ticks));
  expect(drifted).toEqual([false, false, false, true, true]);
  expect(hasDrifted([], 5)).toBe(true);
});

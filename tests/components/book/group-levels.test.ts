import fc from "fast-check";
import { expect, it } from "vitest";
import { bidShare, groupLevels, groupPrice } from "@/components/book/levels/group-levels.ts";
import { ownByRow, ownOrdersOf } from "@/components/book/levels/own-orders.ts";
import type { Side } from "../../../server/domain/orders/order-type.ts";
import { anOrder } from "../live/portfolio-examples.ts";

const side = fc.constantFrom<Side>("buy", "sell");
const group = fc.constantFrom(1, 10, 100, 1_000);
const quantity = fc.integer({ min: 1, max: 2 ** 40 });
const prices = fc.uniqueArray(fc.integer({ min: 1, max: 50_000 }), { minLength: 1, maxLength: 100 });

/** Levels of one side, best first. */
const book = fc.tuple(side, prices, fc.infiniteStream(quantity)).map(([which, ticks, lots]) => {
  const sorted = [...ticks].sort((a, b) => (which === "buy" ? b - a : a - b));
  const levels = sorted.map((priceTicks) => ({ priceTicks, quantityLots: lots.next().value as number }));
  return { side: which, levels };
});

it("loses no lot and makes none, whatever the group", () => {
  fc.assert(
    fc.property(book, group, ({ side: which, levels }, groupTicks) => {
      const rows = groupLevels(which, levels, groupTicks);
      const total = levels.reduce((sum, { quantityLots }) => sum + quantityLots, 0);
      expect(rows.reduce((sum, { quantityLots }) => sum + quantityLots, 0)).toBe(total);
      expect(rows.at(-1)?.sumLots).toBe(total);
      for (const row of rows) {
        expect(Number.isSafeInteger(row.sumLots)).toBe(true);
        expect(row.priceTicks % groupTicks).toBe(0);
      }
    }),
  );
});

it("keeps the best first, each price once, and running sums that are sums", () => {
  fc.assert(
    fc.property(book, group, ({ side: which, levels }, groupTicks) => {
      const rows = groupLevels(which, levels, groupTicks);
      let sum = 0;
      rows.forEach((row, index) => {
        sum += row.quantityLots;
        expect(row.sumLots).toBe(sum);
        const next = rows[index + 1];
        if (next === undefined) return;
        expect(which === "buy" ? next.priceTicks < row.priceTicks : next.priceTicks > row.priceTicks).toBe(true);
      });
    }),
  );
});

it("shows no group at a better price than its orders have", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), group, (ticks, groupTicks) => {
      const [bid, ask] = [groupPrice("buy", ticks, groupTicks), groupPrice("sell", ticks, groupTicks)];
      expect(bid <= ticks && ask >= ticks && ask - bid <= groupTicks).toBe(true);
    }),
  );
});

it("leaves the levels as they are on the instrument's own step", () => {
  const levels = [
    { priceTicks: 101, quantityLots: 3 },
    { priceTicks: 103, quantityLots: 4 },
  ];
  expect(groupLevels("sell", levels, 1)).toEqual([
    { priceTicks: 101, quantityLots: 3, sumLots: 3 },
    { priceTicks: 103, quantityLots: 4, sumLots: 7 },
  ]);
});

it("says which side weighs more, and nothing of an empty book", () => {
  const rows = (lots: number) => [{ priceTicks: 1, quantityLots: lots, sumLots: lots }];
  expect([bidShare(rows(3), rows(1)), bidShare([], rows(1)), bidShare([], [])]).toEqual([0.75, 0, null]);
});

it("finds the portfolio's working orders with a price in the row that they fall into", () => {
  const orders = [
    anOrder({ id: "A", side: "buy", priceTicks: 1_234, quantityLots: 10, filledLots: 4 }),
    anOrder({ id: "B", side: "buy", priceTicks: 1_239, quantityLots: 5 }),
    anOrder({ id: "C", side: "sell", priceTicks: 1_239, quantityLots: 5 }),
    anOrder({ id: "D", side: "buy", priceTicks: 1_239, status: "canceled" }),
    anOrder({ id: "E", side: "buy", priceTicks: null, type: "market" }),
    anOrder({ id: "F", side: "buy", priceTicks: 1_239, instrumentId: "ETH-USDT" }),
  ];
  const rows = ownByRow(ownOrdersOf(orders, "BTC-USDT"), 10);
  const ids = [...rows].map(([key, own]) => [key, own.map(({ id, lots }) => `${id}:${lots}`)]);
  expect(ids).toEqual([
    ["buy:1230", ["A:6", "B:5"]],
    ["sell:1240", ["C:5"]],
  ]);
});

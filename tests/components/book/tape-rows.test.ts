import fc from "fast-check";
import { expect, it } from "vitest";
import { largeLots, ownRows, tapeRows } from "@/components/book/tape/tape-rows.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { PricePrint } from "../../../server/domain/markets/price-frames.ts";
import { aFill } from "../live/portfolio-examples.ts";

const found = findInstrument("BTC-USDT");
if (found === undefined) throw new Error("BTC/USDT is not listed");
const bitcoin = found;

const print = (at: number, price: string, quantity: string, side: "buy" | "sell" = "buy"): PricePrint => ({
  number: at,
  at,
  price,
  quantity,
  side,
});
const all = { isAggregated: true, rowsMax: 100 };

it("makes one row of neighbours at one price by one side, the newest on top", () => {
  const prints = [
    print(1_000, "100.00", "0.00001"),
    print(1_500, "100.00", "0.00002"),
    print(2_400, "100.00", "0.00003"),
    print(2_500, "100.00", "0.00004", "sell"),
    print(2_600, "100.01", "0.00005", "sell"),
    print(9_000, "100.01", "0.00006", "sell"),
  ];
  expect(tapeRows(bitcoin, prints, all).map(({ lots, count, at }) => [lots, count, at])).toEqual([
    [6, 1, 9_000],
    [5, 1, 2_600],
    [4, 1, 2_500],
    [6, 3, 2_400],
  ]);
  expect(tapeRows(bitcoin, prints, { ...all, isAggregated: false })).toHaveLength(6);
  expect(tapeRows(bitcoin, prints, { ...all, rowsMax: 2 }).map(({ lots }) => lots)).toEqual([6, 5]);
});

it("loses no lot by making one row of several trades", () => {
  const step = fc.tuple(
    fc.integer({ min: 0, max: 800 }),
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 1, max: 9 }),
    fc.boolean(),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      let at = 0;
      const prints = steps.map(([after, price, lots, isBuy]) => {
        at += after;
        return print(at, `${price}.00`, `0.0000${lots}`, isBuy ? "buy" : "sell");
      });
      const rows = tapeRows(bitcoin, prints, all);
      expect(rows.reduce((sum, { lots }) => sum + lots, 0)).toBe(steps.reduce((sum, [, , lots]) => sum + lots, 0));
      expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(steps.length);
    }),
  );
});

it("lets the largest twentieth stand out, and nothing while there are few", () => {
  const prints = Array.from({ length: 100 }, (_, index) =>
    print(index, "1.00", `0.00${String(index + 1).padStart(3, "0")}`),
  );
  expect(largeLots(bitcoin, prints)).toBe(95);
  expect(largeLots(bitcoin, prints.slice(0, 10))).toBe(Number.POSITIVE_INFINITY);
});

it("shows one's own trades in this market alone", () => {
  const fills = [aFill({ id: "A", at: 3 }), aFill({ id: "B", instrumentId: "ETH-USDT" }), aFill({ id: "C", at: 1 })];
  expect(ownRows(fills, "BTC-USDT", 10).map(({ at }) => at)).toEqual([3, 1]);
});

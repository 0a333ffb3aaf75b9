import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBigInt, type Integer } from "../../../server/domain/money/integer.ts";
import type { Lot } from "../../../server/domain/positions/lot.ts";
import { closeLots, inClosingOrder, LOT_METHODS } from "../../../server/domain/positions/lot-matching.ts";
import { lotExample } from "./lot-examples.ts";

const sum = (values: readonly Integer[]): bigint => values.reduce((total: bigint, value) => total + BigInt(value), 0n);
const positiveUnits = fc
  .oneof(fc.bigInt({ min: 1n, max: 50n }), fc.bigInt({ min: 1n, max: 10n ** 24n }))
  .map(fromBigInt);
const money = fc.oneof(fc.bigInt({ min: -50n, max: 50n }), fc.bigInt({ min: 0n, max: 10n ** 24n })).map(fromBigInt);
const openLots = fc
  .array(fc.tuple(positiveUnits, money, fc.integer({ min: 0, max: 5 })), { maxLength: 12 })
  .map((lots): Lot[] => lots.map(([quantity, cost, at], index) => lotExample(`l${index}`, quantity, cost, at)));

describe("closing lots", () => {
  it("neither makes nor loses a unit of quantity, cost or proceeds", () => {
    fc.assert(
      fc.property(openLots, positiveUnits, money, (lots, quantity, proceeds) => {
        const { reductions, unmatchedUnits, unmatchedProceedsUnits } = closeLots(lots, quantity, proceeds);
        const touched = reductions.map((reduction) => reduction.lot);
        expect(sum(reductions.map((it) => it.closedUnits)) + BigInt(unmatchedUnits)).toBe(BigInt(quantity));
        expect(sum(reductions.map((it) => it.proceedsUnits)) + BigInt(unmatchedProceedsUnits)).toBe(BigInt(proceeds));
        expect(sum(reductions.map((it) => it.closedCostUnits)) + sum(reductions.map((it) => it.leftCostUnits))).toBe(
          sum(touched.map((lot) => lot.costUnits)),
        );
        expect(sum(reductions.map((it) => it.closedUnits)) + sum(reductions.map((it) => it.leftUnits))).toBe(
          sum(touched.map((lot) => lot.quantityUnits)),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it("empties each lot before it touches the next, and stops when the fill is used up", () => {
    fc.assert(
      fc.property(openLots, positiveUnits, money, (lots, quantity, proceeds) => {
        const { reductions, unmatchedUnits } = closeLots(lots, quantity, proceeds);
        expect(reductions.map((it) => it.lot.id)).toEqual(lots.slice(0, reductions.length).map((lot) => lot.id));
        for (const [index, { closedUnits, leftUnits, leftCostUnits }] of reductions.entries()) {
          expect(closedUnits > 0).toBe(true);
          if (index < reductions.length - 1) expect([leftUnits, leftCostUnits]).toEqual([0, 0]);
        }
        if (unmatchedUnits !== 0) expect(reductions.every((it) => it.leftUnits === 0)).toBe(true);
        if (unmatchedUnits !== 0) expect(reductions).toHaveLength(lots.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it("gives each part its share to within one unit", () => {
    fc.assert(
      fc.property(openLots, positiveUnits, money, (lots, quantity, proceeds) => {
        for (const { lot, closedUnits, closedCostUnits } of closeLots(lots, quantity, proceeds).reductions) {
          const exact = BigInt(lot.costUnits) * BigInt(closedUnits);
          const difference = exact - BigInt(closedCostUnits) * BigInt(lot.quantityUnits);
          expect(difference >= 0n && difference < BigInt(lot.quantityUnits)).toBe(true);
        }
      }),
    );
  });

  it("gives a lot that is closed in many parts its whole cost in the end", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 1_000 }), (quantity, cost) => {
        let lot = lotExample("l", quantity, cost);
        let given = 0;
        for (let left = quantity; left > 0; left -= 1) {
          const [reduction] = closeLots([lot], 1, 7).reductions;
          if (reduction === undefined) throw new Error("The lot was not touched");
          given += Number(reduction.closedCostUnits);
          lot = { ...lot, quantityUnits: reduction.leftUnits, costUnits: reduction.leftCostUnits };
        }
        expect([given, lot.quantityUnits, lot.costUnits]).toEqual([cost, 0, 0]);
      }),
    );
  });

  it("splits a sale over two lots by hand-checked figures", () => {
    const lots = [lotExample("old", 3, 100), lotExample("new", 10, 1_000)];
    expect(closeLots(lots, 5, 1_001)).toEqual({
      reductions: [
        { lot: lots[0], closedUnits: 3, closedCostUnits: 100, proceedsUnits: 600, leftUnits: 0, leftCostUnits: 0 },
        { lot: lots[1], closedUnits: 2, closedCostUnits: 200, proceedsUnits: 401, leftUnits: 8, leftCostUnits: 800 },
      ],
      unmatchedUnits: 0,
      unmatchedProceedsUnits: 0,
    });
  });

  it("returns what no lot could absorb", () => {
    expect(closeLots([], 5, 50)).toEqual({ reductions: [], unmatchedUnits: 5, unmatchedProceedsUnits: 50 });
    expect(closeLots([lotExample("l", 2, 10)], 5, 51)).toMatchObject({ unmatchedUnits: 3, unmatchedProceedsUnits: 31 });
  });
});

describe("the closing order", () => {
  const lots = [
    lotExample("middle", 10, 2_000, 20),
    lotExample("first", 10, 1_000, 10),
    lotExample("last", 5, 900, 30),
    lotExample("equal-late", 1, 200, 40),
  ];
  const ids = (found: readonly Lot[]): string[] => found.map((lot) => lot.id);

  it.each([
    ["FIFO", ["first", "middle", "last", "equal-late"]],
    ["LIFO", ["equal-late", "last", "middle", "first"]],
    ["HIFO", ["middle", "equal-late", "last", "first"]],
  ] as const)("of %s is %j", (method, expected) => {
    expect(ids(inClosingOrder(lots, method))).toEqual(expected);
  });

  it("takes lots of one instant in the order they were opened, and backwards for LIFO", () => {
    const same = ["a", "b", "c"].map((id) => lotExample(id, 1, 5, 7));
    expect(LOT_METHODS.map((method) => ids(inClosingOrder(same, method)).join(""))).toEqual(["abc", "cba", "abc"]);
  });

  it("compares unit costs exactly where a division would not tell them apart", () => {
    const cheap = lotExample("cheap", 10n ** 20n, 10n ** 20n, 1);
    const dear = lotExample("dear", 10n ** 20n, 10n ** 20n + 1n, 2);
    expect(ids(inClosingOrder([cheap, dear], "HIFO"))).toEqual(["dear", "cheap"]);
  });

  it("leaves what it was given alone", () => {
    const given = [...lots];
    for (const method of LOT_METHODS) inClosingOrder(given, method);
    expect(given).toEqual(lots);
  });
});

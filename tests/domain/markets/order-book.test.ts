import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OrderBook } from "../../../server/domain/markets/order-book.ts";
import { SIDES, type Side } from "../../../server/domain/orders/order-type.ts";

const levels = (book: OrderBook, side: Side): [number, number][] => {
  const found: [number, number][] = [];
  book.walk(side, (ticks, lots) => found.push([ticks, lots]) > 0);
  return found;
};

const change = fc.record({
  side: fc.constantFrom(...SIDES),
  ticks: fc.integer({ min: 1, max: 300 }),
  lots: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 }), fc.constant(2 ** 40)),
});

describe("order book", () => {
  it("shows what a map of the same changes shows, best first", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 600 }), (changes) => {
        const book = new OrderBook();
        const maps = { buy: new Map<number, number>(), sell: new Map<number, number>() };
        for (const { side, ticks, lots } of changes) {
          book.set(side, ticks, lots);
          if (lots === 0) maps[side].delete(ticks);
          else maps[side].set(ticks, lots);
        }
        for (const side of SIDES) {
          const expected = [...maps[side]].sort(([a], [b]) => (side === "buy" ? b - a : a - b));
          expect(levels(book, side)).toEqual(expected);
          expect(book.depth(side)).toBe(expected.length);
          expect(book.best(side)).toBe(expected[0]?.[0] ?? 0);
          for (let ticks = 1; ticks <= 300; ticks += 1) {
            expect(book.quantityAt(side, ticks)).toBe(maps[side].get(ticks) ?? 0);
          }
        }
      }),
    );
  });

  it("keeps thousands of levels through its growth", () => {
    const book = new OrderBook();
    for (let index = 0; index < 5000; index += 1) book.set("sell", 1 + ((index * 7919) % 5000), index + 1);
    expect(book.depth("sell")).toBe(5000);
    expect(book.levelAt("sell", 0)?.ticks).toBe(1);
    expect(book.levelAt("sell", 4999)?.ticks).toBe(5000);
    expect(book.levelAt("sell", 5000)).toBeUndefined();
    expect(book.levelAt("sell", -1)).toBeUndefined();
    expect([book.ticksAt("sell", 5000), book.lotsAt("sell", 5000), book.ticksAt("sell", -1)]).toEqual([0, 0, 0]);
  });

  it("replaces everything on a snapshot and only the named levels on a change", () => {
    const book = new OrderBook();
    book.apply({ isSnapshot: true, bids: [100, 5, 99, 6], asks: [101, 7] });
    book.apply({ isSnapshot: false, bids: [100, 0], asks: [102, 1] });
    expect([levels(book, "buy"), levels(book, "sell")]).toEqual([
      [[99, 6]],
      [
        [101, 7],
        [102, 1],
      ],
    ]);
    book.apply({ isSnapshot: true, bids: [], asks: [103, 2] });
    expect([book.best("buy"), book.best("sell"), book.ticksAt("sell", 0), book.lotsAt("sell", 0)]).toEqual([
      0, 103, 103, 2,
    ]);
    book.clear();
    expect(book.depth("sell")).toBe(0);
  });

  it("stops a walk where the visitor says so", () => {
    const book = new OrderBook();
    book.apply({ isSnapshot: true, bids: [100, 5, 99, 6, 98, 7], asks: [] });
    const seen: number[] = [];
    book.walk("buy", (ticks) => {
      seen.push(ticks);
      return ticks > 99;
    });
    expect(seen).toEqual([100, 99]);
  });

  it("refuses prices and quantities that no grid can hold", () => {
    const book = new OrderBook();
    for (const ticks of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => book.set("buy", ticks, 1)).toThrow(RangeError);
    }
    for (const lots of [-1, 0.5, Number.NaN, 2 ** 53]) expect(() => book.set("buy", 1, lots)).toThrow(RangeError);
    expect(book.depth("buy")).toBe(0);
  });
});

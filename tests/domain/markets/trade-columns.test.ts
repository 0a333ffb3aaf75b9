import { describe, expect, it } from "vitest";
import { TradeColumnsBuilder, tradeTextAt } from "../../../server/domain/markets/trade-columns.ts";

describe("a row that is no trade", () => {
  const builder = new TradeColumnsBuilder();
  it.each([
    [["bad-time", "1.5"], 1.5, "1", "1", "1"],
    [["no-id", "no id"], 1, "", "1", "1"],
    [["not-a-number", 'Price "x"'], 1, "1", "x", "1"],
    [["not-a-number", 'Quantity ""'], 1, "1", "1", ""],
    [["not-positive", 'Price "0"'], 1, "1", "0", "1"],
    [["not-positive", 'Quantity "-2"'], 1, "1", "1", "-2"],
  ] as const)("is named with its value: %s", ([code, words], at, id, price, quantity) => {
    const problem = builder.add(at, id, price, quantity, "buy");
    expect(problem?.code).toBe(code);
    expect(problem?.message).toContain(words);
    expect(builder.length).toBe(0);
  });
});

it("orders trades by time, keeps those of one millisecond as given and the first of a repeated id", () => {
  const builder = new TradeColumnsBuilder();
  for (const [at, id, price] of [
    [5, "c", "3"],
    [2, "b", "2.5"],
    [2, "a", "2"],
    [5, "c", "3.0"],
    [5, "a", "9"],
  ] as const)
    expect(builder.add(at, id, price, "1", id === "a" ? null : "sell")).toBeNull();
  const { columns, duplicates, conflicts } = builder.finish();
  const trades = Array.from({ length: columns.length }, (_, index) => tradeTextAt(columns, index));
  expect(trades).toEqual([
    { at: 2, id: "b", price: "2.5", quantity: "1", taker: "sell" },
    { at: 2, id: "a", price: "2", quantity: "1", taker: null },
    { at: 5, id: "c", price: "3", quantity: "1", taker: "sell" },
  ]);
  expect(duplicates).toEqual([{ id: "c", row: 3, firstRow: 0 }]);
  expect(conflicts).toEqual([{ id: "a", row: 4, firstRow: 2 }]);
});

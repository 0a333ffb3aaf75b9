import { expect, it } from "vitest";
import { textTable } from "../../server/cli/text-table.ts";

it("puts heads over columns, points under points, and cuts the zeros that no row needs", () => {
  const rows = [
    ["2026-01-02", "BTC/USDT", "0.50000000", "-12.500000", "100"],
    ["2026-01-03", "ETH/USDT Perp", "10.00000000", "3.00", "7"],
  ];
  expect(textTable(["closed", "symbol", "quantity", "gain", "days"], rows)).toEqual([
    "closed      symbol         quantity   gain  days",
    "2026-01-02  BTC/USDT            0.5  -12.5   100",
    "2026-01-03  ETH/USDT Perp      10.0    3.0     7",
  ]);
});

it("says nothing of no rows, and keeps a column of whole numbers whole", () => {
  expect(textTable(["a"], [])).toEqual([]);
  expect(textTable(["a"], [["1.00"], ["20"]])).toEqual([" a", " 1", "20"]);
});

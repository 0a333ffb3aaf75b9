import { expect, test } from "vitest";
import { FAULT_ROWS, failuresOf, ROWS_OWNED } from "../support/faults/rows.ts";

test.each(FAULT_ROWS.map((row) => [row.row, row.name, row] as const))("fault %i: %s", (_number, _name, row) => {
  expect(failuresOf(row)).toEqual([]);
});

test("each row stands once, and only rows of orders and margin do", () => {
  const numbers = FAULT_ROWS.map(({ row }) => row);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers.filter((number) => !ROWS_OWNED.some((owned) => owned === number))).toEqual([]);
});

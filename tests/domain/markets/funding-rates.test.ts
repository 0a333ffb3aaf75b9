import { expect, it } from "vitest";
import { FundingRatesBuilder } from "../../../server/domain/markets/funding-rates.ts";

it("keeps rates exactly, by time, the first of a repeated time", () => {
  const builder = new FundingRatesBuilder();
  for (const [at, rate] of [
    [8, "0.000658153991747989"],
    [0, "-0.00012359000"],
    [8, "6.58153991747989e-4"],
    [0, "0.1"],
  ] as const)
    expect(builder.add(at, rate)).toBeNull();
  const { columns, duplicates, conflicts } = builder.finish();
  expect([...columns.at]).toEqual([0, 8]);
  expect(columns.rate).toEqual(["-0.00012359", "0.000658153991747989"]);
  expect(duplicates).toEqual([{ at: 8, row: 2, firstRow: 0 }]);
  expect(conflicts).toEqual([{ at: 0, row: 3, firstRow: 1 }]);
});

it.each([
  [-1, "0.1", "bad-time"],
  [1, "", "not-a-number"],
  [1, "1.5 %", "not-a-number"],
  [1, "1", "absurd"],
  [1, "-12.5", "absurd"],
] as const)("refuses %s with the rate %j: %s", (at, rate, code) => {
  expect(new FundingRatesBuilder().add(at, rate)?.code).toBe(code);
});

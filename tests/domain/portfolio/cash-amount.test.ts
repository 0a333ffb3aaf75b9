import { expect, it } from "vitest";
import { parseCashAmount } from "../../../server/domain/portfolio/cash-amount.ts";

it.each([
  ["2500.50", 250_050_000_000],
  ["0.00000001", 1],
  ["1000000000", 100_000_000_000_000_000n],
])("reads %s USDT exactly", (text, units) => {
  expect(parseCashAmount(text, "USDT")).toEqual({ ok: true, value: units });
});

it.each([
  ["", "amount-not-a-number", '""'],
  ["1e5", "amount-not-a-number", '"1e5"'],
  ["1,000", "amount-not-a-number", '"1,000"'],
  ["0", "amount-not-positive", '"0"'],
  ["-5", "amount-not-positive", '"-5"'],
  ["0.000000001", "amount-too-precise", "at most 8 decimals"],
  ["1000000000.01", "amount-too-large", "at most 1000000000 USDT"],
  ["9".repeat(80), "amount-too-large", "…"],
])("refuses %s and quotes it", (text, code, words) => {
  const result = parseCashAmount(text, "USDT");
  expect(result).toMatchObject({ ok: false, rejection: { code } });
  expect(result.ok ? "" : result.rejection.message).toContain(words);
});

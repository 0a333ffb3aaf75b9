import { afterEach, expect, it } from "vitest";
import { plainAmount } from "../../../components/portfolios/plain-amount.ts";
import { DEFAULT_LOCALE, setFormatLocale } from "../../../components/ui/format-locale.ts";

afterEach(() => setFormatLocale(DEFAULT_LOCALE));

it.each([
  ["en", ["100,000.50", " 1 000 ", "5", "1.000,50"], ["100000.50", "1000", "5", "1000.50"]],
  ["de", ["100.000,50", " 1 000 ", "5", "1000,5", "0,25"], ["100000.50", "1000", "5", "1000.5", "0.25"]],
  ["fr", ["100\u202f000,50", "1000,5", "0.25"], ["100000.50", "1000.5", "0.25"]],
] as const)("reads amounts as people paste them where numbers are written as in %s", (numberFormat, typed, plain) => {
  setFormatLocale({ ...DEFAULT_LOCALE, numberFormat });
  expect(typed.map(plainAmount)).toEqual(plain);
});

it("leaves a decimal comma for the desk to refuse where it is no sign for decimals", () => {
  expect(["1,5", "0,015", "12,50"].map(plainAmount)).toEqual(["1,5", "0,015", "12,50"]);
});

it("asks where a point could part thousands or decimals", () => {
  setFormatLocale({ ...DEFAULT_LOCALE, numberFormat: "de" });
  expect(() => plainAmount("100.000")).toThrow('"100.000" can be read in two ways. Write 100000 or 100,000.');
  expect(["100.00", "0.125", "1000.500"].map(plainAmount)).toEqual(["100.00", "0.125", "1000.500"]);
});

import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatScaled,
  formatScaledShort,
  parseRateMillionths,
  parseScaled,
  parseStep,
  roundScaled,
} from "../../../server/domain/money/decimal.ts";
import { fromBigInt } from "../../../server/domain/money/integer.ts";

const Oracle = Decimal.clone({ precision: 120, toExpNeg: -120, toExpPos: 120 });

const units = fc
  .oneof(
    fc.bigInt({ min: -1000n, max: 1000n }),
    fc.bigInt({ min: 2n ** 53n - 20n, max: 2n ** 53n + 20n }),
    fc.bigInt({ min: -(10n ** 28n), max: 10n ** 28n }),
  )
  .map(fromBigInt);
const decimals = fc.integer({ min: 0, max: 18 });

describe("plain decimals", () => {
  it("are written with every place and read back as the same integer", () => {
    fc.assert(
      fc.property(units, decimals, (value, places) => {
        const text = formatScaled(value, places);
        expect(text).toBe(new Oracle(value.toString()).div(new Oracle(10).pow(places)).toFixed(places));
        expect(parseScaled(text, places)).toEqual({ value });
      }),
      { numRuns: 2_000 },
    );
  });

  it("lose only trailing zeros when written short", () => {
    fc.assert(
      fc.property(units, decimals, (value, places) => {
        const text = formatScaledShort(value, places);
        expect(text).toBe(new Oracle(value.toString()).div(new Oracle(10).pow(places)).toFixed());
        expect(parseScaled(text, places)).toEqual({ value });
      }),
      { numRuns: 2_000 },
    );
    expect([formatScaledShort(0, 8), formatScaledShort(-1, 8), formatScaledShort(1000, 0)]).toEqual([
      "0",
      "-0.00000001",
      "1000",
    ]);
  });

  it("are read as decimal.js reads them, or refused because places are missing", () => {
    const digits = fc.stringMatching(/^[0-9]{1,20}$/);
    fc.assert(
      fc.property(fc.boolean(), digits, fc.option(digits), decimals, (isNegative, whole, fraction, places) => {
        const text = `${isNegative ? "-" : ""}${whole}${fraction === null ? "" : `.${fraction}`}`;
        const scaled = new Oracle(text).times(new Oracle(10).pow(places));
        expect(parseScaled(text, places)).toEqual(
          scaled.isInteger() ? { value: fromBigInt(BigInt(scaled.toFixed(0))) } : { problem: "too-precise" },
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    "",
    " ",
    "1 ",
    " 1",
    "1\n",
    "+1",
    "1e3",
    "1E-3",
    ".5",
    "5.",
    "1.2.3",
    "1,5",
    "--1",
    "0x10",
    "NaN",
    "Infinity",
    "١",
    "1_000",
    "𝟙",
  ])("refuse %j as not a number", (text) => {
    expect(parseScaled(text, 8)).toEqual({ problem: "not-a-number" });
  });

  it("refuse what no balance could hold, even a megabyte of it", () => {
    expect(parseScaled("9".repeat(31), 8)).toEqual({ problem: "too-large" });
    expect(parseScaled("9".repeat(1_000_000), 8)).toEqual({ problem: "too-large" });
    expect(parseScaled(`-${"9".repeat(30)}.${"0".repeat(30)}`, 0)).toEqual({ value: -(10n ** 30n) + 1n });
    expect(parseScaled(`-${"9".repeat(40)}.5`, 8)).toEqual({ problem: "too-large" });
    expect(parseScaled(`${"9".repeat(1_000_000)}x`, 8)).toEqual({ problem: "not-a-number" });
  });

  it("never keep a sign on zero", () => {
    expect(parseScaled("-0.00", 2)).toEqual({ value: 0 });
    expect(parseScaled("-0", 0)).toEqual({ value: 0 });
  });

  it("accept zeros beyond the places, and no digit beyond them", () => {
    expect(parseScaled("1.50000", 2)).toEqual({ value: 150 });
    expect(parseScaled("1.501", 2)).toEqual({ problem: "too-precise" });
    expect(parseScaled("1.0", 0)).toEqual({ value: 1 });
  });
});

describe("steps", () => {
  it.each([
    ["0.01", 1, 2],
    ["0.00001", 1, 5],
    ["5", 5, 0],
    ["0.25", 25, 2],
    ["100", 100, 0],
    ["0.050", 5, 2],
  ])("%s is %d parts at %d places", (text, mantissa, places) => {
    expect(parseStep(text)).toEqual({ mantissa, decimals: places });
  });

  it.each(["0", "-0.01", "NaN", "Infinity", "abc", ""])("%j is no step", (text) => {
    expect(() => parseStep(text)).toThrow();
  });
});

describe("rates", () => {
  it("are exact millionths", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (millionths) => {
        expect(parseRateMillionths(new Oracle(millionths).div(1_000_000).toFixed())).toBe(millionths);
      }),
    );
  });

  it.each(["0.0000001", "NaN", "Infinity", "x"])("%j is no rate", (text) => {
    expect(() => parseRateMillionths(text)).toThrow();
  });
});

describe("long decimals", () => {
  it("are rounded half to even, as decimal.js rounds them", () => {
    const Even = Oracle.clone({ precision: 60, rounding: Decimal.ROUND_HALF_EVEN });
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
        fc.constantFrom("", "5", "50", "49", "51", "5000000001"),
        fc.integer({ min: 0, max: 8 }),
        (units, tail, decimals) => {
          const text = `${formatScaled(fromBigInt(units), decimals || 1)}${tail}`;
          const expected = new Even(text).times(new Even(10).pow(decimals)).toFixed(0);
          expect(BigInt(roundScaled(text, decimals))).toBe(BigInt(expected));
        },
      ),
    );
  });
});

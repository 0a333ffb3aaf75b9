import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatBalance, formatFee, formatNeed } from "@/components/ui/format-amount.ts";
import { formatDecimal, groupDigits, MINUS, roundDecimal, trimZeros } from "@/components/ui/format-decimal.ts";
import { formatPnl } from "@/components/ui/format-pnl.ts";
import { formatClock, formatDay, formatRowTime } from "@/components/ui/format-time.ts";

describe("numbers on screen", () => {
  it.each([
    ["64210", 2, "64,210.00"],
    ["0.5", 0, "1"],
    ["-1204.305", 2, `${MINUS}1,204.31`],
    ["-0.001", 2, "0.00"],
    ["999999.995", 2, "1,000,000.00"],
    ["12345678901234567890.123456789", 8, "12,345,678,901,234,567,890.12345679"],
    ["0.00001", 5, "0.00001"],
  ])("shows %s at %i places as %s", (text, places, shown) => {
    expect(formatDecimal(text, places)).toBe(shown);
  });

  it("rounds as decimal.js does, half away from zero", () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.nat(12), fc.nat(10), (digits, decimals, places) => {
        const exact = new Decimal(digits.toString()).div(new Decimal(10).pow(decimals));
        const Wide = Decimal.clone({ precision: 60 });
        const text = new Wide(digits.toString()).div(new Wide(10).pow(decimals)).toFixed(decimals);
        const expected = new Wide(text).toFixed(places, Decimal.ROUND_HALF_UP).replace(/^-(0(\.0*)?)$/, "$1");
        expect([exact.isFinite(), roundDecimal(text, places)]).toEqual([true, expected]);
      }),
    );
  });

  it("sets thousands apart in whole digits only", () => {
    expect(["1", "123", "1234", "-1234567.8901"].map(groupDigits)).toEqual([
      "1",
      "123",
      "1,234",
      `${MINUS}1,234,567.8901`,
    ]);
  });

  it("drops zeros nobody needs", () => {
    expect([trimZeros("1.5000000000", 2), trimZeros("1.0000", 0), trimZeros("0.00000012", 2)]).toEqual([
      "1.50",
      "1",
      "0.00000012",
    ]);
  });
});

describe("profit and loss", () => {
  it.each([
    ["1204.309", { outcome: "up", glyph: "▲", text: "+1,204.31" }],
    ["-66.57", { outcome: "down", glyph: "▼", text: `${MINUS}66.57` }],
    ["-0.004", { outcome: "flat", glyph: "", text: "0.00" }],
    ["0", { outcome: "flat", glyph: "", text: "0.00" }],
  ])("of %s carries sign and glyph", (amount, figure) => {
    expect(formatPnl(amount, 2)).toEqual(figure);
  });
});

describe("balances and fees", () => {
  it("are never shown above what is there", () => {
    expect([formatBalance(9_999_999_999, "USDT"), formatBalance(123_456_789_999, "BTC")]).toEqual([
      "99.99",
      "12.34567899",
    ]);
  });

  it("are enough where so much is needed", () => {
    expect([7_965_376_137_840, 7_965_376_000_000, 0].map((units) => formatNeed(units, "USDT"))).toEqual([
      "79,653.77",
      "79,653.76",
      "0.00",
    ]);
    expect(formatNeed(101, "BTC")).toBe("0.00000002");
  });

  it("show a fee to its last unit", () => {
    expect([formatFee(150_000, "BTC"), formatFee(9_631_500, "USDT"), formatFee(1, "BTC")]).toEqual([
      "0.00001500",
      "0.096315",
      "0.0000000001",
    ]);
  });
});

it("tells the time in UTC", () => {
  const at = Date.UTC(2026, 10, 21, 2, 4, 9);
  expect([formatClock(at), formatDay(at), formatRowTime(at)]).toEqual(["02:04:09", "21 Nov 2026", "11-21 02:04:09"]);
});

import fc from "fast-check";
import { afterEach, expect, it } from "vitest";
import { formatDecimal, groupDigits } from "../../../components/ui/format-decimal.ts";
import { DEFAULT_LOCALE, setFormatLocale } from "../../../components/ui/format-locale.ts";
import { formatPercent } from "../../../components/ui/format-percent.ts";
import { formatPnl } from "../../../components/ui/format-pnl.ts";
import {
  dayBegin,
  formatClock,
  formatClockZone,
  formatDay,
  wallTime,
  zoneLabel,
} from "../../../components/ui/format-time.ts";

afterEach(() => setFormatLocale(DEFAULT_LOCALE));

const AT = Date.UTC(2026, 6, 1, 22, 5, 9);

it.each([
  ["en", "1,234,567.50", "\u2212" + "1,204.31", "0.00"],
  ["de", "1.234.567,50", "\u2212" + "1.204,31", "0,00"],
  ["fr", "1\u202f234\u202f567,50", "\u2212" + "1\u202f204,31", "0,00"],
] as const)("writes figures as %s does", (numberFormat, large, loss, flat) => {
  setFormatLocale({ ...DEFAULT_LOCALE, numberFormat });
  expect([formatDecimal("1234567.5", 2), formatPnl("-1204.31", 2).text, formatPnl("0.001", 2).text]).toEqual([
    large,
    loss,
    flat,
  ]);
});

it("loses no digit in any number format", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n }), fc.constantFrom("en", "de", "fr"), (whole, numberFormat) => {
      setFormatLocale({ ...DEFAULT_LOCALE, numberFormat });
      expect(groupDigits(String(whole)).replace(/\D/g, "")).toBe(String(whole));
    }),
  );
});

it("signs percentages", () => {
  expect([formatPercent(1.1666), formatPercent(-1234.5), formatPercent(0)]).toEqual([
    "+1.17%",
    "\u22121,234.50%",
    "0.00%",
  ]);
});

it("tells the time of the chosen zone, by the chosen clock", () => {
  setFormatLocale({ ...DEFAULT_LOCALE, timeZone: "Europe/Berlin" });
  expect([formatDay(AT), formatClockZone(AT)]).toEqual(["2 Jul 2026", "00:05:09 UTC+2"]);
  setFormatLocale({ ...DEFAULT_LOCALE, timeZone: "America/New_York", hour12: true });
  expect([formatDay(AT), formatClock(AT), zoneLabel(AT)]).toEqual(["1 Jul 2026", "06:05:09 PM", "UTC-4"]);
  setFormatLocale({ ...DEFAULT_LOCALE, hour12: true });
  expect([formatClock(Date.UTC(2026, 0, 1)), formatClock(Date.UTC(2026, 0, 1, 12))]).toEqual([
    "12:00:00 AM",
    "12:00:00 PM",
  ]);
});

it("shows UTC, and says so, for a zone that nobody knows", () => {
  setFormatLocale({ ...DEFAULT_LOCALE, timeZone: "Atlantis/Deep" });
  expect(formatClockZone(AT)).toBe("22:05:09 UTC");
});

it("begins a day at midnight of the zone, also on those with 23 and 25 hours", () => {
  setFormatLocale({ ...DEFAULT_LOCALE, timeZone: "Europe/Berlin" });
  expect(dayBegin(AT)).toBe(Date.UTC(2026, 5, 30, 22) + 86_400_000);
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }), (at) => {
      const begin = dayBegin(at);
      const { hour, minute, second } = wallTime(begin);
      expect([hour, minute, second, formatDay(begin)]).toEqual([0, 0, 0, formatDay(at)]);
      expect(at - begin).toBeLessThan(25 * 3_600_000);
    }),
  );
});

import fc from "fast-check";
import { expect, it } from "vitest";
import { dayIn, zonedDay } from "../../../server/domain/time/zoned-day.ts";

const HOUR = 3_600_000;
const instant = (text: string) => Date.parse(text);

it.each([
  ["Europe/Berlin", "2026-03-29", "2026-03-28T23:00Z", 23],
  ["Europe/Berlin", "2026-10-25", "2026-10-24T22:00Z", 25],
  ["Asia/Kolkata", "2026-11-21", "2026-11-20T18:30Z", 24],
  // Where clocks change at midnight, the day begins at one o'clock, or the hour before midnight comes twice.
  ["America/Santiago", "2026-09-06", "2026-09-06T04:00Z", 23],
  ["America/Santiago", "2026-04-05", "2026-04-05T04:00Z", 24],
  ["America/Santiago", "2026-04-04", "2026-04-04T03:00Z", 25],
  ["America/Havana", "2026-03-08", "2026-03-08T05:00Z", 23],
  ["America/Havana", "2026-11-01", "2026-11-01T04:00Z", 25],
  ["Atlantic/Azores", "2026-03-29", "2026-03-29T01:00Z", 23],
  ["Africa/Cairo", "2026-04-24", "2026-04-23T22:00Z", 23],
])("in %s the %s begins at %s and has %d hours", (zone, day, from, hours) => {
  expect(zonedDay(day, zone)).toEqual({ from: instant(from), until: instant(from) + hours * HOUR });
});

it("parts time into days without a gap, each instant in the day that the clock shows", () => {
  const zones = ["UTC", "Europe/Berlin", "America/Santiago", "America/Havana", "Australia/Lord_Howe", "Africa/Cairo"];
  const at = fc.integer({ min: instant("2024-01-01T00:00Z"), max: instant("2028-01-01T00:00Z") });
  fc.assert(
    fc.property(fc.constantFrom(...zones), at, (zone, time) => {
      const day = dayIn(time, zone) ?? "";
      const { from = Number.NaN, until = Number.NaN } = zonedDay(day, zone) ?? {};
      expect(from <= time && time < until).toBe(true);
      expect([dayIn(from, zone), dayIn(until - 1, zone)]).toEqual([day, day]);
      expect(dayIn(until, zone) ?? "").not.toBe(day);
    }),
  );
});

it.each([
  ["2026-02-30", "UTC"],
  ["21.11.2026", "UTC"],
  ["2026-11-21", "Mars/Base"],
])("knows no day %s in %s", (day, zone) => {
  expect(zonedDay(day, zone)).toBeNull();
});

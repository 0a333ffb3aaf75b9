import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatInstant,
  formatShare,
  kindLabel,
} from "../../../components/data/format-data.ts";
import { describePace } from "../../../components/data/jobs/job-pace.ts";

describe("figures of stored data", () => {
  it("writes sizes as disks are sold, with three figures", () => {
    expect([0, 999, 1_000, 71_140, 999_499, 999_500, 11_700_000, 4.35e9].map(formatBytes)).toEqual([
      "0 B",
      "999 B",
      "1.00 kB",
      "71.1 kB",
      "999.5 kB",
      "1.00 MB",
      "11.7 MB",
      "4.35 GB",
    ]);
  });

  it("says 100 percent only of what is whole", () => {
    expect(formatShare(525_600, 525_600)).toBe("100");
    expect(formatShare(525_599, 525_600)).toBe("99.99");
    expect(formatShare(0, 10)).toBe("0.00");
    expect(formatShare(5, null)).toBe("–");
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.nat(), (expected, missing) => {
        const rows = Math.max(0, expected - missing);
        expect(formatShare(rows, expected) === "100").toBe(rows === expected);
      }),
    );
  });

  it("writes times in UTC, with seconds where there are any", () => {
    expect(formatInstant(Date.UTC(2023, 2, 24, 12, 31))).toBe("2023-03-24 12:31");
    expect(formatInstant(Date.UTC(2023, 2, 24, 12, 31, 7))).toBe("2023-03-24 12:31:07");
  });

  it("writes durations in the unit that fits", () => {
    const minute = 60_000;
    expect([45_000, 80 * minute, 150 * minute, 40 * 60 * minute, 12 * 24 * 60 * minute].map(formatDuration)).toEqual([
      "45 s",
      "80 min",
      "2.5 h",
      "40 h",
      "12 d",
    ]);
  });

  it("names what a series holds", () => {
    expect(kindLabel({ kind: "candles", timeframe: "1m" })).toBe("1m");
    expect(kindLabel({ kind: "mark-candles", timeframe: "1h" })).toBe("1h mark");
    expect(kindLabel({ kind: "funding", timeframe: null })).toBe("funding");
    expect(formatCount(4_860_212)).toBe("4,860,212");
  });
});

describe("the pace of a job", () => {
  const startedAt = 1_000_000;
  const progress = { done: 0, total: null, unit: "", note: "", startedAt };

  it("says no more than is known", () => {
    expect(describePace(progress, startedAt + 60_000)).toBe("Beginning");
    expect(describePace({ ...progress, done: 500, unit: "candles" }, startedAt + 500)).toBe("500 candles");
  });

  it("says rate and time left once both can be told", () => {
    const half = { ...progress, done: 5_000_000, total: 10_000_000, unit: "bytes" };
    expect(describePace(half, startedAt + 10_000)).toBe("5.00 MB of 10.0 MB · 500.0 kB/s · 10 s left");
    expect(describePace({ ...half, done: 10_000_000 }, startedAt + 10_000)).toBe("10.0 MB of 10.0 MB · 1.00 MB/s");
  });
});

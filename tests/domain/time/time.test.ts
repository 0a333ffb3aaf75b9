import { describe, expect, it } from "vitest";
import { TIMEFRAMES, timeframeMs } from "../../../server/domain/time/timeframe.ts";
import { formatTimestamp } from "../../../server/domain/time/timestamp.ts";

describe("time", () => {
  it("knows how long each timeframe lasts", () => {
    const minutes = [1, 3, 5, 15, 30, 60, 120, 240, 360, 480, 720, 1_440];
    expect(TIMEFRAMES.map(timeframeMs)).toEqual(minutes.map((count) => count * 60_000));
  });

  it("is written in UTC", () => {
    expect(formatTimestamp(1_723_075_200_123)).toBe("2024-08-08T00:00:00.123Z");
  });
});

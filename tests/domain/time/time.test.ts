import { describe, expect, it } from "vitest";
import { TIMEFRAMES, timeframeMs } from "../../../server/domain/time/timeframe.ts";
import { formatTimestamp } from "../../../server/domain/time/timestamp.ts";

describe("time", () => {
  it("knows how long each timeframe lasts", () => {
    expect(TIMEFRAMES.map(timeframeMs)).toEqual([60_000, 300_000, 900_000, 3_600_000, 14_400_000, 86_400_000]);
  });

  it("is written in UTC", () => {
    expect(formatTimestamp(1_723_075_200_123)).toBe("2024-08-08T00:00:00.123Z");
  });
});

import { describe, expect, it } from "vitest";
import { type CandleColumns, emptyCandles } from "../../../../server/domain/markets/candle-columns.ts";
import {
  dayProfile,
  knowsThroughout,
  sliceWeights,
} from "../../../../server/domain/orders/algorithms/volume-profile.ts";
import { type Timeframe, timeframeMs } from "../../../../server/domain/time/timeframe.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MIDNIGHT = 19_700 * DAY;

function candles(timeframe: Timeframe, rows: readonly (readonly [at: number, volume: number])[]): CandleColumns {
  const prices = Float64Array.from(rows, () => 1);
  return {
    ...emptyCandles(timeframe),
    length: rows.length,
    openAt: Float64Array.from(rows, ([at]) => at),
    open: prices,
    high: prices,
    low: prices,
    close: prices,
    volume: Float64Array.from(rows, ([, volume]) => volume),
  };
}

describe("a volume profile", () => {
  it("is the mean of each part of the day over the days that are known of it", () => {
    const profile = dayProfile(
      candles("1h", [
        [MIDNIGHT, 100],
        [MIDNIGHT + HOUR, 300],
        [MIDNIGHT + DAY, 300],
        [MIDNIGHT + 2 * DAY + HOUR, 500],
        [MIDNIGHT + 2 * DAY + 2 * HOUR, -1], // Unknown.
      ]),
      HOUR,
    );
    expect(profile?.volumes.slice(0, 4)).toEqual([5_000, 10_000, 0, 0]);
    expect(profile).toMatchObject({ bucketMs: HOUR, days: 3 });
    expect(profile?.volumes).toHaveLength(24);
  });

  it("spreads a long candle over the parts that it covers, and says when it knows nothing", () => {
    const profile = dayProfile(candles("1h", [[MIDNIGHT, 120]]), HOUR / 2);
    expect(profile?.volumes.slice(0, 3)).toEqual([10_000, 10_000, 0]);
    expect(dayProfile(candles("1m", []), HOUR)).toBeNull();
    expect(dayProfile(candles("1m", [[MIDNIGHT, 0]]), HOUR)).toBeNull();
  });

  it("weighs slices by what they cover of each part, past midnight too", () => {
    const volumes = Array.from({ length: 24 }, (_, hour) => (hour === 23 ? 1_000 : hour === 0 ? 4_000 : 2_000));
    const profile = { bucketMs: HOUR, volumes, days: 5 };
    const startAt = MIDNIGHT + 23 * HOUR;
    expect(sliceWeights(profile, { startAt, durationMs: 2 * HOUR, slices: 2 })).toEqual([100_000, 400_000]);
    expect(sliceWeights(profile, { startAt: startAt + HOUR / 2, durationMs: 2 * HOUR, slices: 2 })).toEqual([
      50_000 + 200_000,
      200_000 + 100_000,
    ]);
    const quarter = sliceWeights(profile, { startAt, durationMs: HOUR, slices: 4 });
    expect(quarter).toEqual([25_000, 25_000, 25_000, 25_000]);
  });

  it("knows a time of the day only when all of it is known", () => {
    const volumes = Array.from({ length: 24 }, (_, hour) => (hour === 5 ? 0 : 10));
    const profile = { bucketMs: HOUR, volumes, days: 1 };
    expect(knowsThroughout(profile, MIDNIGHT + 3 * HOUR, 2 * HOUR)).toBe(true);
    expect(knowsThroughout(profile, MIDNIGHT + 3 * HOUR + 1, 2 * HOUR)).toBe(false);
    expect(timeframeMs("1h")).toBe(HOUR);
  });
});

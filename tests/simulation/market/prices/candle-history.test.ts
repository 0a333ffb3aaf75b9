import { describe, expect, it } from "vitest";
import type { CandleColumns } from "../../../../server/domain/markets/candle-columns.ts";
import type { Timeframe } from "../../../../server/domain/time/timeframe.ts";
import { SYNTHETIC_MARKETS } from "../../../../server/simulation/market/market-terms.ts";
import { AssetPath } from "../../../../server/simulation/market/prices/asset-path.ts";
import { candleHistory } from "../../../../server/simulation/market/prices/candle-history.ts";
import { createSyntheticMarket } from "../../../../server/simulation/market/synthetic-market.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const START_AT = Date.UTC(2026, 0, 31, 12, 7, 30);
const TAPE_START = START_AT - 30_000;

function history(options: { id?: string; timeframe?: Timeframe; from?: number; to?: number; seed?: number } = {}) {
  const { id = "BTC-USDT", timeframe = "1m", from = 0, to = START_AT, seed = 7 } = options;
  return candleHistory({ seed, startAt: START_AT, instrumentId: id, timeframe, from, to });
}

function rows({ openAt, open, high, low, close, volume }: CandleColumns): number[][] {
  return [...openAt].map((at, index) => [
    at,
    open[index] ?? 0,
    high[index] ?? 0,
    low[index] ?? 0,
    close[index] ?? 0,
    Number(volume[index]),
  ]);
}

describe("history of a synthetic market", () => {
  it("is 30 days of minutes without a gap, and the same each time", () => {
    const candles = history();
    expect(candles.length).toBe(30 * 1_440);
    expect(candles.openAt[0]).toBe(TAPE_START - 30 * DAY_MS);
    expect(candles.openAt.at(-1)).toBe(TAPE_START - MINUTE_MS);
    expect([...candles.openAt].every((at, index) => at === (candles.openAt[0] ?? 0) + index * MINUTE_MS)).toBe(true);
    expect(rows(history())).toEqual(rows(candles));
    expect(rows(history({ seed: 8 }))).not.toEqual(rows(candles));
  });

  it("has candles that hold together: each opens where the last closed, but for the jumps", () => {
    for (const { instrument } of SYNTHETIC_MARKETS) {
      const candles = rows(history({ id: instrument.id, from: START_AT - 2 * DAY_MS }));
      let breaks = 0;
      let before: number | undefined;
      for (const [, open = 0, high = 0, low = 0, close = 0, volume = 0] of candles) {
        const holds = low > 0 && low <= Math.min(open, close) && high >= Math.max(open, close) && volume > 0;
        const isOnGrid = [open, high, low, close].every((price) => price % instrument.ticksMantissa === 0);
        if (!holds || !isOnGrid) throw new Error(`A candle of ${instrument.id} does not hold together`);
        if (before !== undefined && open !== before) breaks += 1;
        before = close;
      }
      expect(breaks).toBeLessThan(8);
    }
  });

  it.each(SYNTHETIC_MARKETS.map(({ instrument }) => instrument.id))("of %s ends where its tape begins", (id) => {
    const market = createSyntheticMarket({ seed: 7, startAt: START_AT });
    for (let event = market.next(); ; event = market.next()) {
      if (event.kind !== "book" || event.instrumentId !== id) continue;
      const close = history({ id, from: START_AT - DAY_MS }).close.at(-1) ?? 0;
      expect(close).toBeGreaterThanOrEqual(event.bestBidTicks);
      expect(close).toBeLessThanOrEqual(event.bestAskTicks);
      return;
    }
  });

  it("answers any part with the same candles as the whole", () => {
    const whole = rows(history());
    const from = TAPE_START - 5 * DAY_MS + 17 * MINUTE_MS;
    const to = TAPE_START - 5 * DAY_MS + 140 * MINUTE_MS;
    expect(rows(history({ from, to }))).toEqual(whole.filter(([at = 0]) => at >= from && at < to));
    expect(rows(history({ from: from + 1, to: from + 2 }))).toEqual([]);
    expect(history({ from: START_AT, to: START_AT + DAY_MS }).length).toBe(0);
    expect(history({ from: 0, to: 5 }).length).toBe(0);
  });

  it.each(["5m", "1h", "4h", "1d"] as const)("has whole %s candles made of its minutes", (timeframe) => {
    const from = START_AT - 4 * DAY_MS;
    const minutes = rows(history({ from: from - DAY_MS }));
    const candles = rows(history({ timeframe, from }));
    expect(candles.length).toBeGreaterThan(2);
    const stepMs = (candles[1]?.[0] ?? 0) - (candles[0]?.[0] ?? 0);
    for (const [openAt = 0, open, high, low, close, volume] of candles) {
      const first = (openAt - (minutes[0]?.[0] ?? 0)) / MINUTE_MS;
      const inside = minutes.slice(first, first + stepMs / MINUTE_MS);
      expect(inside).toHaveLength(stepMs / MINUTE_MS);
      expect([open, high, low, close, volume]).toEqual([
        inside[0]?.[1],
        Math.max(...inside.map((row) => row[2] ?? 0)),
        Math.min(...inside.map((row) => row[3] ?? 0)),
        inside.at(-1)?.[4],
        inside.reduce((sum, row) => sum + (row[5] ?? 0), 0),
      ]);
    }
  });

  it("follows the hours of the market", () => {
    const hour = new AssetPath(7).hour(-100);
    const at = TAPE_START - 100 * 60 * MINUTE_MS;
    expect(history({ from: at, to: at + MINUTE_MS }).open[0]).toBe(Math.round((hour.prices[0] ?? 0) * 100));
  });

  it("refuses an instrument that is not in the market", () => {
    expect(() => history({ id: "DOGE-USDT" })).toThrow(/"DOGE-USDT" is not in the synthetic market/);
  });
});

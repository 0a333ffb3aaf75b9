import fc from "fast-check";
import { expect, it } from "vitest";
import { type Bar, joinBars } from "../../../components/chart/candles/bar.ts";
import { BARS_MAX, BarSeries } from "../../../components/chart/candles/bar-series.ts";
import { aggregateRunning } from "../../../server/domain/markets/candle-aggregator.ts";
import { CandleColumnsBuilder } from "../../../server/domain/markets/candle-columns-builder.ts";
import { TIMEFRAMES, timeframeMs } from "../../../server/domain/time/timeframe.ts";

const MINUTE_MS = 60_000;
const START = Date.UTC(2026, 10, 21);

const bar = (openAt: number, close = 100, volume = 1): Bar => ({
  openAt,
  open: 100,
  high: 110,
  low: 90,
  close,
  volume,
});

const minutes = fc
  .array(
    fc.record({
      wait: fc.integer({ min: 1, max: 40 }),
      open: fc.integer({ min: 50, max: 150 }),
      up: fc.integer({ min: 0, max: 20 }),
      down: fc.integer({ min: 0, max: 20 }),
      close: fc.integer({ min: 0, max: 100 }),
      volume: fc.integer({ min: 0, max: 9 }),
    }),
    { minLength: 2, maxLength: 60 },
  )
  .map((rows): Bar[] => {
    let openAt = START;
    return rows.map(({ wait, open, up, down, close, volume }) => {
      openAt += wait * MINUTE_MS;
      const [high, low] = [open + up, open - down];
      return { openAt, open, high, low, close: low + Math.round(((high - low) * close) / 100), volume };
    });
  });

function aggregated(bars: readonly Bar[], timeframe: (typeof TIMEFRAMES)[number]): Bar[] {
  const builder = new CandleColumnsBuilder("1m");
  for (const { openAt, open, high, low, close, volume } of bars) {
    const problem = builder.add(openAt, `${open}`, `${high}`, `${low}`, `${close}`, `${volume}`);
    expect(problem).toBeNull();
  }
  const columns = aggregateRunning(builder.finish().columns, timeframe);
  const scale = 10 ** columns.priceDecimals;
  return Array.from({ length: columns.length }, (_, index) => ({
    openAt: columns.openAt[index] as number,
    open: (columns.open[index] as number) / scale,
    high: (columns.high[index] as number) / scale,
    low: (columns.low[index] as number) / scale,
    close: (columns.close[index] as number) / scale,
    volume: Number(columns.volume[index]) / 10 ** columns.volumeDecimals,
  }));
}

it("makes of live minutes the bars that the desk makes of stored ones, wherever it began to listen", () => {
  fc.assert(
    fc.property(minutes, fc.constantFrom(...TIMEFRAMES), fc.nat({ max: 59 }), (all, timeframe, cut) => {
      const stored = all.slice(0, cut);
      const closedUntil = stored.length === 0 ? 0 : (stored.at(-1)?.openAt ?? 0) + MINUTE_MS;
      const series = new BarSeries(timeframeMs(timeframe));
      series.reset(aggregated(stored, timeframe), closedUntil);
      for (const minute of all.slice(cut)) {
        // It comes in states: at first only its open, then whole.
        series.takeMinute({ ...minute, high: minute.open, low: minute.open, close: minute.open, volume: 0 });
        series.takeMinute(minute);
        series.takeMinute(minute);
      }
      expect(series.bars).toEqual(aggregated(all, timeframe));
    }),
    { numRuns: 60 },
  );
});

it("leaves out a minute that the stored bars have in already", () => {
  const series = new BarSeries(5 * MINUTE_MS);
  series.reset([bar(START, 105, 3)], START + 3 * MINUTE_MS);
  expect(series.takeMinute(bar(START + 2 * MINUTE_MS, 1, 50))).toBe("unchanged");
  expect(series.bars).toEqual([bar(START, 105, 3)]);
});

it("puts the stored bars in place of live ones, and keeps the running minute on top", () => {
  const series = new BarSeries(5 * MINUTE_MS);
  series.reset([bar(START)], START + MINUTE_MS);
  series.takeMinute(bar(START + 3 * MINUTE_MS, 107, 2));
  const stored = bar(START, 101, 9);
  expect(series.replaceTail([stored], START + 3 * MINUTE_MS)).toBe(true);
  expect(series.bars).toEqual([joinBars(stored, bar(START + 3 * MINUTE_MS, 107, 2))]);
  expect(series.replaceTail([bar(START + 50 * MINUTE_MS)], START + 51 * MINUTE_MS)).toBe(false);
});

it("drops the newest bars for older ones beyond its cap, and takes nothing live then", () => {
  const many = (from: number, count: number) => Array.from({ length: count }, (_, i) => bar((from + i) * MINUTE_MS));
  const series = new BarSeries(MINUTE_MS);
  series.reset(many(30_000, 15_000), 45_000 * MINUTE_MS);
  series.prepend(many(20_000, 10_000));
  expect(series.bars).toHaveLength(BARS_MAX);
  expect(series.bars[0]?.openAt).toBe(20_000 * MINUTE_MS);
  expect(series.isDetached).toBe(true);
  expect(series.takeMinute(bar(45_000 * MINUTE_MS))).toBe("unchanged");
});

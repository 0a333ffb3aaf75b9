import { expect, it, vi } from "vitest";
import type { Bar } from "../../../components/chart/candles/bar.ts";
import { CandleHistory, type HistoryDoors } from "../../../components/chart/candles/candle-history.ts";
import type { CandlePage } from "../../../server/domain/markets/candle-page.ts";

const MINUTE_MS = 60_000;
const minute = (number: number): Bar => ({
  openAt: number * MINUTE_MS,
  open: 1,
  high: 1,
  low: 1,
  close: 1,
  volume: 1,
});

const page = (from: number, count: number, olderBefore: number | null): CandlePage => {
  const ones = Array.from({ length: count }, () => 100);
  return {
    timeframe: "1m",
    openAt: ones.map((_, index) => from + index),
    open: ones,
    high: ones,
    low: ones,
    close: ones,
    priceDecimals: 2,
    volume: ones,
    volumeDecimals: 2,
    closedUntil: (from + count) * MINUTE_MS,
    olderBefore,
  };
};

function open(load: HistoryDoors["load"]) {
  const timers: (() => void)[] = [];
  const doors = {
    load: vi.fn(load),
    after: (_: number, action: () => void) => {
      timers.push(action);
      return () => timers.splice(timers.indexOf(action), 1);
    },
    onState: vi.fn(),
    onBars: vi.fn(),
  };
  const history = new CandleHistory(MINUTE_MS, doors);
  const tick = async () => {
    for (const action of timers.splice(0)) action();
    await Promise.resolve();
    await new Promise(setImmediate);
  };
  return { history, doors, timers, tick };
}

it("asks for nothing while minute follows minute", async () => {
  const { history, doors, timers } = open(async () => page(100, 10, null));
  await history.reload();
  for (let number = 110; number < 130; number += 1) history.takeMinute(minute(number), minute(number - 1));
  expect(doors.load).toHaveBeenCalledTimes(1);
  expect(timers).toHaveLength(0);
  expect(history.series.bars).toHaveLength(30);
});

it("reads the newest bars again once after minutes that it did not see, however many prices follow", async () => {
  const { history, doors, timers, tick } = open(async () => page(100, 10, null));
  await history.reload();
  for (let times = 0; times < 5; times += 1) history.takeMinute(minute(115), minute(114));
  expect(timers).toHaveLength(1);
  doors.load.mockResolvedValueOnce(page(108, 7, null));
  await tick();
  expect(doors.load).toHaveBeenCalledTimes(2);
  expect(history.series.bars.map(({ openAt }) => openAt / MINUTE_MS)).toEqual([
    100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115,
  ]);
  history.takeMinute(minute(115), minute(114));
  expect(timers).toHaveLength(0);
});

it("loads older pages one after the other until there are none", async () => {
  const pages = [page(100, 10, 100 * MINUTE_MS), page(90, 10, null)];
  const { history, doors } = open(async () => pages.shift() ?? page(0, 0, null));
  await history.reload();
  await Promise.all([history.loadOlder(), history.loadOlder()]);
  expect(doors.load.mock.calls).toEqual([
    [null, 1_000],
    [100 * MINUTE_MS, 2_000],
  ]);
  expect(history.series.bars).toHaveLength(20);
  expect(history.hasOlder).toBe(false);
});

it("says what failed, tries again, and says when there is nothing", async () => {
  const { history, doors, tick } = open(async () => page(0, 0, null));
  doors.load.mockRejectedValueOnce(new Error("The desk could not be reached."));
  await history.reload();
  expect(doors.onState).toHaveBeenLastCalledWith({ kind: "failed", problem: "The desk could not be reached." });
  await tick();
  expect(doors.onState).toHaveBeenLastCalledWith({ kind: "empty" });
  history.takeMinute(minute(5), null);
  expect(doors.onState).toHaveBeenLastCalledWith({ kind: "ready" });
});

import { expect, test } from "vitest";
import type { MarketEvent } from "../../../server/domain/markets/market-event.ts";
import { DEFAULT_RISK_SETTINGS } from "../../../server/domain/risk/risk-settings.ts";
import { MarketView } from "../../../server/worker/market-data/market-view.ts";
import { TapeClock } from "../../../server/worker/market-data/tape/tape-clock.ts";
import { TapePlayer } from "../../../server/worker/market-data/tape/tape-player.ts";
import { TapeRunner } from "../../../server/worker/market-data/tape/tape-runner.ts";
import { quoteTape, TestFollower } from "./played-tape.ts";

const STALE_MS = DEFAULT_RISK_SETTINGS.staleAfterMs;

const bookAt = (at: number): MarketEvent => ({
  kind: "book",
  instrumentId: "BTC-USDT",
  at,
  isSnapshot: true,
  bids: [100, 1],
  asks: [101, 1],
  bestBidTicks: 100,
  bestBidLots: 1,
  bestAskTicks: 101,
  bestAskLots: 1,
});

function openRunner() {
  const wall = { now: 50_000 };
  const view = new MarketView(STALE_MS);
  const runner = new TapeRunner({
    position: 0,
    view,
    consumers: () => [],
    takeFlows: () => [],
    now: () => wall.now,
  });
  return { wall, runner, view };
}

test("between two events the tape's time goes on at its speed; a batch sets it, and it never goes back", async () => {
  const { wall, runner } = openRunner();
  runner.onPace({ state: "running", speed: 10 });
  await runner.take({ position: 0, events: [bookAt(1_000)] });
  expect(runner.tapeNow()).toBe(1_000);
  wall.now += 50;
  expect(runner.tapeNow()).toBe(1_500);
  await runner.take({ position: 1, events: [bookAt(1_200)] }); // Late on the way.
  expect(runner.tapeNow()).toBe(1_500);
  wall.now += 40;
  expect(runner.tapeNow()).toBe(1_600);
  await runner.take({ position: 2, events: [bookAt(9_000)] });
  expect(runner.tapeNow()).toBe(9_000);
});

test("while the tape is paused its time stands still, and goes on from there", async () => {
  const { wall, runner } = openRunner();
  runner.onPace({ state: "running", speed: 1 });
  await runner.take({ position: 0, events: [bookAt(1_000)] });
  wall.now += 300;
  runner.onPace({ state: "paused", speed: 1 });
  wall.now += 60_000;
  expect(runner.tapeNow()).toBe(1_300);
  runner.onPace({ state: "running", speed: 1 });
  wall.now += 200;
  expect(runner.tapeNow()).toBe(1_500);
});

test("prices of a tape that nobody plays grow stale and no older, those of one that has ended age for ever", async () => {
  const { wall, runner } = openRunner();
  runner.onPace({ state: "running", speed: 1 });
  await runner.take({ position: 0, events: [bookAt(1_000)] });
  runner.onPace({ state: "lost", speed: 1 });
  wall.now += 500;
  expect(runner.tapeNow()).toBe(1_500);
  wall.now += 3_600_000;
  expect(runner.tapeNow() - 1_000).toBe(STALE_MS + 1);
  runner.onPace({ state: "running", speed: 1 });
  await runner.take({ position: 1, events: [bookAt(1_050)] });
  expect(runner.tapeNow() - 1_000).toBe(STALE_MS + 1);
  runner.onPace({ state: "ended", speed: 1 });
  await runner.ended;
  wall.now += 3_600_000;
  expect(runner.tapeNow()).toBe(1_050 + 3_600_000);
});

test("events that come again after a break of the line are passed over", async () => {
  const { runner, view } = openRunner();
  await runner.take({ position: 0, events: [bookAt(1), bookAt(2), bookAt(3)] });
  await runner.take({ position: 1, events: [bookAt(2), bookAt(3), bookAt(4)] });
  expect(runner.position).toBe(4);
  expect(view.version).toBe(4);
});

test("no event passes while a session is let in, and what was said meanwhile comes after", async () => {
  const { runner } = openRunner();
  let letIn = () => undefined as unknown;
  const held = runner.hold(
    () =>
      new Promise<void>((resolve) => {
        letIn = () => resolve();
      }),
  );
  expect(runner.isHolding).toBe(true);
  const taking = runner.take({ position: 0, events: [bookAt(1)] });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(runner.position).toBe(0);
  letIn();
  await held;
  await taking;
  expect(runner.position).toBe(1);
  expect(runner.isHolding).toBe(false);
});

test("a change of speed takes effect from where the tape is", () => {
  const wall = { now: 1_000 };
  const clock = new TapeClock(1, () => wall.now);
  clock.setTo(10_000);
  wall.now += 100;
  expect(clock.tapeAt(0)).toBe(10_100);
  clock.setSpeed(50, 10_100);
  wall.now += 10;
  expect(clock.tapeAt(0)).toBe(10_600);
  expect(clock.waitMs(11_100)).toBe(10);
  clock.setSpeed("max", 10_600);
  expect(clock.waitMs(99_999)).toBe(0);
  clock.hold(10_600);
  expect(clock.waitMs(10_601)).toBe(Number.POSITIVE_INFINITY);
});

function openPlayer(length: number) {
  const view = new MarketView(STALE_MS);
  const feed = quoteTape(length);
  const player = new TapePlayer({
    feed,
    view,
    speed: "max",
    now: Date.now,
    inputNumber: 0,
    openFeed: async () => {
      throw new Error("the file is gone");
    },
    place: async () => undefined,
    onFailed: () => undefined,
  });
  return { player, view };
}

const readerOf = (follower: TestFollower, detached: string[] = []) => ({
  send: (batch: Parameters<TestFollower["take"]>[0]) => void follower.take(batch),
  onPace: () => undefined,
  onDetached: (reason: string) => void detached.push(reason),
});

test("who is ahead of the tape takes it along, alone; beyond its end nobody goes", () => {
  const { player, view } = openPlayer(1_000);
  player.attach(600, readerOf(new TestFollower(600)));
  expect(player.position).toBe(600);
  expect(view.tapeAt).toBe(1_700_000_000_000 + 599 * 10);
  expect(() => player.attach(700, readerOf(new TestFollower(700)))).toThrow("ahead of a tape that others follow");
  expect(() => openPlayer(1_000).player.attach(1_001, readerOf(new TestFollower(1_001)))).toThrow(
    "beyond the tape's end at 1000",
  );
});

test("one whose place in the tape cannot be read any more is told so and sent away", async () => {
  const { player } = openPlayer(1_000);
  player.attach(600, readerOf(new TestFollower(600)));
  const detached: string[] = [];
  player.attach(100, readerOf(new TestFollower(100), detached));
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(detached).toEqual([expect.stringContaining("the file is gone")]);
});

import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import type { FeedFrame, PriceFrame, PricesFrame, PricesRequest } from "../../../server/domain/markets/price-frames.ts";
import { type PlayedTape, playTape, quoteTape, TestFollower, TOKEN, tapeOn, until } from "./played-tape.ts";

const closing: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function play(speed: number | "max", length = 60_000): Promise<PlayedTape> {
  const tape = await playTape({ open: () => quoteTape(length, ["BTC-USDT", "ETH-USDT", "SOL-USDT"]), speed });
  closing.push(() => tape.close());
  return tape;
}

async function trade(tape: PlayedTape): Promise<void> {
  const client = tapeOn(tape.port);
  closing.push(() => client.close());
  await client.describe();
  client.follow(new TestFollower());
}

type Screen = {
  readonly socket: Socket;
  readonly frames: PriceFrame[];
  watch(request: Omit<PricesRequest, "kind">): void;
};

function openScreen(port: number): Screen {
  const socket = connect(port, "127.0.0.1");
  closing.push(() => void socket.destroy());
  socket.on("error", () => undefined);
  socket.write(`${TOKEN}\n`);
  const frames: PriceFrame[] = [];
  createInterface({ input: socket }).on("line", (line) => frames.push(JSON.parse(line)));
  return {
    socket,
    frames,
    watch: (request) => void socket.write(`${JSON.stringify({ kind: "watch", ...request })}\n`),
  };
}

const pricesIn = (frames: readonly PriceFrame[]): PricesFrame[] => frames.filter((frame) => frame.kind === "prices");
const feedsIn = (frames: readonly PriceFrame[]): FeedFrame[] => frames.filter((frame) => frame.kind === "feed");

test("a screen hears of what it watches alone, the top or the whole book", async () => {
  const tape = await play(100);
  await trade(tape);
  const screen = openScreen(tape.port);
  screen.watch({ top: ["ETH-USDT"], deep: ["BTC-USDT"] });
  await until(() => pricesIn(screen.frames).length > 6);
  const prices = pricesIn(screen.frames);
  const shown = prices.flatMap(({ instruments }) => instruments);
  expect(new Set(shown.map(({ id }) => id))).toEqual(new Set(["BTC-USDT", "ETH-USDT"]));
  for (const { id, bid, book, bookState } of shown) {
    expect(bid).toMatch(/^640\d\d\.\d\d$/);
    expect(book.bids.length > 0).toBe(id === "BTC-USDT");
    expect(bookState).toBe("live");
  }
  const times = prices.map(({ at }) => at);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

test("what a screen asks for later replaces what it asked for before, and is shown at once", async () => {
  const tape = await play(1, 3);
  await trade(tape);
  const screen = openScreen(tape.port);
  screen.watch({ top: ["ETH-USDT"], deep: [] });
  await until(() => pricesIn(screen.frames).length === 1);
  await sleep(300);
  expect(pricesIn(screen.frames)).toHaveLength(1); // Nothing changed since, so nothing is told again.
  screen.watch({ top: "all", deep: [] });
  await until(() => pricesIn(screen.frames).length === 2);
  expect(pricesIn(screen.frames)[1]?.instruments.map(({ id }) => id)).toEqual(["BTC-USDT", "ETH-USDT", "SOL-USDT"]);
});

test("a screen that does not read misses frames, not the newest prices", async () => {
  const tape = await play("max", 2_000_000);
  await trade(tape);
  const screen = openScreen(tape.port);
  screen.watch({ top: [], deep: "all" });
  await until(() => screen.frames.length > 1);
  screen.socket.pause();
  await sleep(700);
  tape.player.pause();
  await until(() => tape.player.pace.state === "paused");
  screen.socket.resume();
  await until(() => feedsIn(screen.frames).at(-1)?.feed.state === "paused");
  await sleep(250);
  const newest = new Map(
    pricesIn(screen.frames).flatMap(({ instruments }) => instruments.map((each) => [each.id, each])),
  );
  for (const view of tape.marketData.view.instruments()) expect(newest.get(view.id)?.at).toBe(view.at);
});

test("the feed's pace is told when it changes", async () => {
  const tape = await play(10, 100_000);
  const screen = openScreen(tape.port);
  screen.watch({ top: [], deep: [] });
  await until(() => feedsIn(screen.frames).length > 0);
  expect(feedsIn(screen.frames)[0]?.feed).toMatchObject({ state: "waiting", speed: 10, key: "test", kind: "recorded" });
  await trade(tape);
  const last = () => feedsIn(screen.frames).at(-1)?.feed;
  await until(() => last()?.state === "running");
  tape.player.setSpeed(250);
  await until(() => last()?.speed === 250);
  const seekTo = (tape.player.tapeAt ?? 0) + 100_000;
  tape.player.seek(seekTo);
  await until(() => (tape.player.tapeAt ?? 0) >= seekTo);
  tape.player.setSpeed("max");
  await until(() => last()?.state === "ended");
});

test("a screen that looks deep is told oftener than one that sees the top, and both at most in their time", async () => {
  const tape = await play(100);
  await trade(tape);
  const screen = openScreen(tape.port);
  const startAt = performance.now();
  screen.watch({ top: ["ETH-USDT"], deep: ["BTC-USDT"] });
  const told = (id: string) =>
    pricesIn(screen.frames).filter(({ instruments }) => instruments.some((each) => each.id === id));
  await until(() => told("ETH-USDT").length > 8);
  const lastedMs = performance.now() - startAt;
  expect(told("BTC-USDT").length).toBeGreaterThan(told("ETH-USDT").length * 1.5);
  expect(lastedMs).toBeGreaterThan((told("BTC-USDT").length - 3) * 40);
});

import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import type { MarketEvent } from "../../../server/domain/markets/market-event.ts";
import { freePort } from "../../../server/start/free-port.ts";
import { MarketView } from "../../../server/worker/market-data/market-view.ts";
import type { SocketTape } from "../../../server/worker/market-data/socket/socket-tape.ts";
import { type PlayedTape, type PlayOptions, playTape, quoteTape, TestFollower, tapeOn, until } from "./played-tape.ts";

const played: PlayedTape[] = [];
const clients: SocketTape[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  for (const tape of played.splice(0)) await tape.close();
});

async function play(options: Partial<PlayOptions> & { length?: number } = {}): Promise<PlayedTape> {
  const tape = await playTape({ open: () => quoteTape(options.length ?? 3_000), ...options });
  played.push(tape);
  return tape;
}

async function follow(port: number, follower: TestFollower): Promise<SocketTape> {
  const client = tapeOn(port);
  clients.push(client);
  await client.describe();
  client.follow(follower);
  return client;
}

function allOf(length: number): MarketEvent[] {
  const feed = quoteTape(length);
  return Array.from({ length }, () => feed.next()).filter((event) => event !== null);
}

test("hands over every event whole and in order, at most 256 at a time", async () => {
  const tape = await play();
  const follower = new TestFollower();
  await follow(tape.port, follower);
  await until(() => follower.position === 3_000);
  expect(follower.events).toEqual(allOf(3_000));
  expect(Math.max(...follower.batches)).toBe(256);
  await until(() => follower.paces.at(-1)?.state === "ended");
});

test("the next batch waits until the last one was dealt with", async () => {
  const tape = await play();
  const follower = new TestFollower();
  let release: () => void = () => undefined;
  follower.delay = () =>
    new Promise<void>((resolve) => {
      release = resolve;
    });
  await follow(tape.port, follower);
  await until(() => tape.player.position === 256);
  await sleep(100);
  expect(tape.player.position).toBe(256);
  release();
  await until(() => tape.player.position === 512);
});

test("two who trade on it go on together, from one instance of the source", async () => {
  const tape = await play();
  const [quick, slow] = [new TestFollower(), new TestFollower()];
  slow.delay = () => sleep(5);
  await follow(tape.port, quick);
  await follow(tape.port, slow);
  await until(() => quick.position === 3_000 && slow.position === 3_000);
  expect(slow.events).toEqual(quick.events);
  // One plays; a second is opened only for whoever came late, to come up.
  expect(tape.opened.feeds).toBeLessThanOrEqual(2);
});

test("one that is silent is detached, the others go on, and it recovers without loss or repeat", async () => {
  const tape = await play({ silentMs: 150 });
  const [quick, silent] = [new TestFollower(), new TestFollower()];
  let waits = 0;
  silent.delay = () => (waits++ === 1 ? sleep(3_000) : sleep(0));
  await follow(tape.port, silent);
  await follow(tape.port, quick);
  await until(() => quick.position === 3_000);
  expect(silent.position).toBeLessThan(3_000);
  await until(() => silent.position === 3_000);
  expect(silent.events).toEqual(allOf(3_000));
  expect(silent.paces.map(({ state }) => state)).toContain("lost");
});

test("one that holds the tape up on purpose is not silent", async () => {
  const tape = await play({ silentMs: 1_500, length: 600 });
  const follower = new TestFollower();
  follower.isHolding = true;
  let waits = 0;
  follower.delay = () => (waits++ === 0 ? sleep(2_600) : sleep(0));
  await follow(tape.port, follower);
  await until(() => follower.position === 600);
  expect(follower.paces.map(({ state }) => state)).not.toContain("lost");
});

test("when its process dies and comes back behind, it goes on where the trader stands", async () => {
  const port = await freePort();
  const first = await playTape({ open: () => quoteTape(5_000), port, speed: 200 });
  const follower = new TestFollower();
  await follow(port, follower);
  await until(() => follower.position > 500);
  await first.close();
  await until(() => follower.paces.at(-1)?.state === "lost");
  const second = await play({ open: () => quoteTape(5_000), port, position: 100 });
  await until(() => follower.position === 5_000);
  expect(follower.events).toEqual(allOf(5_000));
  expect(second.player.position).toBe(5_000);
});

test("another tape behind the same port is noticed before an event of it is taken", async () => {
  const port = await freePort();
  const first = await playTape({ open: () => quoteTape(5_000), port, speed: 100 });
  const others: string[] = [];
  const client = tapeOn(port, (key) => others.push(key));
  clients.push(client);
  await client.describe();
  client.follow(new TestFollower());
  await first.close();
  await play({ port, key: "another" });
  await until(() => others.length > 0);
  expect(others[0]).toBe("another");
});

test("what our own orders took acts 256 events after the fill, and is durable before the tape goes on", async () => {
  const tape = await play();
  const follower = new TestFollower();
  const input = { kind: "flow", instrumentId: "BTC-USDT", side: "buy", quantityLots: 5 } as const;
  follower.flows = [{ position: 7, input }];
  await follow(tape.port, follower);
  await until(() => follower.position === 3_000);
  expect(tape.placed).toEqual([{ position: 7 + 256, number: 1, input }]);
});

test("a reader of its own sees what is known where it begins, then each event up to its end", async () => {
  const tape = await play({ position: 2_000, speed: 1 });
  const client = tapeOn(tape.port);
  clients.push(client);
  const seen: [MarketEvent, number][] = [];
  await client.read({ from: 700, to: 1_500 }, (event, position) => void seen.push([event, position]));
  const after = seen.filter(([, position]) => position > 700);
  expect(after.map(([, position]) => position)).toEqual(Array.from({ length: 800 }, (_, index) => 701 + index));
  expect(after.map(([event]) => event)).toEqual(allOf(1_500).slice(700));
  const view = new MarketView(10_000);
  const whole = new MarketView(10_000);
  for (const [event] of seen) view.observe(event);
  for (const event of allOf(1_500)) whole.observe(event);
  expect(view.snapshot()).toEqual(whole.snapshot());
});

test("a caller without the token, or that speaks another language, is put out", async () => {
  const tape = await play();
  const { connect } = await import("node:net");
  for (const words of ["guess\n", "prices-token\nhello\n", `${"x".repeat(1_100_000)}`]) {
    const socket = connect(tape.port, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write(words);
    await new Promise<void>((resolve) => socket.once("close", () => resolve()));
  }
});

import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { loadCandles } from "../../../db/market-data/load-candles.ts";
import { IMPACT_LAG_EVENTS } from "../../../server/domain/markets/feed-input.ts";
import { createLogger } from "../../../server/platform/logger.ts";
import { type MarketData, openMarketData } from "../../../server/worker/market-data/market-data.ts";
import { findDeskFeed } from "../../../server/worker/market-data/open-feed.ts";
import { openSyntheticFeed } from "../../../server/worker/market-data/synthetic-feed.ts";
import { startTestPostgres, type TestPostgres } from "../../support/postgres.ts";
import { TestFollower, until } from "./played-tape.ts";

const log = createLogger({ name: "feed-test", level: "error" });

let postgres: TestPostgres;
let owner: Client;
let worker: Client;
const open: MarketData[] = [];

beforeAll(async () => {
  postgres = await startTestPostgres();
  owner = connect(postgres.owner, { max: 2, applicationName: "feed-test" });
  worker = connect(postgres.worker, { max: 3, applicationName: "feed-test-worker" });
});

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

afterAll(async () => {
  await owner?.end({ timeout: 2 });
  await worker?.end({ timeout: 2 });
  await postgres?.stop();
});

async function play({ seed, feedSpeed }: { seed: number; feedSpeed: number | "max" }): Promise<MarketData> {
  const deskFeed = await findDeskFeed(worker, { kind: "synthetic" }, seed, Date.now());
  const marketData = await openMarketData({ sql: worker, log, deskFeed, feedSpeed });
  open.push(marketData);
  return marketData;
}

/** Asks as the web does, and waits for the answer. */
async function ask(action: object): Promise<string> {
  const id = randomUUID();
  await owner`insert into feed_control (id, action, user_id) values (${id}, ${owner.json(action as never)}, null)`;
  await owner`select pg_notify('tradewind_feed', ${id})`;
  for (let tries = 0; tries < 3_000; tries++) {
    const [row] = await owner<{ outcome: string | null }[]>`select outcome from feed_control where id = ${id}`;
    if (row !== undefined && row.outcome !== null) return row.outcome;
    await sleep(20);
  }
  throw new Error("Nobody answered");
}

test("a tape is paused, resumed, sped up and wound forward by what people ask in the database", async () => {
  const marketData = await play({ seed: 21, feedSpeed: 20 });
  const follower = new TestFollower(marketData.describe().position);
  marketData.tape.follow(follower);
  await until(() => follower.position > 20);
  expect(await ask({ kind: "pause" })).toBe("done");
  await until(() => follower.paces.at(-1)?.state === "paused");
  await sleep(50);
  const { position } = follower;
  await sleep(400);
  expect(follower.position).toBe(position);
  expect(await ask({ kind: "speed", speed: 100 })).toBe("done");
  expect(await ask({ kind: "resume" })).toBe("done");
  await until(() => follower.position > position + 500);
  expect(marketData.status()).toMatchObject({ state: "running", speed: 100 });
  const at = (marketData.view.tapeAt ?? 0) + 300_000;
  expect(await ask({ kind: "seek", at })).toBe("done");
  await until(() => (marketData.view.tapeAt ?? 0) >= at);
  // Wound, not cut: everybody who trades on it saw every event.
  expect(follower.events.length).toBe(follower.position);
  const [first, back] = [
    new Date(marketData.view.tapeAt ?? 0).toISOString().slice(0, 13),
    await ask({ kind: "seek", at: 5 }),
  ];
  expect(back).toContain("cannot go back to 1970-01-01T00:00:00.005Z");
  expect(back).toContain(first);
  expect(await ask({ kind: "dance" })).toContain("nothing that a tape can do");
});

test("a pause gives up a seek, so that a mistyped year can be taken back", async () => {
  const marketData = await play({ seed: 25, feedSpeed: 1 });
  const follower = new TestFollower(marketData.describe().position);
  marketData.tape.follow(follower);
  await until(() => follower.position > 20);
  expect(await ask({ kind: "seek", at: Date.UTC(2062, 0, 1) })).toBe("done");
  await until(() => follower.position > 5_000);
  expect(await ask({ kind: "pause" })).toBe("done");
  await until(() => follower.paces.at(-1)?.state === "paused");
  expect(marketData.status().seekingTo).toBeNull();
  expect(await ask({ kind: "resume" })).toBe("done");
  await until(() => follower.paces.at(-1)?.state === "running");
  const { position } = follower;
  await sleep(300);
  expect(follower.position - position).toBeLessThan(2_000);
});

test("nothing is planted while nobody trades on the tape: after a crash it may stand behind those who do", async () => {
  const marketData = await play({ seed: 26, feedSpeed: 1 });
  const key = marketData.describe().key;
  const planted = async () => (await owner`select 1 from feed_input where feed_key = ${key}`).length;
  const answer = ask({ kind: "episode", episode: "flash-crash", instrumentId: "BTC-USDT" });
  expect(await ask({ kind: "speed", speed: 2 })).toBe("done"); // Everything before it has been looked at.
  expect(await planted()).toBe(0);
  const follower = new TestFollower(5_000);
  marketData.tape.follow(follower);
  expect(await answer).toBe("done");
  const [row] = await owner<{ position: string }[]>`select position from feed_input where feed_key = ${key}`;
  expect(Number(row?.position)).toBeGreaterThanOrEqual(5_000);
});

test("an episode and our own trades are part of the tape: played again from the start, it is the same", async () => {
  const marketData = await play({ seed: 22, feedSpeed: "max" });
  const follower = new TestFollower(0);
  const input = { kind: "flow", instrumentId: "BTC-USDT", side: "buy", quantityLots: 4_000_000 } as const;
  follower.delay = async () => {
    if (follower.position === 0) follower.flows = [{ position: 3, input }];
    if (follower.position > 20_000) marketData.player.pause();
  };
  marketData.tape.follow(follower);
  await until(() => follower.position > 1_000);
  expect(await ask({ kind: "episode", episode: "flash-crash", instrumentId: "BTC-USDT" })).toBe("done");
  await until(() => marketData.player.pace.state === "paused");
  const key = marketData.describe().key;
  const inputs = await owner<{ position: string; input: { kind: string } }[]>`
    select position, input from feed_input where feed_key = ${key} order by position`;
  expect(inputs.map(({ input }) => input.kind)).toEqual(["flow", "episode"]);
  expect(Number(inputs[0]?.position)).toBe(3 + IMPACT_LAG_EVENTS);
  const startAt = Number(key.split(":").at(-1));
  const placed = inputs.map(({ position, input }, index) => ({ position: Number(position), number: index + 1, input }));
  const again = openSyntheticFeed({ seed: 22, startAt, inputs: placed as never });
  const untouched = openSyntheticFeed({ seed: 22, startAt });
  let differs = 0;
  for (const event of follower.events) {
    const played = JSON.stringify(event);
    if (JSON.stringify(again.next()) !== played) expect.fail(`Played again, ${played} is another event`);
    if (JSON.stringify(untouched.next()) !== played) differs += 1;
  }
  expect(differs).toBeGreaterThan(0);
  expect(await ask({ kind: "episode", episode: "depeg", instrumentId: "BTC-USDT" })).toContain("no peg to lose");
});

test("what a tape closes is in the store with the 30 days before it, under its key, and its instruments are listed", async () => {
  const marketData = await play({ seed: 23, feedSpeed: "max" });
  const follower = new TestFollower(0);
  follower.delay = async () => {
    if (follower.position > 30_000) marketData.player.pause();
  };
  marketData.tape.follow(follower);
  await until(() => marketData.player.pace.state === "paused");
  const { key } = marketData.describe();
  const startAt = Number(key.split(":").at(-1));
  await marketData.close();
  open.splice(0);
  const closed = follower.events.filter((event) => event.kind === "candle" && event.instrumentId === "BTC-USDT.north");
  expect(closed.length).toBeGreaterThan(2);
  const [entry] = await owner<{ source: string; symbol: string; tick: string }[]>`
    select source, symbol, tick from instrument where id = 'BTC-USDT.north'`;
  expect(entry).toMatchObject({ source: `${key}@north`, symbol: "BTC/USDT" });
  const series = { source: `${key}@north`, symbol: "BTC/USDT", kind: "candles", timeframe: "1m" } as const;
  const stored = await loadCandles(owner, series, { from: startAt - (startAt % 60_000) });
  expect([...stored.openAt]).toEqual(closed.map((event) => (event.kind === "candle" ? event.candle.openAt : 0)));
  const again = await play({ seed: 23, feedSpeed: 1 });
  expect(again.describe()).toMatchObject({ key, position: follower.position });
  for (let tries = 0; tries < 1_200; tries++) {
    const whole = await loadCandles(owner, series);
    if (whole.length > 43_000) return;
    await sleep(50);
  }
  throw new Error("The 30 days before the tape were not written");
});

test("what was wrong with a stream is noted, and not more often than anybody can read", async () => {
  const marketData = await play({ seed: 24, feedSpeed: "max" });
  const follower = new TestFollower(0);
  follower.delay = async () => {
    if (follower.position > 40_000) marketData.player.pause();
  };
  marketData.tape.follow(follower);
  await until(() => follower.position > 500);
  expect(await ask({ kind: "episode", episode: "venue-outage", venue: "north" })).toBe("done");
  await until(() => marketData.player.pace.state === "paused");
  const { key } = marketData.describe();
  await marketData.close();
  open.splice(0);
  const notes = await owner<{ instrument_id: string; code: string }[]>`
    select instrument_id, code from quality_event where feed_key = ${key}`;
  expect(notes.length).toBeGreaterThan(0);
  expect(notes.length).toBeLessThan(200);
  expect(new Set(notes.map(({ instrument_id }) => instrument_id.split(".")[1]))).toEqual(new Set(["north"]));
});

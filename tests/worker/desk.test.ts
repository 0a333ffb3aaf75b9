import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect as connectSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../../db/client.ts";
import { loadPortfolioState } from "../../db/queries/recovery.ts";
import type { FeedChoice } from "../../server/platform/env.ts";
import { createLogger } from "../../server/platform/logger.ts";
import { freePort } from "../../server/start/free-port.ts";
import type { Desk } from "../../server/worker/desk.ts";
import { auditStory } from "../crash/audit-story.ts";
import { openPortfolio, orderIntent, queue } from "../crash/crash-desk.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";
import { openWholeDesk } from "./open-whole-desk.ts";

const TOKEN = "let-me-in";
const log = createLogger({ name: "desk-test", level: "error" });

let postgres: TestPostgres;
let owner: Client;
let worker: Client;

beforeAll(async () => {
  postgres = await startTestPostgres();
  owner = connect(postgres.owner, { max: 3, applicationName: "desk-test" });
  worker = connect(postgres.worker, { max: 5, applicationName: "desk-test-worker" });
});

afterAll(async () => {
  await owner?.end({ timeout: 2 });
  await worker?.end({ timeout: 2 });
  await postgres?.stop();
});

async function open(seed: number, feed: FeedChoice = { kind: "synthetic" }): Promise<{ desk: Desk; livePort: number }> {
  const livePort = await freePort();
  const desk = await openWholeDesk({
    sql: worker,
    log,
    feed,
    feedSpeed: 5,
    seed,
    livePort,
    liveToken: TOKEN,
  });
  return { desk, livePort };
}

/** What a reader with this token hears in a while. */
async function listen(
  port: number,
  token: string,
  ms: number,
): Promise<{ kind: string; portfolioId?: string; equity?: string }[]> {
  const socket = connectSocket(port, "127.0.0.1", () => socket.write(`${token}\n`));
  socket.on("error", () => undefined);
  const frames: { kind: string }[] = [];
  createInterface({ input: socket }).on("line", (line) => frames.push(JSON.parse(line)));
  await sleep(ms);
  socket.destroy();
  return frames;
}

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 100; i++) {
    if (await isTrue()) return;
    await sleep(50);
  }
  throw new Error("It did not become true in five seconds");
}

const outcomeOf = async (key: string) =>
  (
    await owner<
      { outcome: { kind: string; code?: string } | null }[]
    >`select outcome from control_command where key = ${key}`
  )[0]?.outcome ?? null;

test("carries out a command, tells equity to who holds the token, and goes on after a restart", async () => {
  const portfolioId = await openPortfolio(owner, "desktest1");
  const first = await open(1);
  await sleep(500);
  await queue(owner, portfolioId, "k1", { kind: "place-order", intent: orderIntent("k1", { quantityLots: 1_000 }) });
  await until(async () => (await outcomeOf("k1")) !== null);
  expect(await outcomeOf("k1")).toMatchObject({ kind: "done" });
  const frames = await listen(first.livePort, TOKEN, 1_500);
  expect(new Set(frames.map((frame) => frame.kind))).toEqual(new Set(["status", "marks"]));
  expect(frames.find((frame) => frame.kind === "marks")).toMatchObject({
    portfolioId,
    equity: expect.stringMatching(/^\d+(\.\d+)?$/),
  });
  expect(await listen(first.livePort, "guess", 300)).toEqual([]);
  await first.desk.close();
  const before = await loadPortfolioState(owner, portfolioId);
  // What the order took is felt by the synthetic market, 256 events after the fill.
  const felt = await owner<{ lag: number; quantity: number }[]>`
    select (i.position - j.feed_position)::int as lag, (i.input ->> 'quantityLots')::int as quantity
    from feed_input i, journal j
    where j.portfolio_id = ${portfolioId} and j.changes::text like '%fill-booked%' and i.position - j.feed_position = 256`;
  expect(felt.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(1_000);

  const second = await open(1);
  await queue(owner, portfolioId, "k1", { kind: "place-order", intent: orderIntent("k1", { quantityLots: 1_000 }) });
  await queue(owner, portfolioId, "k2", {
    kind: "place-order",
    intent: orderIntent("k2", { quantityLots: 1_000, side: "sell" }),
  });
  await until(async () => (await outcomeOf("k2")) !== null);
  await second.desk.close();
  const after = await loadPortfolioState(owner, portfolioId);
  expect(after.counters.orders).toBe(before.counters.orders + 1);
  expect(after.tapeAt).toBeGreaterThanOrEqual(before.tapeAt);
  expect((await auditStory(owner, portfolioId)).problems).toEqual([]);
});

/** A short recording of trades in bitcoin. */
function recording(folder: string, stepMs = 10, trades = 20): FeedChoice {
  const path = join(folder, "BTCUSDT-trades.csv");
  const trade = (at: number, id: number) => `${at},${at}000,${id},64000.00,0.5,true,MARKET`;
  const lines = Array.from({ length: trades }, (_, i) => trade(1_700_000_000_000 + i * stepMs, i + 1));
  writeFileSync(path, ["exch_time_ms,local_time_us,trade_id,price,qty,buyer_is_maker,kind", ...lines, ""].join("\n"));
  return { kind: "recorded", files: [path] };
}

test("a portfolio is frozen, not marked anew, on any prices but its own, and goes on when those play again", async () => {
  const portfolioId = await openPortfolio(owner, "desktest2");
  const folder = mkdtempSync(join(tmpdir(), "tradewind-other-"));
  const first = await open(1);
  await queue(owner, portfolioId, "k2b", { kind: "place-order", intent: orderIntent("k2b", { quantityLots: 50 }) });
  await until(async () => (await outcomeOf("k2b")) !== null);
  await first.desk.close();
  const bound = await loadPortfolioState(owner, portfolioId);
  expect(bound.isOffTape).toBe(false);
  const balances = () => owner`select currency, total, reserved from balances where portfolio_id = ${portfolioId}`;
  const held = await balances();

  for (const [number, feed] of [recording(folder), { kind: "synthetic" } as const].entries()) {
    const other = await open(2, feed);
    const key = `k3-${number}`;
    await queue(owner, portfolioId, key, { kind: "place-order", intent: orderIntent(key, {}) });
    const frames = await listen(other.livePort, TOKEN, 1_300);
    expect(frames.length).toBeGreaterThan(0);
    expect(frames.filter((frame) => frame.portfolioId === portfolioId)).toEqual([]);
    expect(await outcomeOf(key)).toBeNull();
    expect(await loadPortfolioState(owner, portfolioId)).toMatchObject({
      isOffTape: true,
      sequence: bound.sequence,
      epoch: bound.epoch,
    });
    expect(await balances()).toEqual(held);
    await other.desk.close();
  }

  const again = await open(1);
  await until(async () => (await outcomeOf("k3-0")) !== null && (await outcomeOf("k3-1")) !== null);
  await again.desk.close();
  rmSync(folder, { recursive: true });
});

test("a portfolio that is made while the desk runs trades at once", async () => {
  const { desk } = await open(1);
  const portfolioId = await openPortfolio(owner, "desktest3");
  await queue(owner, portfolioId, "k4", { kind: "place-order", intent: orderIntent("k4", {}) });
  await until(async () => (await outcomeOf("k4")) !== null);
  expect(await outcomeOf("k4")).toMatchObject({ kind: "done" });
  await desk.close();
});

test("a portfolio whose tables are broken stays stopped, and the others trade, those made later as well", async () => {
  const broken = await openPortfolio(owner, "desktest5");
  await owner`insert into positions (portfolio_id, instrument_id, realised) values (${broken}, 'GONE-USDT', 0)`;
  const { desk } = await open(1);
  const later = await openPortfolio(owner, "desktest6");
  await queue(owner, later, "k5", { kind: "place-order", intent: orderIntent("k5", {}) });
  await queue(owner, broken, "k6", { kind: "place-order", intent: orderIntent("k6", {}) });
  await until(async () => (await outcomeOf("k5")) !== null);
  expect(await outcomeOf("k5")).toMatchObject({ kind: "done" });
  expect(await outcomeOf("k6")).toBeNull();
  await desk.close();
  await owner`delete from positions where portfolio_id = ${broken}`;
});

test("when a recording has ended a cancel still ends, and no order is taken any more", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tradewind-ended-"));
  const portfolioId = await openPortfolio(owner, "desktest4", "recorded");
  const feed = recording(folder, 200, 60);
  const livePort = await freePort();
  const desk = await openWholeDesk({ sql: worker, log, feed, feedSpeed: 1, seed: 1, livePort, liveToken: TOKEN });
  const resting = { type: "limit", timeInForce: "GTC", priceTicks: 6_000_000 } as const;
  const statusOf = async () =>
    (
      await owner<
        { status: string }[]
      >`select status from orders where portfolio_id = ${portfolioId} and status <> 'denied'`
    )[0]?.status;
  // Denied until the first price has come.
  for (let number = 0; number < 60 && (await statusOf()) !== "accepted"; number += 1) {
    const key = `e1-${number}`;
    if ((await statusOf()) === undefined)
      await queue(owner, portfolioId, key, { kind: "place-order", intent: orderIntent(key, resting) });
    await sleep(150);
  }
  await desk.ended;
  await queue(owner, portfolioId, "e2", { kind: "cancel-all", instrumentId: null });
  await until(async () => (await statusOf()) === "canceled");
  await sleep(200);
  for (const [key, wanted] of Object.entries({
    e3: resting,
    e4: {},
  } as const)) {
    await queue(owner, portfolioId, key, { kind: "place-order", intent: orderIntent(key, wanted) });
    await until(async () => (await outcomeOf(key)) !== null);
    expect(await outcomeOf(key)).toMatchObject({ kind: "refused", code: "market-ended" });
  }
  await desk.close();
  rmSync(folder, { recursive: true });
});

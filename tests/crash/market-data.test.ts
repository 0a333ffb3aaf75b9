import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../../db/client.ts";
import { createLogger } from "../../server/platform/logger.ts";
import { freePort } from "../../server/start/free-port.ts";
import { openDesk } from "../../server/worker/desk.ts";
import { SocketTape } from "../../server/worker/market-data/socket/socket-tape.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";
import { auditStory } from "./audit-story.ts";
import { openPortfolio, orderIntent, queue } from "./crash-desk.ts";
import { dice, Traffic } from "./traffic.ts";

const KILLS = 5;
const TOKEN = "crash-prices";
const dataDir = mkdtempSync(join(tmpdir(), "tradewind-market-data-crash-"));

let postgres: TestPostgres;
let owner: Client;
let worker: Client;

beforeAll(async () => {
  postgres = await startTestPostgres({ isDurable: true });
  owner = connect(postgres.owner, { max: 3, applicationName: "market-data-crash" });
  worker = connect(postgres.worker, { max: 4, applicationName: "market-data-crash-worker" });
});

afterAll(async () => {
  await owner?.end({ timeout: 2 });
  await worker?.end({ timeout: 2 });
  await postgres?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A real process of the desk, as the supervisor starts it. */
async function start(file: "worker/market-data/main.ts" | "worker/main.ts", port: number): Promise<ChildProcess> {
  const child = fork("server/platform/run.js", [`server/${file}`], {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: {
      ...process.env,
      TRADEWIND_DATABASE_URL_WORKER: postgres.worker,
      TRADEWIND_DATA_DIR: dataDir,
      TRADEWIND_PRICES_PORT: String(port),
      TRADEWIND_PRICES_TOKEN: TOKEN,
      TRADEWIND_LIVE_PORT: String(await freePort()),
      TRADEWIND_LIVE_TOKEN: "crash-live",
      TRADEWIND_FEED: "synthetic",
      TRADEWIND_FEED_SPEED: "20",
      TRADEWIND_SEED: "31",
      TRADEWIND_LOG_LEVEL: "error",
    },
  });
  const died = once(child, "exit").then(() => {
    throw new Error(`server/${file} ended before it was ready`);
  });
  await Promise.race([once(child, "message"), died]);
  died.catch(() => undefined); // It is killed later on.
  return child;
}

const startMarketData = (port: number) => start("worker/market-data/main.ts", port);

async function end(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  const exit = once(child, "exit");
  child.kill(signal);
  await exit;
}

async function untilAnswered(portfolioId: string): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    const [row] = await owner<{ waiting: number }[]>`
      select count(*)::int as waiting from control_command where portfolio_id = ${portfolioId} and status = 'pending'`;
    if (row?.waiting === 0) return;
    await sleep(50);
  }
}

/** Nothing lost, nothing doubled; the tape never ran back, and nobody was handed a stretch of it twice. */
async function expectWhole(portfolioId: string): Promise<void> {
  const { problems, fold } = await auditStory(owner, portfolioId);
  expect(problems).toEqual([]);
  expect(fold.fills.size).toBeGreaterThan(20);
  const rows = await owner<{ at: string; feed_position: string | null }[]>`
    select at, feed_position from journal where portfolio_id = ${portfolioId} and sequence > 0 order by sequence`;
  const positions = rows.map((row) => Number(row.feed_position));
  expect(positions).toEqual([...positions].sort((a, b) => a - b));
  const times = rows.map((row) => Number(row.at));
  expect(times).toEqual([...times].sort((a, b) => a - b));
}

const statusOf = async (key: string) =>
  (await owner<{ status: string }[]>`select status from control_command where key = ${key}`)[0]?.status;

test("orders go on, and none is lost or doubled, when the process that plays the tape is killed again and again", async () => {
  const portfolioId = await openPortfolio(owner, "marketdata1");
  const port = await freePort();
  let child = await startMarketData(port);
  const log = createLogger({ name: "market-data-crash", level: "error" });
  const tape = new SocketTape({ port, token: TOKEN, log, onOtherTape: (key) => expect.fail(`another tape: ${key}`) });
  const livePort = await freePort();
  const desk = await openDesk({ sql: worker, log, tape, livePort, liveToken: "crash", hashesAlways: true });
  const traffic = new Traffic(owner, portfolioId, 31);
  const roll = dice(31);
  traffic.start();
  for (let kill = 1; kill <= KILLS; kill++) {
    await sleep(300 + roll() * 700);
    await end(child, "SIGKILL");
    // With nobody to play the tape, what people ask is still taken up and answered.
    const key = randomUUID();
    await queue(owner, portfolioId, key, { kind: "place-order", intent: orderIntent(key, { quantityLots: 10 }) });
    for (let tries = 0; tries < 200 && (await statusOf(key)) === "pending"; tries++) await sleep(25);
    expect(await statusOf(key)).not.toBe("pending");
    child = await startMarketData(port);
  }
  const fills = async () => {
    const [row] = await owner<{ fills: number }[]>`
      select count(*)::int as fills from fills where portfolio_id = ${portfolioId}`;
    return row?.fills ?? 0;
  };
  const before = await fills();
  for (let tries = 0; tries < 300 && (await fills()) < before + 5; tries++) await sleep(50);
  await traffic.stop();
  await untilAnswered(portfolioId);
  await desk.close();
  await end(child, "SIGTERM");
  await expectWhole(portfolioId);
}, 200_000);

test("no order is lost or doubled when either process is killed while the other goes on", async () => {
  const portfolioId = await openPortfolio(owner, "marketdata2");
  const port = await freePort();
  let marketData = await startMarketData(port);
  let trading = await start("worker/main.ts", port);
  const traffic = new Traffic(owner, portfolioId, 32);
  const roll = dice(32);
  traffic.start();
  for (let kill = 1; kill <= KILLS; kill++) {
    await sleep(500 + roll() * 700);
    if (kill % 2 === 0) {
      await end(marketData, "SIGKILL");
      marketData = await startMarketData(port);
    } else {
      await end(trading, "SIGKILL");
      trading = await start("worker/main.ts", port);
    }
  }
  await sleep(1_500);
  await traffic.stop();
  await untilAnswered(portfolioId);
  await end(trading, "SIGTERM");
  await end(marketData, "SIGTERM");
  await expectWhole(portfolioId);
}, 200_000);

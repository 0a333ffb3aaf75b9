import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
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

const MAIN = fileURLToPath(new URL("../../server/worker/market-data/main.ts", import.meta.url));
const KILLS = 5;
const TOKEN = "crash-prices";

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
});

/** The real process, as the supervisor starts it. */
async function startMarketData(port: number): Promise<ChildProcess> {
  const child = fork(MAIN, [], {
    execArgv: ["--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: {
      ...process.env,
      TRADEWIND_DATABASE_URL_WORKER: postgres.worker,
      TRADEWIND_PRICES_PORT: String(port),
      TRADEWIND_PRICES_TOKEN: TOKEN,
      TRADEWIND_FEED: "synthetic",
      TRADEWIND_FEED_SPEED: "20",
      TRADEWIND_SEED: "31",
      TRADEWIND_LOG_LEVEL: "error",
    },
  });
  await once(child, "message");
  return child;
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
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
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
  for (let tries = 0; tries < 200; tries++) {
    const [row] = await owner<{ waiting: number }[]>`
      select count(*)::int as waiting from control_command where portfolio_id = ${portfolioId} and status = 'pending'`;
    if (row?.waiting === 0) break;
    await sleep(50);
  }
  await desk.close();
  child.kill("SIGTERM");
  await once(child, "exit");
  const { problems, fold } = await auditStory(owner, portfolioId);
  expect(problems).toEqual([]);
  expect(fold.fills.size).toBeGreaterThan(20);
  // The tape never ran back, and nobody was handed a stretch of it twice.
  const rows = await owner<{ at: string; feed_position: string | null }[]>`
    select at, feed_position from journal where portfolio_id = ${portfolioId} and sequence > 0 order by sequence`;
  const positions = rows.map((row) => Number(row.feed_position));
  expect(positions).toEqual([...positions].sort((a, b) => a - b));
  const times = rows.map((row) => Number(row.at));
  expect(times).toEqual([...times].sort((a, b) => a - b));
}, 200_000);

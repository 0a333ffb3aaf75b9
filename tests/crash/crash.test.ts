import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../../db/client.ts";
import { freePort } from "../../server/start/free-port.ts";
import { FAULT_POINTS } from "../../server/worker/sessions/session-driver.ts";
import { killCluster, startTestPostgres, type TestPostgres } from "../support/postgres.ts";
import { CrashWorker, finish, openPortfolio } from "./crash-desk.ts";
import { dice, Traffic } from "./traffic.ts";

const KILLS_A_POINT = 3;
const RANDOM_KILLS = 34;
const POSTGRES_EVERY = 4;
const DEATH_MS = 30_000;

let postgres: TestPostgres;
let owner: Client;

beforeAll(async () => {
  postgres = await startTestPostgres({ isDurable: true });
  owner = connect(postgres.owner, { max: 3, applicationName: "crash-test" });
});

afterAll(async () => {
  await owner?.end({ timeout: 2 });
  await postgres?.stop();
});

test("no order is lost or doubled when the worker dies at each named moment", async () => {
  const portfolioId = await openPortfolio(owner, "crashpoint");
  const worker = new CrashWorker({ databaseUrl: postgres.worker, livePort: await freePort(), seed: 11 });
  const traffic = new Traffic(owner, portfolioId, 11);
  traffic.start();
  for (const point of FAULT_POINTS) {
    for (let kill = 1; kill <= KILLS_A_POINT; kill++) {
      await worker.start({ point, occurrence: kill });
      expect(await worker.died(DEATH_MS), `the worker reached "${point}"`).toBe(true);
    }
  }
  await traffic.stop();
  const { problems, fold } = await finish(owner, worker, portfolioId);
  expect(problems).toEqual([]);
  expect(fold.fills.size).toBeGreaterThan(20);
  const unreached = [...fold.orders.values()].filter((order) => order.reasonCode === "never-reached-venue");
  expect(unreached.length).toBeGreaterThan(0);
  expect(
    unreached.every((order) => order.status === "rejected" && order.reservedUnits === 0 && order.reason !== null),
  ).toBe(true);
}, 400_000);

test("no order is lost or doubled when worker and Postgres are killed at random", async () => {
  const portfolioId = await openPortfolio(owner, "crashrandom");
  const worker = new CrashWorker({ databaseUrl: postgres.worker, livePort: await freePort(), seed: 12 });
  const traffic = new Traffic(owner, portfolioId, 12);
  const roll = dice(12);
  traffic.start();
  for (let kill = 1; kill <= RANDOM_KILLS; kill++) {
    if (!worker.isRunning) await worker.start(null);
    await sleep(100 + roll() * 900);
    if (kill % POSTGRES_EVERY === 0) {
      await killCluster(postgres.cluster);
      await postgres.cluster.revive();
    } else {
      await worker.kill("SIGKILL");
    }
  }
  await traffic.stop();
  const { problems, fold, commits } = await finish(owner, worker, portfolioId);
  expect(problems).toEqual([]);
  expect(fold.fills.size).toBeGreaterThan(20);
  expect(commits).toBeGreaterThan(RANDOM_KILLS);
}, 400_000);

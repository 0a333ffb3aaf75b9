import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../../db/client.ts";
import { stateHash } from "../../server/engine/journal/state-hash.ts";
import { freePort } from "../../server/start/free-port.ts";
import { LEASE_MS } from "../../server/worker/sessions/lease-holder.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";
import { recoveredState } from "../support/recovered-state.ts";
import { auditStory } from "./audit-story.ts";
import { CrashWorker, finish, openPortfolio } from "./crash-desk.ts";
import { Traffic } from "./traffic.ts";

const RESTARTS = 100;

let postgres: TestPostgres;
let owner: Client;

beforeAll(async () => {
  postgres = await startTestPostgres({ isDurable: true });
  owner = connect(postgres.owner, { max: 3, applicationName: "fault-test" });
});

afterAll(async () => {
  await owner?.end({ timeout: 2 });
  await postgres?.stop();
});

async function startWorker(seed: number): Promise<CrashWorker> {
  const worker = new CrashWorker({ databaseUrl: postgres.worker, livePort: await freePort(), seed });
  await worker.start(null);
  return worker;
}

const commitsOf = async (portfolioId: string): Promise<number> => {
  const [row] = await owner<
    { sequence: string }[]
  >`select sequence from portfolio_state where portfolio_id = ${portfolioId}`;
  return Number(row?.sequence ?? 0);
};

const fillsOf = async (portfolioId: string): Promise<number> => {
  const [row] = await owner<{ count: string }[]>`select count(*) from fills where portfolio_id = ${portfolioId}`;
  return Number(row?.count ?? 0);
};

/** However slow the machine is, trading goes on: where the worker died of what was done to it, a new one takes over, as on a desk. */
async function moreFillsThan(count: number, portfolioId: string, worker: CrashWorker): Promise<void> {
  while ((await fillsOf(portfolioId)) <= count) {
    if (!worker.isRunning) await worker.start(null);
    await sleep(100);
  }
}

/** Process ids of the worker's database connections. */
const backends = async (): Promise<number[]> =>
  (
    await owner<
      { pid: number }[]
    >`select pid from pg_stat_activity where application_name = 'tradewind-crash' and datname = current_database()`
  ).map(({ pid }) => pid);

function signal(pid: number, name: "SIGSTOP" | "SIGCONT"): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error; // It has ended meanwhile.
  }
}

/** Stops the worker's connections where they stand, but for an instant in which one held what all others need to read. */
async function freeze(portfolioId: string): Promise<readonly number[]> {
  for (;;) {
    const stopped = await backends();
    for (const pid of stopped) signal(pid, "SIGSTOP");
    const answered = commitsOf(portfolioId).then(() => true);
    if (await Promise.race([answered, sleep(2_000, false)])) return stopped;
    for (const pid of stopped) signal(pid, "SIGCONT");
    await answered;
  }
}

test("a database that stops, cuts connections or locks the journal delays trading and loses nothing", async () => {
  const portfolioId = await openPortfolio(owner, "faultdb01");
  const worker = await startWorker(21);
  const traffic = new Traffic(owner, portfolioId, 21);
  traffic.start();
  await moreFillsThan(0, portfolioId, worker);

  const frozen = await freeze(portfolioId);
  await sleep(3_000);
  const whileStopped = await commitsOf(portfolioId);
  await sleep(1_000);
  expect(await commitsOf(portfolioId)).toBe(whileStopped);
  for (const pid of frozen) signal(pid, "SIGCONT");

  for (let i = 0; i < 5; i++) {
    await sleep(400);
    await owner`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tradewind-crash' and datname = current_database()`;
  }
  const locker = await owner.reserve();
  await locker`begin`;
  await locker`lock table journal in access exclusive mode`;
  await sleep(2_000);
  await locker`commit`;
  locker.release();

  await moreFillsThan(Math.max(3, await fillsOf(portfolioId)), portfolioId, worker);
  await traffic.stop();
  const { problems, fold } = await finish(owner, worker, portfolioId);
  expect(problems).toEqual([]);
  expect(fold.fills.size).toBeGreaterThan(3);
}, 120_000);

test("a worker that slept past its lease writes nothing more once another has taken over", async () => {
  const portfolioId = await openPortfolio(owner, "faulttwo1");
  const sleeper = await startWorker(22);
  const traffic = new Traffic(owner, portfolioId, 22);
  traffic.start();
  await sleep(1_500);
  sleeper.signal("SIGSTOP");
  const successor = await startWorker(22);
  await sleep(LEASE_MS + 4_000);
  const taken = await commitsOf(portfolioId);
  sleeper.signal("SIGCONT");
  await sleep(3_000);
  expect(await commitsOf(portfolioId)).toBeGreaterThan(taken);
  await traffic.stop();
  await sleeper.kill("SIGKILL");
  const { problems } = await finish(owner, successor, portfolioId);
  expect(problems).toEqual([]);
}, 120_000);

test("a hundred recoveries in the middle of trading give the same state each time", async () => {
  const portfolioId = await openPortfolio(owner, "faultre01");
  const worker = await startWorker(23);
  const traffic = new Traffic(owner, portfolioId, 23);
  traffic.start();
  await sleep(2_000);
  await worker.kill("SIGKILL");
  await traffic.stop();
  const hashes = new Set<string>();
  for (let i = 0; i < RESTARTS; i++) hashes.add(stateHash(await recoveredState(owner, portfolioId)));
  expect(hashes.size).toBe(1);
  const { problems } = await finish(owner, worker, portfolioId);
  expect(problems).toEqual([]);
}, 120_000);

test("a worker that runs out of memory is like any other dead worker", async () => {
  const portfolioId = await openPortfolio(owner, "faultoom1");
  const worker = new CrashWorker({ databaseUrl: postgres.worker, livePort: await freePort(), seed: 24 });
  await worker.start(null, ["--max-old-space-size=40"]);
  const traffic = new Traffic(owner, portfolioId, 24);
  traffic.start();
  await worker.died(20_000);
  await worker.kill("SIGKILL");
  await traffic.stop();
  const { problems } = await finish(owner, worker, portfolioId);
  expect(problems).toEqual([]);
  expect((await auditStory(owner, portfolioId)).problems).toEqual([]);
}, 120_000);

import { getPriority } from "node:os";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { DATA_JOBS_BELL } from "../../../db/queries/data-jobs.ts";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import { plain, storedCandles } from "../../adapters/fetch/fetch-example.ts";
import { makeDataJob } from "../../db/make-data-job.ts";
import type { LocalExchange } from "../../support/local-exchange.ts";
import { openLocalBinance } from "../../support/local-exchange-binance.ts";
import { makeTruth } from "../../support/local-exchange-truth.ts";
import { startTestPostgres, type TestPostgres } from "../../support/postgres.ts";
import { type JobsProcess, launchJobs, until } from "./jobs-process.ts";

let database: TestPostgres;
let sql: Client;
let exchange: LocalExchange;
const running: JobsProcess[] = [];

const minutes = (count: number) => count * 60_000;
const listedAt = Date.UTC(2026, 2, 30);
const hole = { from: listedAt + minutes(3_000), until: listedAt + minutes(3_026) };
const truth = makeTruth({ seed: 5, listedAt, now: listedAt + minutes(30_000), closed: [hole] });

beforeAll(async () => {
  database = await startTestPostgres();
  sql = connect(database.owner, { max: 2, applicationName: "jobs-test" });
  exchange = await openLocalBinance({ truth, now: () => Date.now() });
});
afterEach(async () => {
  exchange.faults = () => null;
  for (const jobs of running.splice(0)) if (jobs.child.exitCode === null) await jobs.kill();
});
afterAll(async () => {
  await exchange.close();
  await sql.end();
  await database.stop();
});

async function launch(): Promise<JobsProcess> {
  const jobs = await launchJobs({
    TRADEWIND_DATABASE_URL_WORKER: database.worker,
    TRADEWIND_EXCHANGE_URL_BINANCE: exchange.url,
  });
  running.push(jobs);
  return jobs;
}

async function queueFetch(symbol: string, to: number): Promise<string> {
  const request = { exchange: "binance", symbol, timeframe: "1m", from: listedAt, to } as const;
  const id = await makeDataJob(sql, { kind: "fetch", request });
  await sql.notify(DATA_JOBS_BELL, id);
  return id;
}

type JobRow = { status: string; progress: { done: number; total: number }; report: unknown; problem: string | null };

async function jobOf(id: string): Promise<JobRow> {
  const [row] = await sql<JobRow[]>`select status, progress, report, problem from data_job where id = ${id}`;
  if (row === undefined) throw new Error(`There is no job ${id}`);
  return row;
}

const statusOf = (id: string, status: string) =>
  until(async () => {
    const job = await jobOf(id);
    if (job.status === "failed" && status !== "failed") throw new Error(job.problem ?? "failed");
    return job.status === status && job;
  });

test("takes a killed process's job up again and ends with what the exchange has, once", async () => {
  const to = listedAt + minutes(25_000);
  const first = await launch();
  const id = await queueFetch("BTC/USDT", to);
  const stored = () => sql`select 1 from data_chunk`;
  exchange.faults = ({ path }) => (path.endsWith("klines") && exchange.requests.length > 14 ? "silence" : null);
  await until(async () => (await stored()).length > 0);
  await first.kill();
  expect((await jobOf(id)).status).toBe("running");
  const asked = exchange.requests.length;
  exchange.faults = () => null;
  await sql`update data_job set alive_at = alive_at - interval '31 s' where id = ${id}`; // So long it has been silent.
  await launch();
  const { report, progress } = await statusOf(id, "done");
  const series: DataSeries = { source: "binance-spot", symbol: "BTC/USDT", kind: "candles", timeframe: "1m" };
  expect(await storedCandles(sql, series)).toEqual(truth.between(listedAt, to, "1m").map(plain));
  const again = exchange.requests.slice(asked).filter(({ path }) => path.endsWith("klines"));
  expect(again.length).toBeLessThan(18); // Of 25 pages in all, and one for the hole.
  expect(report).toMatchObject({ missing: 26, series: { conflicts: 0 } });
  expect(progress).toMatchObject({ done: 25_000, total: 25_000 });
});

test("stops a cancelled download at once and keeps what it brought", async () => {
  await launch();
  const before = exchange.requests.length;
  exchange.faults = (_, number) => (number > before + 5 ? "silence" : null);
  const id = await queueFetch("BTC/USDT:USDT", listedAt + minutes(25_000));
  await until(async () => (await jobOf(id)).progress.done > 2_000);
  await sql`update data_job set status = 'cancelled', ended_at = now() where id = ${id}`;
  await sql.notify(DATA_JOBS_BELL, id);
  exchange.faults = () => null;
  const other = await queueFetch("BTC/USDT:USDT", listedAt + minutes(1_500));
  await statusOf(other, "done");
  expect(await jobOf(id)).toMatchObject({ status: "cancelled", report: null });
  const [{ rows }] = await sql<[{ rows: number }]>`
    select sum(rows)::int as rows from data_chunk join data_series on id = series_id where source = 'binance-usdm'`;
  expect(rows).toBeGreaterThan(2_000);
});

test("says clearly why a job failed, and goes on with the next", async () => {
  await launch();
  const id = await queueFetch("NO/SUCH", listedAt + minutes(10));
  const next = await queueFetch("BTC/USDT", listedAt + minutes(10));
  const { problem } = await statusOf(id, "failed");
  expect(problem).toContain('Binance has no market "NO/SUCH".');
  await statusOf(next, "done");
});

test("puts its job back when it is told to end", async () => {
  exchange.faults = ({ path }) => (path.endsWith("klines") ? "limit" : null);
  const jobs = await launch();
  const id = await queueFetch("BTC/USDT", listedAt + minutes(26_000));
  await until(async () => (await jobOf(id)).progress.total !== null);
  expect(await jobs.end()).toBe(0);
  expect(await jobOf(id)).toMatchObject({ status: "queued", problem: null });
});

test("says that it is alive, runs below trading, and ends with its supervisor", async () => {
  const jobs = await launch();
  expect(getPriority(jobs.child.pid)).toBeGreaterThan(getPriority());
  await new Promise<void>((done) => {
    jobs.child.on("message", (message) => (message as { kind: string }).kind === "alive" && done());
  });
  const gone = new Promise((done) => jobs.child.once("exit", done));
  jobs.child.disconnect();
  await gone;
  expect(jobs.child.exitCode).toBe(1);
});

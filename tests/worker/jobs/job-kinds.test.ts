import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { DATA_JOBS_BELL } from "../../../db/queries/data-jobs.ts";
import type { DataRequest } from "../../../server/domain/markets/data-request.ts";
import { createLogger } from "../../../server/platform/logger.ts";
import { carryOutWith } from "../../../server/worker/jobs/carry-out.ts";
import { type CarryOut, type JobRunner, startJobRunner } from "../../../server/worker/jobs/job-runner.ts";
import { storedCandles, WaitingClock } from "../../adapters/fetch/fetch-example.ts";
import { makeDataJob } from "../../db/make-data-job.ts";
import type { LocalExchange } from "../../support/local-exchange.ts";
import { openLocalBinance } from "../../support/local-exchange-binance.ts";
import { makeTruth } from "../../support/local-exchange-truth.ts";
import { startTestPostgres, type TestPostgres } from "../../support/postgres.ts";
import { until } from "./jobs-process.ts";

const folder = mkdtempSync(join(tmpdir(), "tradewind-jobs-"));
const log = createLogger({ name: "jobs-test", level: "error", file: join(folder, "jobs.log") });
const clock = new WaitingClock();
const listedAt = Date.UTC(2026, 0, 1);
let database: TestPostgres;
let sql: Client;
let worker: Client;
let exchange: LocalExchange;
const runners: JobRunner[] = [];

beforeAll(async () => {
  database = await startTestPostgres();
  sql = connect(database.owner, { max: 2, applicationName: "jobs-test" });
  worker = connect(database.worker, { max: 4, applicationName: "jobs-test-worker" });
  exchange = await openLocalBinance({
    truth: makeTruth({ seed: 1, listedAt, now: listedAt + 3_600_000 }),
    now: clock.now,
  });
  vi.stubEnv("TRADEWIND_EXCHANGE_URL_BINANCE", exchange.url);
});
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.close();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await exchange.close();
  await worker.end();
  await sql.end();
  await database.stop();
  rmSync(folder, { recursive: true });
});

async function start(
  carryOut: CarryOut = carryOutWith({
    sql: worker,
    dataDir: folder,
    now: () => Date.now(),
    pause: clock.pause,
    chance: () => 0,
  }),
) {
  runners.push(await startJobRunner({ sql: worker, log, carryOut }));
}

async function queue(job: DataRequest): Promise<string> {
  const id = await makeDataJob(sql, job, "queued", "ann");
  await sql.notify(DATA_JOBS_BELL, id);
  return id;
}

type JobRow = { status: string; report: Record<string, unknown> | null; problem: string | null };

const settled = (id: string) =>
  until(async () => {
    const [job] = await sql<JobRow[]>`select status, report, problem from data_job where id = ${id}`;
    return job !== undefined && !["queued", "running"].includes(job.status) && job;
  });

const csv = `open_time,open,high,low,close,volume
${listedAt},1.5,2.0,1.25,1.75,10
${listedAt + 60_000},1.75,1.5,1.8,1.75,10
${listedAt + 120_000},1.75,2.25,1.5,2.0,12.5
${listedAt + 180_000},2.0,2.25,1.75,2.0,3
`;
const series = { source: "file", symbol: "ABC/USDT", kind: "candles", timeframe: "1m" } as const;

test("reads an import, waits for the choice, and then writes the good rows", async () => {
  await start();
  mkdirSync(join(folder, "uploads"), { recursive: true });
  const path = join(folder, "uploads", randomUUID());
  writeFileSync(path, csv);
  const request = { files: [{ path, name: "abc.csv", bytes: csv.length }], mapping: null, series, onBadRows: null };
  const id = await queue({ kind: "import", request });
  const { status, report } = await settled(id);
  expect([status, report]).toMatchObject(["previewed", { files: [{ file: "abc.csv", problems: { total: 1 } }] }]);
  expect(await sql`select 1 from data_chunk`).toEqual([]);
  const choose = async (onBadRows: string) => {
    await sql`update data_job set status = 'queued', request = request || ${sql.json({ onBadRows })} where id = ${id}`;
    await sql.notify(DATA_JOBS_BELL, id);
    return settled(id);
  };
  const all = await choose("refuse-all");
  expect(all).toMatchObject({ status: "failed", report: { outcome: "refused" } });
  expect(all.problem).toContain("abc.csv");
  expect(await choose("keep-good")).toMatchObject({ status: "done", report: { outcome: "imported" } });
  expect((await storedCandles(sql, series)).slice(0, 2).map(({ openAt }) => openAt)).toEqual([
    listedAt,
    listedAt + 120_000,
  ]);
});

test("puts a candle right as a new version, with who asked for it and why", async () => {
  await start();
  const candle = { openAt: listedAt, open: "1.5", high: "2.5", low: "1.25", close: "1.75", volume: "10" };
  const id = await queue({ kind: "correction", request: { series, candle, reason: "wrong high" } });
  expect(await settled(id)).toMatchObject({ status: "done", report: { versions: 1 } });
  expect((await storedCandles(sql, series))[0]).toMatchObject({ high: "2.5" });
  expect(await sql`select reason, user_id from data_chunk where is_current`).toMatchObject([
    { reason: "wrong high", user_id: "ann" },
  ]);
  const absurd = await queue({
    kind: "correction",
    request: { series, candle: { ...candle, high: "1" }, reason: "typing" },
  });
  expect(await settled(absurd)).toMatchObject({
    status: "failed",
    problem: expect.stringContaining("not between low"),
  });
});

test("refreshes the catalogue and downloads", async () => {
  await start();
  const catalogue = await queue({ kind: "catalogue", request: { exchange: "binance" } });
  expect(await settled(catalogue)).toMatchObject({
    status: "done",
    report: { exchange: "binance", instruments: 2, added: 2 },
  });
  const span = { from: listedAt, to: listedAt + 600_000 };
  const asked = { exchange: "binance", symbol: "BTC/USDT", timeframe: "1m", ...span } as const;
  const download = await queue({ kind: "fetch", request: asked });
  expect(await settled(download)).toMatchObject({ status: "done", report: { missing: 0, series: { added: 10 } } });
  const unknown = await queue({ kind: "catalogue", request: { exchange: "mtgox" } });
  expect((await settled(unknown)).problem).toContain('There is no exchange "mtgox" here.');
});

test("a job that breaks is marked so, and the next one goes on", async () => {
  let carried = 0;
  await start(async () => {
    carried += 1;
    if (carried === 1) throw new Error("The disk is full. Free some space, then retry.");
    return { kind: "done", report: { exchange: "", instruments: 0, added: 0, changed: 0, delisted: 0 } };
  });
  const [first, second] = [
    await queue({ kind: "catalogue", request: { exchange: "okx" } }),
    await queue({ kind: "catalogue", request: { exchange: "okx" } }),
  ];
  expect(await settled(first)).toMatchObject({
    status: "failed",
    problem: "The disk is full. Free some space, then retry.",
  });
  expect(await settled(second)).toMatchObject({ status: "done" });
});

test("two runners never carry out one job both", async () => {
  const carried: string[] = [];
  const carryOut: CarryOut = async ({ id }) => {
    carried.push(id);
    return { kind: "done", report: { exchange: "", instruments: 0, added: 0, changed: 0, delisted: 0 } };
  };
  await start(carryOut);
  await start(carryOut);
  const ids = [];
  for (let index = 0; index < 20; index += 1)
    ids.push(await queue({ kind: "catalogue", request: { exchange: "okx" } }));
  for (const id of ids) await settled(id);
  expect(carried.toSorted()).toEqual(ids.toSorted());
});

test("reads no file that was not uploaded", async () => {
  await start();
  const path = join(folder, "jobs.log");
  const request = { files: [{ path, name: "abc.csv", bytes: 1 }], mapping: null, series, onBadRows: null };
  const { status, problem } = await settled(await queue({ kind: "import", request }));
  expect([status, problem]).toEqual(["failed", "The import names a file that nobody uploaded. Send the file again."]);
});

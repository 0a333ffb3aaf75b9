import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import {
  claimDataJob,
  failDataJob,
  finishDataJob,
  previewDataJob,
  reportDataJob,
} from "../../../db/queries/data-jobs.ts";
import { present } from "../../../server/domain/errors/invariant.ts";
import type { CatalogueReport } from "../../../server/domain/markets/data-job.ts";
import type { DataRequest } from "../../../server/domain/markets/data-request.ts";
import { startTestPostgres, type TestPostgres } from "../../support/postgres.ts";
import { makeDataJob } from "../make-data-job.ts";

const fetchJob = (symbol: string): DataRequest => ({
  kind: "fetch",
  request: { exchange: "binance", symbol, timeframe: "1h", from: 0, to: 3_600_000 },
});
const report = (added: number): CatalogueReport => ({
  exchange: "binance",
  instruments: 9,
  added,
  changed: 0,
  delisted: 0,
});
const progress = (done: number) => ({ done, total: 10, unit: "candles", note: "page 1" });

let postgres: TestPostgres;
let owner: Client;
let worker: Client;

beforeAll(async () => {
  postgres = await startTestPostgres();
  owner = connect(postgres.owner, { max: 2, applicationName: "tests" });
  worker = connect(postgres.worker, { max: 8, applicationName: "tests" });
});
afterEach(() => owner`delete from data_job`);
afterAll(async () => {
  await Promise.all([owner?.end(), worker?.end()]);
  await postgres?.stop();
});

const claim = async () => present((await claimDataJob(worker)) ?? undefined, "no job waits");
const row = async (id: string) => {
  const [found] = await owner<
    { status: string; progress: Record<string, unknown>; report: unknown; problem: string | null; attempts: number }[]
  >`select status, progress, report, problem, attempts from data_job where id = ${id}`;
  return present(found, `job ${id} is gone`);
};
const silence = (id: string) =>
  owner`update data_job set alive_at = clock_timestamp() - interval '31 s' where id = ${id}`;
const cancel = (id: string) => owner`update data_job set status = 'cancelled' where id = ${id}`;

it("hands out each job once, the oldest first, however many ask at the same time", async () => {
  const ids = [];
  for (const symbol of ["A/B", "C/D", "E/F"]) ids.push(await makeDataJob(owner, fetchJob(symbol)));
  const first = await claim();
  expect(first).toMatchObject({ id: ids[0], attempt: 1, kind: "fetch", request: { symbol: "A/B" }, userId: null });
  const rest = await Promise.all(Array.from({ length: 6 }, () => claimDataJob(worker)));
  expect(rest.flatMap((job) => (job === null ? [] : [job.id])).sort()).toEqual(ids.slice(1).sort());
});

it("keeps when a job began beside how far it is", async () => {
  const id = await makeDataJob(owner, fetchJob("A/B"));
  const job = await claim();
  expect(await reportDataJob(worker, job, progress(4))).toBe(true);
  const { startedAt, ...rest } = (await row(id)).progress;
  expect(rest).toEqual(progress(4));
  expect(Number(startedAt)).toBeGreaterThan(1_700_000_000_000);
});

it("takes over a job whose process fell silent, and ignores that process from then on", async () => {
  const id = await makeDataJob(owner, fetchJob("A/B"));
  const dead = await claim();
  expect(await claimDataJob(worker)).toBeNull();
  await silence(id);
  const living = await claim();
  expect(living).toMatchObject({ id, attempt: 2 });
  expect(await reportDataJob(worker, dead, progress(9))).toBe(false);
  await finishDataJob(worker, dead, report(1));
  await failDataJob(worker, dead, "I was dead.");
  expect(await row(id)).toMatchObject({ status: "running", report: null });
  await finishDataJob(worker, living, report(2));
  expect(await row(id)).toMatchObject({ status: "done", report: { added: 2 } });
});

it("gives up on a job that ends its process every time", async () => {
  const id = await makeDataJob(owner, fetchJob("A/B"));
  for (let attempt = 1; attempt <= 6; attempt += 1) {
    expect((await claim()).attempt).toBe(attempt);
    await silence(id);
  }
  expect(await claimDataJob(worker)).toBeNull();
  expect(await row(id)).toMatchObject({ status: "failed", problem: expect.stringContaining("ended 6 times") });
});

it("fails a job whose request it cannot read and goes on with the next", async () => {
  const bad = await makeDataJob(owner, fetchJob("A/B"));
  await owner`update data_job set request = request - 'symbol' where id = ${bad}`;
  const good = await makeDataJob(owner, fetchJob("C/D"));
  expect((await claim()).id).toBe(good);
  expect(await row(bad)).toMatchObject({ status: "failed", problem: expect.stringContaining('"request.symbol"') });
});

describe("a cancelled job", () => {
  it("tells its process to stop at the next report", async () => {
    const id = await makeDataJob(owner, fetchJob("A/B"));
    const job = await claim();
    await cancel(id);
    expect(await reportDataJob(worker, job, progress(1))).toBe(false);
    expect(await previewDataJob(worker, job, { files: [] })).toBe(false);
    await failDataJob(worker, job, "stopped");
    expect(await row(id)).toMatchObject({ status: "cancelled", report: null, problem: null });
  });

  it("is done all the same when its data were in the store already", async () => {
    const id = await makeDataJob(owner, fetchJob("A/B"));
    const job = await claim();
    await cancel(id);
    await finishDataJob(worker, job, report(5));
    expect(await row(id)).toMatchObject({ status: "done", report: { added: 5 } });
  });
});

it("lets a preview wait for a person", async () => {
  const id = await makeDataJob(owner, {
    kind: "import",
    request: { files: [{ path: "/u/1", name: "a.csv", bytes: 3 }], mapping: null, series: null, onBadRows: null },
  });
  const job = await claim();
  expect(await previewDataJob(worker, job, { files: [] })).toBe(true);
  await silence(id);
  expect(await claimDataJob(worker)).toBeNull();
  expect(await row(id)).toMatchObject({ status: "previewed", report: { files: [] } });
});

it("keeps the report found so far when a job fails", async () => {
  const id = await makeDataJob(owner, fetchJob("A/B"));
  const job = await claim();
  await failDataJob(worker, job, "The exchange refuses.", report(3));
  expect(await row(id)).toMatchObject({ status: "failed", problem: "The exchange refuses.", report: { added: 3 } });
});

import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  claimDataJob,
  failDataJob,
  finishDataJob,
  previewDataJob,
  reportDataJob,
} from "../../../db/queries/data-jobs.ts";
import { EXCHANGES } from "../../../server/adapters/exchanges/exchange-catalog.ts";
import { present } from "../../../server/domain/errors/invariant.ts";
import { ASKED_EXCHANGES } from "../../../server/domain/markets/data-source.ts";
import type { ImportReport } from "../../../server/domain/markets/import-report.ts";
import { cancelJob } from "../../../server/services/market-data/jobs/cancel-job.ts";
import { chooseImport } from "../../../server/services/market-data/jobs/choose-import.ts";
import { correctCandle } from "../../../server/services/market-data/jobs/correct-candle.ts";
import { listJobs } from "../../../server/services/market-data/jobs/list-jobs.ts";
import { queueCatalogue } from "../../../server/services/market-data/jobs/queue-catalogue.ts";
import { queueFetch } from "../../../server/services/market-data/jobs/queue-fetch.ts";
import { readJob } from "../../../server/services/market-data/jobs/read-job.ts";
import { retryJob } from "../../../server/services/market-data/jobs/retry-job.ts";
import { makeDataJob } from "../../db/make-data-job.ts";
import { type MarketDataDesk, openMarketDataDesk } from "./market-data-desk.ts";

const HOUR_MS = 3_600_000;
const wanted = { exchange: "okx", symbol: "BTC/USDT", timeframe: "1h", from: 0, to: 24 * HOUR_MS } as const;
const candles = { source: "kraken-spot", symbol: "BTC/USDT", kind: "candles", timeframe: "1h" } as const;
const noProblems = { total: 0, byCode: {}, first: [] };
const report: ImportReport = { outcome: "imported", refusal: null, files: [], series: [], problems: noProblems };

let test: MarketDataDesk;
let folder: string;
let path: string;

beforeAll(async () => {
  test = await openMarketDataDesk();
  folder = mkdtempSync(join(tmpdir(), "tradewind-jobs-"));
  path = join(folder, "upload");
  writeFileSync(path, "a");
});
beforeEach(() => test.owner`truncate data_job, audit`);
afterAll(async () => {
  await test?.close();
  rmSync(folder, { recursive: true, force: true });
});

const claim = async () => present((await claimDataJob(test.worker)) ?? undefined, "no job waits");
const importJob = (status: "queued" | "previewed" = "queued") =>
  makeDataJob(
    test.owner,
    {
      kind: "import",
      request: { files: [{ path, name: "a.csv", bytes: 9 }], mapping: null, series: null, onBadRows: null },
    },
    status,
  );

describe("a download", () => {
  it("is queued once, rings the jobs process and leaves one audit row, however often it is asked", async () => {
    const bells: string[] = [];
    const listening = await test.worker.listen("tradewind_jobs", (payload) => bells.push(payload));
    const jobId = randomUUID();
    for (let i = 0; i < 3; i++) {
      const answer = await queueFetch(test.desk, test.as.manager, { jobId, ...wanted });
      expect(answer).toEqual({ ok: true, value: { jobId } });
    }
    expect(await claim()).toMatchObject({ id: jobId, kind: "fetch", request: wanted, userId: test.as.manager.userId });
    expect(await claimDataJob(test.worker)).toBeNull();
    expect(await test.audited()).toEqual(["data.fetch"]);
    await expect.poll(() => bells).toEqual([jobId]);
    await listening.unlisten();
  });

  it.each([
    [{ exchange: "ftx" }, "exchange-unknown", /"ftx" is no exchange/],
    [{ symbol: "btcusdt" }, "symbol-malformed", /"btcusdt" is no symbol\. Write it as BTC\/USDT/],
    [{ to: 0 }, "range-empty", /From 1970-01-01T00:00:00\.000Z to 1970-01-01T00:00:00\.000Z is no time/],
    [{ timeframe: "1m", to: 20 * 366 * 24 * HOUR_MS }, "range-too-long", /10540800 candles are more than 10000000/],
  ] as const)("is refused for %o", async (wrong, code, message) => {
    const answer = await queueFetch(test.desk, test.as.owner, { jobId: randomUUID(), ...wanted, ...wrong });
    expect(answer).toMatchObject({ ok: false, rejection: { code, message: expect.stringMatching(message) } });
    expect(await test.owner`select 1 from data_job`).toHaveLength(0);
    expect(await test.audited()).toEqual([]);
  });

  it("is for managers and up", async () => {
    for (const role of ["trader", "viewer"] as const) {
      const ask = queueFetch(test.desk, test.as[role], { jobId: randomUUID(), ...wanted });
      await expect(ask).rejects.toThrow("Your role does not allow this.");
    }
  });
});

it("asks the exchanges that the jobs process can reach, and no other", () => {
  expect(ASKED_EXCHANGES.map(({ exchange }) => exchange)).toEqual(EXCHANGES);
});

it("asks for a catalogue of exchanges that it knows", async () => {
  const jobId = randomUUID();
  expect((await queueCatalogue(test.desk, test.as.manager, { jobId, exchange: "okx" })).ok).toBe(true);
  expect(await claim()).toMatchObject({ id: jobId, kind: "catalogue", request: { exchange: "okx" } });
  expect(await queueCatalogue(test.desk, test.as.manager, { jobId: randomUUID(), exchange: "mtgox" })).toMatchObject({
    ok: false,
    rejection: { code: "exchange-unknown" },
  });
});

describe("an import", () => {
  it("waits with its preview, is read again with another mapping, and goes on by the rule that a person chose", async () => {
    const jobId = await importJob();
    const preview = { files: [] };
    expect(await previewDataJob(test.worker, await claim(), preview)).toBe(true);
    expect(await readJob(test.desk, test.as.viewer, { jobId })).toMatchObject({ status: "previewed", preview });
    const mapping = { columns: { open_time: "when" }, timeUnit: "s" as const };
    await chooseImport(test.desk, test.as.manager, { jobId, mapping, series: null, onBadRows: null });
    const again = await claim();
    expect(again).toMatchObject({ id: jobId, attempt: 2, request: { mapping, onBadRows: null } });
    await previewDataJob(test.worker, again, preview);
    const series = { source: "kraken-spot", symbol: "BTC/USDT", kind: "candles", timeframe: "1h" } as const;
    await chooseImport(test.desk, test.as.manager, { jobId, mapping, series, onBadRows: "keep-good" });
    const last = await claim();
    expect(last).toMatchObject({
      id: jobId,
      request: { mapping, series, onBadRows: "keep-good", files: [{ path }] },
    });
    await finishDataJob(test.worker, last, report);
    expect(await readJob(test.desk, test.as.viewer, { jobId })).toMatchObject({
      status: "done",
      preview: null,
      choice: { mapping, onBadRows: "keep-good" },
      outcome: { kind: "import", report },
    });
    expect(await test.audited()).toEqual(["data.import-preview", "data.import-commit"]);
  });

  it("takes one choice: a second person is told that it moved on", async () => {
    const jobId = await importJob("previewed");
    const choose = (role: "manager" | "admin") =>
      chooseImport(test.desk, test.as[role], { jobId, mapping: null, series: null, onBadRows: "refuse-all" });
    const answers = await Promise.all([choose("manager"), choose("admin")]);
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const refusal = answers.find((answer) => !answer.ok);
    expect(refusal).toMatchObject({ rejection: { code: "job-moved-on", facts: { status: "queued" } } });
  });

  it("asks for a file again that was swept away meanwhile", async () => {
    const request = { files: [{ path: `${path}-gone`, name: "old.csv", bytes: 9 }], mapping: null, series: null };
    const job = { kind: "import", request: { ...request, onBadRows: null } } as const;
    const waiting = await makeDataJob(test.owner, job, "previewed");
    const choice = { mapping: null, series: null, onBadRows: "keep-good" } as const;
    const gone = { ok: false, rejection: { code: "upload-gone", message: expect.stringContaining('"old.csv"') } };
    expect(await chooseImport(test.desk, test.as.manager, { jobId: waiting, ...choice })).toMatchObject(gone);
    await cancelJob(test.desk, test.as.manager, { jobId: waiting });
    expect(await retryJob(test.desk, test.as.manager, { jobId: waiting })).toMatchObject(gone);
  });

  it("takes no choice for a download", async () => {
    const jobId = await makeDataJob(test.owner, { kind: "fetch", request: wanted }, "previewed");
    const answer = await chooseImport(test.desk, test.as.owner, {
      jobId,
      mapping: null,
      series: null,
      onBadRows: "keep-good",
    });
    expect(answer).toMatchObject({ ok: false, rejection: { code: "job-moved-on" } });
  });
});

describe("cancel and retry", () => {
  it("stop a running job, and queue it again as it was asked", async () => {
    const jobId = await makeDataJob(test.owner, { kind: "fetch", request: wanted });
    const running = await claim();
    expect(await cancelJob(test.desk, test.as.manager, { jobId })).toEqual({ ok: true, value: { jobId } });
    expect(await cancelJob(test.desk, test.as.manager, { jobId })).toEqual({ ok: true, value: { jobId } });
    const progress = { done: 1, total: 2, unit: "candles", note: "" };
    expect(await reportDataJob(test.worker, running, progress)).toBe(false);
    expect((await retryJob(test.desk, test.as.manager, { jobId })).ok).toBe(true);
    expect((await retryJob(test.desk, test.as.manager, { jobId })).ok).toBe(true);
    expect(await claim()).toMatchObject({ id: jobId, attempt: 2, request: wanted });
    expect(await reportDataJob(test.worker, running, progress)).toBe(false);
    expect(await test.audited()).toEqual(["data.cancel", "data.retry"]);
  });

  it("have nothing to do with a job that is done", async () => {
    const jobId = await importJob();
    await finishDataJob(test.worker, await claim(), report);
    for (const verb of [cancelJob, retryJob]) {
      expect(await verb(test.desk, test.as.manager, { jobId })).toMatchObject({
        ok: false,
        rejection: { code: "job-moved-on", message: expect.stringContaining("This job is done.") },
      });
    }
  });

  it("do not know a job that is not there, and are not for traders", async () => {
    const jobId = randomUUID();
    for (const verb of [cancelJob, retryJob]) {
      await expect(verb(test.desk, test.as.owner, { jobId })).rejects.toMatchObject({ code: "not-found" });
      await expect(verb(test.desk, test.as.trader, { jobId })).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(readJob(test.desk, test.as.owner, { jobId })).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("a correction", () => {
  const candle = { openAt: HOUR_MS, open: "1.5", high: "2", low: "1", close: "1.75", volume: "10" };

  it("is queued with its reason, which the audit trail keeps", async () => {
    const jobId = randomUUID();
    const request = { series: candles, candle, reason: "The exchange published it anew." };
    expect((await correctCandle(test.desk, test.as.manager, { jobId, ...request })).ok).toBe(true);
    expect(await claim()).toMatchObject({ id: jobId, kind: "correction", request });
    const [row] = await test.owner<{ target: string; after: object }[]>`select target, after from audit`;
    expect(row).toMatchObject({ target: "kraken-spot BTC/USDT candles 1h", after: { jobId, reason: request.reason } });
  });

  it("names a candle that can exist", async () => {
    const request = { series: candles, candle: { ...candle, openAt: HOUR_MS + 1 }, reason: "x" };
    expect(await correctCandle(test.desk, test.as.manager, { jobId: randomUUID(), ...request })).toMatchObject({
      ok: false,
      rejection: { code: "off-grid", message: expect.stringContaining("1970-01-01T01:00:00.001Z") },
    });
  });
});

describe("the list of jobs", () => {
  it("says the newest first what each works on, how far it is and whose it is", async () => {
    const jobId = randomUUID();
    await queueFetch(test.desk, test.as.manager, { jobId, ...wanted });
    await reportDataJob(test.worker, await claim(), { done: 7, total: 24, unit: "candles", note: "page 1" });
    const waiting = await importJob();
    const [second, first] = await listJobs(test.desk, test.as.viewer);
    expect(first).toMatchObject({
      jobId,
      kind: "fetch",
      status: "running",
      subject: "okx BTC/USDT 1h",
      progress: { done: 7, total: 24, unit: "candles", note: "page 1", startedAt: expect.any(Number) },
      askedBy: "manager",
      attempts: 1,
      endedAt: null,
    });
    expect(second).toMatchObject({ jobId: waiting, kind: "import", subject: "a.csv", progress: null, askedBy: null });
  });

  it("keeps a failed job's problem", async () => {
    await importJob();
    await failDataJob(test.worker, await claim(), "The file is corrupt at line 7.");
    expect((await listJobs(test.desk, test.as.viewer))[0]).toMatchObject({
      status: "failed",
      problem: "The file is corrupt at line 7.",
    });
  });
});

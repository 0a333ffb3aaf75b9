import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { commitBatch } from "../../../db/queries/commit-batch.ts";
import { acquireLease } from "../../../db/queries/lease.ts";
import { healthFile, reportHealth } from "../../../server/platform/process-health.ts";
import { AccessError } from "../../../server/services/access/authorize.ts";
import { makeDiagnostics } from "../../../server/services/system/make-diagnostics.ts";
import { readLogs } from "../../../server/services/system/read-logs.ts";
import { reportSystem } from "../../../server/services/system/report-system.ts";
import { openTestWeb, type TestWeb } from "../../api/open-test-web.ts";
import { anOrder, emptyBatch, makePortfolio } from "../../db/make-batch.ts";

let test: TestWeb;
const machine = { userId: null, ip: null };
const place = () => {
  const { dataDir } = test.web.settings;
  return { supervisorFile: join(dataDir, "supervisor.json"), dataDir, root: process.cwd() };
};

beforeAll(async () => {
  test = await openTestWeb();
});

afterAll(async () => {
  await test?.close();
});

it("tells of a desk without a supervisor what it can", async () => {
  const report = await reportSystem(test.web.desk, machine, place());
  expect(report).toMatchObject({ startedAt: null, processes: [], sessions: [], problems: [] });
  expect(report.pipeline).toEqual({ orders: 0, queueToCommit: null, commitToAck: null, feedEventsPerS: null });
  expect(report.disk.databaseBytes).toBeGreaterThan(1_000_000);
  expect(report.versions).toMatchObject({
    node: process.versions.node,
    tradewind: expect.stringMatching(/^\d+\.\d+\.\d+/),
  });
});

it("reads processes, how long orders took, and who runs which portfolio", async () => {
  const { dataDir, supervisorFile } = place();
  const now = Date.now();
  const child = { state: "up", restarts: 0, since: now - 1_000, pid: 4 };
  writeFileSync(supervisorFile, JSON.stringify({ startedAt: now - 5_000, children: { web: child, worker: child } }));
  mkdirSync(join(dataDir, "health"));
  const health = { pid: 4, at: now, memoryBytes: 2e8, cpuFraction: 0.5, loopP50Ms: 1, loopP99Ms: 4, eventsPerS: null };
  writeFileSync(healthFile(dataDir, "worker"), JSON.stringify(health));
  writeFileSync(healthFile(dataDir, "web"), JSON.stringify({ ...health, at: now - 60_000 })); // Of an earlier desk.
  const id = await makePortfolio(test.owner);
  const epoch = (await acquireLease(test.owner, id, "here", 60_000))?.epoch ?? -1;
  await test.owner`insert into control_command (portfolio_id, key, action, user_id, expires_at, created_at)
    values (${id}, 'k-1', '{}', 'ann', now() + interval '1 minute', clock_timestamp() - interval '40 ms')`;
  const order = anOrder("o1");
  const step = { orderId: "o1", instrumentId: "BTC-USDT", at: 1 } as const;
  const steps = [{ ...step, step: "placed", placed: order }] as const;
  await commitBatch(test.owner, { ...emptyBatch(id, epoch, 1), placed: [order], steps });
  await commitBatch(test.owner, { ...emptyBatch(id, epoch, 2), steps: [{ ...step, step: "accepted" }] });
  const report = await reportSystem(test.web.desk, machine, place());
  expect(report.processes.map(({ name, heartbeatAt, memoryBytes }) => [name, heartbeatAt, memoryBytes])).toEqual([
    ["worker", now, 2e8],
    ["web", null, null],
  ]);
  expect(report.pipeline.orders).toBe(1);
  expect(report.pipeline.queueToCommit?.p50Ms).toBeGreaterThanOrEqual(40);
  expect(report.pipeline.commitToAck?.p99Ms).toBeGreaterThan(0);
  expect(report.sessions).toMatchObject([
    { portfolioId: id, name: "Paper", isRunning: true, workingOrders: 1, sequence: 2 },
  ]);
});

it("shows another's portfolios and the log only to who may see them", async () => {
  await test.owner`insert into "user" (id, name, email, email_verified, role) values ('v', 'V', 'v@desk.example', true, 'viewer')`;
  const viewer = { userId: "v", ip: null };
  expect((await reportSystem(test.web.desk, viewer, place())).sessions).toEqual([]);
  await expect(readLogs(test.web.desk, viewer, place().dataDir, null)).rejects.toThrow(AccessError);
  await expect(makeDiagnostics(test.web.desk, viewer, place())).rejects.toThrow(AccessError);
});

it("makes diagnostics without names, and writes down who took them", async () => {
  const diagnostics = await makeDiagnostics(test.web.desk, machine, place());
  expect(diagnostics.system.sessions.map(({ name }) => name)).toEqual(["portfolio 1"]);
  const rows = await test.owner`select action from audit where action = 'system.diagnostics'`;
  expect(rows).toHaveLength(1);
});

it("keeps a heartbeat of a process, once in five seconds, until it is ended", () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  let count = 0;
  const { dataDir } = place();
  const end = reportHealth(dataDir, "jobs", () => count);
  count = 1_000;
  vi.advanceTimersByTime(5_000);
  const read = () => JSON.parse(readFileSync(healthFile(dataDir, "jobs"), "utf8"));
  const first = read();
  expect(first).toMatchObject({ pid: process.pid, memoryBytes: expect.any(Number), loopP99Ms: expect.any(Number) });
  expect(first.eventsPerS).toBeGreaterThan(0);
  end();
  rmSync(healthFile(dataDir, "jobs"));
  vi.advanceTimersByTime(20_000);
  vi.useRealTimers();
  expect(existsSync(healthFile(dataDir, "jobs"))).toBe(false);
});

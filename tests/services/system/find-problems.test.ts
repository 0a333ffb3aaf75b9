import { expect, it } from "vitest";
import { findProblems } from "../../../server/services/system/find-problems.ts";
import type { ProcessReport, SystemReport } from "../../../server/services/system/system-report.ts";

const AT = 1_700_000_000_000;

const aProcess = (change: Partial<ProcessReport> = {}): ProcessReport => ({
  name: "worker",
  state: "up",
  pid: 7,
  restarts: 0,
  since: AT - 3_600_000,
  heartbeatAt: AT - 2_000,
  memoryBytes: 1e8,
  cpuFraction: 0.1,
  loopP50Ms: 1,
  loopP99Ms: 9,
  ...change,
});

const problemsOf = (process: Partial<ProcessReport>, freeBytes: number | null = 5e10) => {
  const report: Omit<SystemReport, "problems"> = {
    at: AT,
    startedAt: AT - 3_600_000,
    processes: [aProcess(process)],
    pipeline: { orders: 0, queueToCommit: null, commitToAck: null, feedEventsPerS: null },
    sessions: [],
    disk: { dataDirBytes: 1, freeBytes, totalBytes: 1e11, databaseBytes: 1 },
    versions: { tradewind: "1", build: "b", node: "20", postgres: "18", platform: "linux" },
  };
  return findProblems(report);
};

it.each<[string, Partial<ProcessReport>, readonly string[]]>([
  ["nothing is wrong", {}, []],
  [
    "a process that says nothing of itself is left in peace",
    { name: "postgres", heartbeatAt: null, loopP99Ms: null },
    [],
  ],
  ["an old restart is forgotten", { restarts: 3 }, []],
  ["a process is down", { state: "down" }, ["The worker is down."]],
  ["a process is being started", { name: "web", state: "restarting" }, ["The web process is starting again."]],
  [
    "it was started again lately",
    { restarts: 1, since: AT - 60_000 },
    ["The worker was started again less than ten minutes ago."],
  ],
  ["it went silent", { heartbeatAt: AT - 45_000 }, ["The worker has said nothing for 45 s."]],
  [
    "it is slow",
    { name: "market-data", loopP99Ms: 900 },
    ["The market-data process is slow: its event loop waits up to 900 ms."],
  ],
])("when %s it says so in words", (_, process, problems) => {
  expect(problemsOf(process)).toEqual(problems);
});

it("says when the disk is nearly full", () => {
  expect(problemsOf({}, 4e8)).toEqual(["Only 400 MB of disk are free."]);
  expect(problemsOf({}, null)).toEqual([]);
});

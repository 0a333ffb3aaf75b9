import type { SystemReport } from "./system-report.ts";

const SILENT_MS = 20_000;
const SLOW_LOOP_MS = 250;
const FREE_BYTES_MIN = 1_000_000_000;
const RECENT_MS = 600_000;

const TITLES: Readonly<Record<string, string>> = {
  worker: "The worker",
  "market-data": "The market-data process",
  jobs: "The jobs process",
  web: "The web process",
  postgres: "Postgres",
};

/** What a person should look at, one sentence each, the gravest first. Nothing when all is normal. */
export function findProblems(report: Omit<SystemReport, "problems">): string[] {
  const { at, processes, disk } = report;
  const problems: string[] = [];
  for (const { name, state, since, restarts } of processes) {
    const title = TITLES[name] ?? name;
    if (state === "down") problems.push(`${title} is down.`);
    else if (state === "restarting") problems.push(`${title} is starting again.`);
    else if (restarts > 0 && at - since < RECENT_MS)
      problems.push(`${title} was started again less than ten minutes ago.`);
  }
  for (const { name, state, heartbeatAt, loopP99Ms } of processes) {
    const title = TITLES[name] ?? name;
    if (state !== "up") continue;
    if (heartbeatAt !== null && at - heartbeatAt > SILENT_MS)
      problems.push(`${title} has said nothing for ${Math.round((at - heartbeatAt) / 1_000)} s.`);
    else if (loopP99Ms !== null && loopP99Ms > SLOW_LOOP_MS)
      problems.push(`${title} is slow: its event loop waits up to ${Math.round(loopP99Ms)} ms.`);
  }
  if (disk.freeBytes !== null && disk.freeBytes < FREE_BYTES_MIN)
    problems.push(`Only ${Math.round(disk.freeBytes / 1e6)} MB of disk are free.`);
  return problems;
}

import { readFile } from "node:fs/promises";
import { healthFile, type ProcessHealth } from "../../platform/process-health.ts";
import type { ProcessReport } from "./system-report.ts";

type Child = {
  readonly state: ProcessReport["state"];
  readonly restarts: number;
  readonly since: number;
  readonly pid: number | null;
};
type SupervisorFile = { readonly startedAt: number; readonly children: Readonly<Record<string, Child>> };

export type Processes = {
  readonly startedAt: number | null;
  readonly processes: readonly ProcessReport[];
  readonly feedEventsPerS: number | null;
};

const ORDER = ["worker", "market-data", "jobs", "web", "postgres"];

/** What the supervisor says of its children, with what each says of itself. */
export async function readProcesses(supervisorFile: string | null, dataDir: string): Promise<Processes> {
  const supervisor = supervisorFile === null ? null : await readJson<SupervisorFile>(supervisorFile);
  if (supervisor === null) return { startedAt: null, processes: [], feedEventsPerS: null };
  const names = Object.keys(supervisor.children).sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
  const health = new Map<string, ProcessHealth>();
  for (const name of names) {
    const told = await readJson<ProcessHealth>(healthFile(dataDir, name));
    // One that ended left its last word behind.
    if (told !== null && told.at >= supervisor.startedAt) health.set(name, told);
  }
  const processes = names.map((name): ProcessReport => {
    const { state, restarts, since, pid } = supervisor.children[name] as Child;
    const told = state === "up" ? health.get(name) : undefined;
    return {
      name,
      state,
      pid,
      restarts,
      since,
      heartbeatAt: told?.at ?? null,
      memoryBytes: told?.memoryBytes ?? null,
      cpuFraction: told?.cpuFraction ?? null,
      loopP50Ms: told?.loopP50Ms ?? null,
      loopP99Ms: told?.loopP99Ms ?? null,
    };
  });
  return { startedAt: supervisor.startedAt, processes, feedEventsPerS: health.get("market-data")?.eventsPerS ?? null };
}

/** Null when it is absent, or caught while it is being written: the next look will find it. */
async function readJson<Shape>(file: string): Promise<Shape | null> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Shape;
  } catch {
    return null;
  }
}

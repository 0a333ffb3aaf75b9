import { type Actor, authorize } from "../access/authorize.ts";
import type { Desk } from "../desk.ts";
import { findProblems } from "./find-problems.ts";
import { readDisk } from "./read-disk.ts";
import { readPipeline } from "./read-pipeline.ts";
import { readProcesses } from "./read-processes.ts";
import { readSessions } from "./read-sessions.ts";
import { readVersions } from "./read-versions.ts";
import type { SystemReport } from "./system-report.ts";

/** Where the desk keeps its things. */
export type SystemPlace = {
  readonly supervisorFile: string | null;
  readonly dataDir: string;
  /** The program's own folder. */
  readonly root: string;
};

/** How the desk does, for whoever may look at it. */
export async function reportSystem(desk: Desk, actor: Actor, place: SystemPlace): Promise<SystemReport> {
  await authorize(desk.database, actor, "system:view", null);
  const at = Date.now();
  const [{ startedAt, processes, feedEventsPerS }, pipeline, sessions, disk, versions] = await Promise.all([
    readProcesses(place.supervisorFile, place.dataDir),
    readPipeline(desk.sql),
    readSessions(desk.sql, actor),
    readDisk(desk.sql, place.dataDir, at),
    readVersions(desk.sql, place.root),
  ]);
  const report = { at, startedAt, processes, pipeline: { ...pipeline, feedEventsPerS }, sessions, disk, versions };
  return { ...report, problems: findProblems(report) };
}

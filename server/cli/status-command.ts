import { readFileSync } from "node:fs";
import { z } from "zod";
import { startEnvironment } from "../platform/env.ts";
import { findRunningDesk } from "../start/running-desk.ts";
import type { ChildName } from "../start/supervisor-file.ts";
import { type Command, done } from "./command.ts";

const child = z.object({ state: z.string(), restarts: z.number(), since: z.number(), pid: z.number().nullable() });
const status = z.object({
  pid: z.number(),
  startedAt: z.number(),
  children: z.object({ postgres: child, "market-data": child, worker: child, web: child, jobs: child }),
});
const names: readonly ChildName[] = ["postgres", "market-data", "worker", "web", "jobs"];

/** Reads files only. */
export const statusCommand: Command = {
  name: "status",
  usage: "status",
  summary: "says whether the desk runs and how its processes do",
  details: "",
  options: {},
  run: async () => {
    const { dataDir } = startEnvironment();
    const desk = findRunningDesk(dataDir);
    if (desk === undefined)
      return done({ isRunning: false, dataDir }, `No desk runs on ${dataDir}. Start it: npm start`);
    const { children, startedAt } = status.parse(JSON.parse(readFileSync(desk.supervisorFile, "utf8")));
    const lines = names.map((name) => {
      const { state, restarts, since } = children[name];
      return `  ${name.padEnd(13)}${state.padEnd(12)}since ${new Date(since).toISOString()}, ${restarts} restarts`;
    });
    const document = { isRunning: true, dataDir, origin: desk.origin, pid: desk.pid, startedAt, children };
    return done(document, `The desk (process ${desk.pid}) runs at ${desk.origin}\n${lines.join("\n")}`);
  },
};

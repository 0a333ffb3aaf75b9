import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { processState } from "./embedded-postgres/process-state.ts";
import { writePrivately } from "./kept-secret.ts";

const shape = z.object({ pid: z.number(), origin: z.string(), ownerUrl: z.string(), supervisorFile: z.string() });

/** What a command needs to work with the desk that runs on the same data. */
export type RunningDesk = z.output<typeof shape>;

const fileIn = (dataDir: string) => join(dataDir, "desk.json");

export function announceDesk(dataDir: string, desk: RunningDesk): void {
  writePrivately(fileIn(dataDir), `${JSON.stringify(desk)}\n`);
}

export function withdrawDesk(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true });
}

export function findRunningDesk(dataDir: string): RunningDesk | undefined {
  const file = fileIn(dataDir);
  if (!existsSync(file)) return undefined;
  const desk = shape.parse(JSON.parse(readFileSync(file, "utf8")));
  return processState(desk.pid) === "running" ? desk : undefined;
}

import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { isAtLeast, STOP_ACTIONS, type StopAction } from "../../domain/kill-switch/stop.ts";

/** Everything is stopped for as long as it stands, by whoever may write the data folder. */
export type Latch = {
  readonly id: string;
  readonly action: StopAction;
  readonly reason: string;
  readonly at: number;
};

const shape = z.object({
  id: z.string().min(1).max(64),
  action: z.enum(STOP_ACTIONS),
  reason: z.string().max(200),
  at: z.number(),
});

export const latchPath = (dataDir: string): string => join(dataDir, "stop", "everything.json");

/**
 * Null only where there is surely none. Whatever else happens — a folder that cannot be entered, half a file, another's
 * words — reads as a latch: whoever cannot know that trading may go on stops it.
 */
export function readLatch(dataDir: string): Latch | null {
  const path = latchPath(dataDir);
  try {
    return shape.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    return { id: "unreadable", action: "cancel-orders", reason: `The stop file ${path} cannot be read`, at: 0 };
  }
}

/** Makes the latch stand, on disk before it returns. One that stands already is made stricter, never milder. */
export function shutDoor(dataDir: string, action: StopAction, reason: string): Latch {
  const standing = readLatch(dataDir);
  if (standing !== null && standing.id !== "unreadable" && isAtLeast(standing.action, action)) return standing;
  const latch: Latch = { id: randomUUID(), action, reason, at: Date.now() };
  writeDurably(latchPath(dataDir), latch);
  return latch;
}

/** Takes the latch away; says whether there was one. What it stopped stays stopped until somebody resumes it. */
export function openDoor(dataDir: string): boolean {
  const isThere = readLatch(dataDir) !== null;
  rmSync(latchPath(dataDir), { force: true });
  return isThere;
}

function writeDurably(path: string, document: unknown): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.draft-${process.pid}`;
  const file = openSync(draft, "w", 0o600);
  try {
    writeSync(file, `${JSON.stringify(document)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

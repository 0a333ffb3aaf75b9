import { readFile } from "node:fs/promises";
import { type Actor, authorize } from "../access/authorize.ts";
import type { Desk } from "../desk.ts";

/** What the supervisor last wrote about its children, or null when it wrote nothing yet. */
export async function deskStatus(desk: Desk, actor: Actor, supervisorFile: string | null): Promise<unknown> {
  await authorize(desk.database, actor, "system:view", null);
  if (supervisorFile === null) return null;
  try {
    return JSON.parse(await readFile(supervisorFile, "utf8"));
  } catch {
    return null; // Absent, or caught while it is being written: the next look will find it.
  }
}

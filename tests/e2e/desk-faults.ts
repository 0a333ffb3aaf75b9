import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Desk } from "./desk-test.ts";

type Child = "worker" | "web";

function pidOf(desk: Desk, child: Child): number | null {
  try {
    return JSON.parse(readFileSync(join(desk.dataDir, "supervisor.json"), "utf8")).children[child].pid;
  } catch {
    return null; // Just being written.
  }
}

/** `kill -9` of the child that runs now; answers its pid. */
export async function killChild(desk: Desk, child: Child): Promise<number> {
  let pid = pidOf(desk, child);
  for (let tries = 0; pid === null && tries < 200; tries += 1) {
    await sleep(100);
    pid = pidOf(desk, child);
  }
  if (pid === null) throw new Error(`The desk has no ${child}`);
  process.kill(pid, "SIGKILL");
  return pid;
}

/** Kills the worker, and each one that the supervisor starts in its place, until `release` is called. */
export function keepWorkerDown(desk: Desk): { readonly release: () => Promise<void> } {
  let isHeld = true;
  const dead = new Set<number>();
  const hold = async () => {
    while (isHeld) {
      const pid = pidOf(desk, "worker");
      if (pid !== null && !dead.has(pid)) {
        dead.add(pid);
        try {
          process.kill(pid, "SIGKILL");
        } catch {
          // It ended by itself.
        }
      }
      await sleep(25);
    }
  };
  const held = hold();
  return {
    release: () => {
      isHeld = false;
      return held;
    },
  };
}

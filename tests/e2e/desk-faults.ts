import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Desk } from "./desk-test.ts";

type Child = "worker" | "web" | "market-data";

const statusOf = (desk: Desk) => JSON.parse(readFileSync(join(desk.dataDir, "supervisor.json"), "utf8"));

function pidOf(desk: Desk, child: Child): number | null {
  try {
    return statusOf(desk).children[child].pid;
  } catch {
    return null; // Just being written.
  }
}

/** Workers of this desk, also one that has only begun to start and stands in no file yet. */
function workersOf(supervisorPid: number): number[] {
  const listed = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
  return listed.split("\n").flatMap((line) => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    const isOurs = parent === supervisorPid && line.includes("server/worker/main.ts");
    return isOurs && pid !== undefined ? [pid] : [];
  });
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
  const supervisorPid: number = statusOf(desk).pid;
  const hold = async () => {
    while (isHeld) {
      for (const pid of workersOf(supervisorPid)) {
        try {
          process.kill(pid, "SIGKILL");
        } catch {
          // It has just ended.
        }
      }
      await sleep(150);
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

/** Stops a child without ending it, until the answered function is called: its sockets stay open and say nothing. */
export function freezeChild(desk: Desk, child: Child): () => void {
  const pid = pidOf(desk, child);
  if (pid === null) throw new Error(`The desk has no ${child}`);
  process.kill(pid, "SIGSTOP");
  return () => {
    try {
      process.kill(pid, "SIGCONT");
    } catch {
      // The supervisor took it for hung and ended it.
    }
  };
}

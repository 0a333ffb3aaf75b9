import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** A zombie is dead but not yet reaped: its pid still answers to signal 0. */
export type ProcessState = "running" | "zombie" | "gone";

const hasProc = existsSync("/proc/self/stat");

export function processState(pid: number): ProcessState {
  if (hasProc) {
    const fields = statFields(pid);
    if (fields === undefined) return "gone";
    return fields[0] === "Z" || fields[0] === "X" ? "zombie" : "running";
  }
  try {
    process.kill(pid, 0);
    return "running";
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "EPERM" ? "running" : "gone";
  }
}

/** When the process began, in an opaque unit: the same pid with another birth is another process. */
export function processBirth(pid: number): string {
  if (hasProc) return statFields(pid)?.[19] ?? "";
  return spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ?? "";
}

export function processArguments(pid: number): string {
  if (!hasProc)
    return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ?? "";
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

/** The fields of /proc/PID/stat from the state on; the name before it may hold spaces and brackets. */
function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

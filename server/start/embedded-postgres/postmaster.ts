import type { ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../free-port.ts";
import type { PostgresBinaries } from "./binaries.ts";
import type { ClusterFiles } from "./cluster.ts";
import { processArguments, processState } from "./process-state.ts";
import { type RunAs, spawnAs } from "./run-as.ts";

export type Postmaster = { readonly pid: number; readonly port: number; readonly wasAdopted: boolean };

const readyWithinMs = 60_000; // Crash recovery replays the log before it accepts connections.
const attemptsMax = 40;

type PidFile = { readonly pid: number; readonly port: number; readonly isReady: boolean };

function readPidFile(files: ClusterFiles): PidFile | undefined {
  try {
    const lines = readFileSync(join(files.data, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), isReady: (lines[7] ?? "").trim() === "ready" };
  } catch {
    return undefined;
  }
}

export function isAlive(pid: number): boolean {
  return processState(pid) === "running";
}

/** A postmaster that outlived its desk is taken over; a pid file whose process is dead, or another program, is cleared. */
async function adopt(files: ClusterFiles): Promise<Postmaster | undefined> {
  const until = Date.now() + readyWithinMs;
  for (;;) {
    const found = readPidFile(files);
    if (found === undefined) return undefined;
    if (!isAlive(found.pid) || !processArguments(found.pid).includes(files.data)) {
      rmSync(join(files.data, "postmaster.pid"), { force: true });
      return undefined;
    }
    if (found.isReady) return { pid: found.pid, port: found.port, wasAdopted: true };
    if (Date.now() > until)
      throw new Error(`Postgres (process ${found.pid}) has not become ready; see ${files.logFile}.`);
    await sleep(50);
  }
}

export async function startPostmaster(
  files: ClusterFiles,
  binaries: PostgresBinaries,
  runAs: RunAs,
  options: { readonly port: number | undefined; readonly settings: Readonly<Record<string, string>> },
): Promise<Postmaster> {
  const adopted = await adopt(files);
  if (adopted !== undefined) return adopted;
  let port = options.port ?? (await freePort());
  for (let attempt = 1; ; attempt++) {
    const child = launch(files, binaries, runAs, port, options.settings);
    const outcome = await readyOrExit(files, child);
    if (outcome === "ready") {
      child.unref();
      const running = readPidFile(files);
      if (running !== undefined) return { pid: running.pid, port: running.port, wasAdopted: false };
    }
    const complaint = lastComplaint(files);
    if (attempt >= attemptsMax) throw new Error(`Postgres does not start: ${complaint || `see ${files.logFile}`}`);
    // Backends of a killed postmaster hold its shared memory for a moment; the port of an external client, likewise.
    if (/could not bind|could not create any/.test(complaint) && attempt % 10 === 0) port = await freePort();
    const left = readPidFile(files);
    if (left !== undefined && processState(left.pid) === "zombie")
      rmSync(join(files.data, "postmaster.pid"), { force: true });
    await sleep(150);
  }
}

function launch(
  files: ClusterFiles,
  binaries: PostgresBinaries,
  runAs: RunAs,
  port: number,
  settings: Readonly<Record<string, string>>,
): ChildProcess {
  const parameters = ["-D", files.data, "-p", String(port), "-c", "listen_addresses=127.0.0.1"];
  parameters.push("-c", "unix_socket_directories="); // A socket inside the project breaks the web build; loopback serves.
  for (const [name, value] of Object.entries(settings)) parameters.push("-c", `${name}=${value}`);
  const log = openSync(files.logFile, "a", 0o600);
  try {
    return spawnAs(runAs, binaries.postgres, parameters, { stdio: ["ignore", log, log], detached: true });
  } finally {
    closeSync(log);
  }
}

async function readyOrExit(files: ClusterFiles, child: ChildProcess): Promise<"ready" | "exited"> {
  let hasExited = false;
  child.once("exit", () => {
    hasExited = true;
  });
  child.once("error", () => {
    hasExited = true;
  });
  const until = Date.now() + readyWithinMs;
  while (!hasExited && Date.now() < until) {
    const found = readPidFile(files);
    if (found?.isReady && isAlive(found.pid)) return "ready";
    await sleep(10);
  }
  if (!hasExited)
    throw new Error(`Postgres has not become ready within ${readyWithinMs / 1000} s; see ${files.logFile}.`);
  return "exited";
}

function lastComplaint(files: ClusterFiles): string {
  const lines = readFileSync(files.logFile, "utf8").split("\n");
  return lines
    .filter((line) => /FATAL|HINT|could not/.test(line))
    .slice(-2)
    .join(" ");
}

/** Ends connections and stops (SIGINT, Postgres' "fast"); SIGQUIT after the time limit, which costs a recovery at the next start. */
export async function stopPostmaster(pid: number, limitMs: number): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const until = Date.now() + limitMs;
    while (Date.now() < until) {
      if (!isAlive(pid)) return;
      await sleep(20);
    }
  }
}

import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { processState } from "../../server/start/embedded-postgres/process-state.ts";
import type { SupervisorStatus } from "../../server/start/supervisor-file.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

export type DeskProcess = {
  readonly child: ChildProcess;
  output(): string;
  said(text: string | RegExp, withinMs?: number): Promise<void>;
  exited(withinMs?: number): Promise<number | NodeJS.Signals>;
};

export type DeskOptions = {
  readonly dataDir: string;
  readonly port: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Runs it as another user (root only). */
  readonly uid?: number;
};

/** Starts the supervisor as a process of its own, with the fixture children. */
export function launchDesk({ dataDir, port, environment, uid }: DeskOptions): DeskProcess {
  const fixture = fileURLToPath(new URL("fixtures/desk.ts", import.meta.url));
  const { PATH, NODE_V8_COVERAGE } = process.env;
  const child = spawn(process.execPath, ["server/platform/run.js", fixture], {
    cwd: root,
    env: {
      PATH,
      ...(NODE_V8_COVERAGE === undefined ? {} : { NODE_V8_COVERAGE }),
      PORT: String(port),
      TRADEWIND_DATA_DIR: dataDir,
      ...environment,
    } as unknown as NodeJS.ProcessEnv,
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  let text = "";
  const hear = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  return {
    child,
    output: () => text,
    said: (wanted, withinMs = 30_000) =>
      until(
        () => (typeof wanted === "string" ? text.includes(wanted) : wanted.test(text)),
        withinMs,
        () => `"${wanted}" in the output:\n${text}`,
      ),
    exited: async (withinMs = 15_000) => {
      await until(
        () => child.exitCode !== null || child.signalCode !== null,
        withinMs,
        () => `its end:\n${text}`,
      );
      return child.exitCode ?? child.signalCode ?? 0;
    },
  };
}

export async function until(isTrue: () => boolean, withinMs: number, wanted: () => string): Promise<void> {
  const end = Date.now() + withinMs;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error(`Waited ${withinMs} ms for ${wanted()}`);
    await sleep(20);
  }
}

export function readStatus(dataDir: string): SupervisorStatus {
  return JSON.parse(readFileSync(join(dataDir, "supervisor.json"), "utf8")) as SupervisorStatus;
}

export function isRunning(pid: number): boolean {
  return processState(pid) === "running";
}

export function postmasterPid(dataDir: string): number {
  return Number(readFileSync(join(dataDir, "pg", "postmaster.pid"), "utf8").split("\n")[0]);
}

/** A data folder below the system's temporary folder, and how to end whatever still runs on it. */
export function makeDataDir(owner?: number): { readonly dataDir: string; clear(desk?: DeskProcess): Promise<void> } {
  const folder = mkdtempSync("/tmp/tradewind-start-");
  if (owner !== undefined) chownSync(folder, owner, owner);
  else chmodSync(folder, 0o755);
  const dataDir = join(folder, "data");
  return {
    dataDir,
    clear: async (desk) => {
      if (desk !== undefined && desk.child.exitCode === null && desk.child.signalCode === null) {
        desk.child.kill("SIGTERM");
        await desk.exited(20_000).catch(() => desk.child.kill("SIGKILL"));
      }
      if (existsSync(join(dataDir, "pg", "postmaster.pid"))) {
        const pid = postmasterPid(dataDir);
        process.kill(pid, "SIGQUIT");
        await until(
          () => !isRunning(pid),
          10_000,
          () => "Postgres to end",
        );
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A free port of 4100–4199, the range of these tests. */
export async function testPort(): Promise<number> {
  for (let port = 4100 + (process.pid % 50); port < 4200; port++) {
    const isFree = await new Promise<boolean>((done) => {
      const server = createServer().once("error", () => done(false));
      server.listen(port, "127.0.0.1", () => server.close(() => done(true)));
    });
    if (isFree) return port;
  }
  throw new Error("No port from 4100 to 4199 is free.");
}

import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { takeLock } from "./process-lock.ts";
import { sourceHash } from "./source-hash.ts";

const sources = [
  ...["app", "components", "public", "server", "strategies", "db"],
  ...["package-lock.json", "next.config.js", "postcss.config.mjs", "proxy.ts", "tsconfig.json"],
];
const firstBuildSeconds = 35;
const stamp = z.object({ hash: z.string(), seconds: z.number() });

export type WebBuild =
  | { readonly kind: "fresh" }
  | {
      readonly kind: "needed";
      readonly expectedSeconds: number;
      /** Ends early, as a failure, when `ended` is aborted. */
      run(print: (line: string) => void, ended: AbortSignal): Promise<void>;
    };

/** Whether the built web fits the sources; the stamp lies in the build's folder and goes with it. */
export function planWebBuild(root: string, logFile: string): WebBuild {
  const file = join(root, ".next", "tradewind-sources.json");
  const hash = sourceHash(root, sources);
  if (isBuilt(root, file, hash)) return { kind: "fresh" };
  return {
    kind: "needed",
    expectedSeconds: readStamp(file)?.seconds ?? firstBuildSeconds,
    run: async (print, ended) => {
      const release = await lockBuild(root, print, ended);
      try {
        // Whoever had the lock may have built just this.
        if (isBuilt(root, file, sourceHash(root, sources))) return;
        const startedAt = Date.now();
        await build(root, logFile, ended);
        const seconds = Math.ceil((Date.now() - startedAt) / 1000);
        writeFileSync(file, JSON.stringify({ hash, seconds }));
      } finally {
        release();
      }
    },
  };
}

function isBuilt(root: string, stampFile: string, hash: string): boolean {
  return readStamp(stampFile)?.hash === hash && existsSync(join(root, ".next", "BUILD_ID"));
}

/** All desks of one checkout share one build. The lock lies where a build clears nothing. */
async function lockBuild(root: string, print: (line: string) => void, ended: AbortSignal): Promise<() => void> {
  let hasSaid = false;
  for (;;) {
    const taken = await takeLock(join(root, ".next", "cache", "tradewind-build.lock"), "build");
    if (taken.kind === "held") return taken.release;
    if (!hasSaid) print(`Another desk (process ${taken.holder.pid}) is building it right now; waiting for that build`);
    hasSaid = true;
    await sleep(200, undefined, { signal: ended });
  }
}

function readStamp(file: string): z.output<typeof stamp> | undefined {
  try {
    return stamp.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

function build(root: string, logFile: string, ended: AbortSignal): Promise<void> {
  const hook = fileURLToPath(new URL("end-with-supervisor.js", import.meta.url));
  const next = join(root, "node_modules", "next", "dist", "bin", "next");
  const log = openSync(logFile, "w", 0o600);
  const child = spawn(process.execPath, ["--import", hook, next, "build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", log, log, "ipc"],
    detached: true,
  });
  closeSync(log);
  const kill = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
  };
  if (ended.aborted) kill();
  ended.addEventListener("abort", kill);
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("exit", (code) => {
      if (code === 0) return done();
      const lines = readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-25).join("\n");
      fail(new Error(`The web build failed. Its last words in ${logFile}:\n${lines}`));
    });
  });
}

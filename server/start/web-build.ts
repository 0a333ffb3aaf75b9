import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { sourceHash } from "./source-hash.ts";

const sources = [
  ...["app", "components", "server", "strategies", "db"],
  ...["package-lock.json", "next.config.js", "postcss.config.mjs", "proxy.ts", "tsconfig.json"],
];
const firstBuildSeconds = 35;
const stamp = z.object({ hash: z.string(), seconds: z.number() });

export type WebBuild =
  | { readonly kind: "fresh" }
  | {
      readonly kind: "needed";
      readonly expectedSeconds: number;
      run(onSpawn: (kill: () => void) => void): Promise<void>;
    };

/** Whether the built web fits the sources; the stamp lies in the build's folder and goes with it. */
export function planWebBuild(root: string, logFile: string): WebBuild {
  const file = join(root, ".next", "tradewind-sources.json");
  const before = readStamp(file);
  const hash = sourceHash(root, sources);
  if (before?.hash === hash && existsSync(join(root, ".next", "BUILD_ID"))) return { kind: "fresh" };
  return {
    kind: "needed",
    expectedSeconds: before?.seconds ?? firstBuildSeconds,
    run: async (onSpawn) => {
      const startedAt = Date.now();
      await build(root, logFile, onSpawn);
      const seconds = Math.ceil((Date.now() - startedAt) / 1000);
      writeFileSync(file, JSON.stringify({ hash, seconds }));
    },
  };
}

function readStamp(file: string): z.output<typeof stamp> | undefined {
  try {
    return stamp.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

function build(root: string, logFile: string, onSpawn: (kill: () => void) => void): Promise<void> {
  const next = join(root, "node_modules", "next", "dist", "bin", "next");
  const log = openSync(logFile, "w", 0o600);
  const child = spawn(process.execPath, [next, "build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", log, log],
    detached: true,
  });
  closeSync(log);
  onSpawn(() => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
  });
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("exit", (code) => {
      if (code === 0) return done();
      const lines = readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-25).join("\n");
      fail(new Error(`The web build failed. Its last words in ${logFile}:\n${lines}`));
    });
  });
}

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Runs the command line as a process of its own, with no other variables than these. */
export function runTradewind(words: readonly string[], environment: Readonly<Record<string, string>>) {
  const { PATH, NODE_V8_COVERAGE } = process.env;
  const counted = NODE_V8_COVERAGE === undefined ? {} : { NODE_V8_COVERAGE };
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "server/cli/main.ts", ...words], {
    cwd: root,
    env: { PATH, ...counted, ...environment } as unknown as NodeJS.ProcessEnv,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

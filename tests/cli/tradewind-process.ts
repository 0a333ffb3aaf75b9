import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Runs the command line as a process of its own, with no other variables than these; it may be interrupted as soon as a file is there. */
export function runTradewind(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  interruptOn?: string,
) {
  const { PATH, NODE_V8_COVERAGE } = process.env;
  const counted = NODE_V8_COVERAGE === undefined ? {} : { NODE_V8_COVERAGE };
  const line = [process.execPath, "server/platform/run.js", "server/cli/main.ts", ...words];
  const [program = "", ...parameters] = interruptOn === undefined ? line : interrupted(line, interruptOn);
  const { status, stdout, stderr } = spawnSync(program, parameters, {
    cwd: root,
    env: { PATH, ...counted, ...environment } as unknown as NodeJS.ProcessEnv,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** A shell interrupts it: what a process says after it was, Node's own timeout throws away. */
function interrupted(line: readonly string[], file: string): readonly string[] {
  const script = `"$@" & child=$!; until [ -e "${file}" ] || ! kill -0 $child; do sleep 0.1; done; rm -f "${file}"; kill -TERM $child; wait $child`;
  return ["sh", "-c", script, "sh", ...line];
}

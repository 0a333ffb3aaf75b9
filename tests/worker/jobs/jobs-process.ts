import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

export type JobsProcess = {
  readonly child: ChildProcess;
  output(): string;
  kill(): Promise<void>;
  /** As the supervisor ends it. */
  end(): Promise<number | null>;
};

/** The real jobs process, as the supervisor starts it. */
export async function launchJobs(environment: Readonly<Record<string, string>>): Promise<JobsProcess> {
  const { PATH, NODE_V8_COVERAGE } = process.env;
  const counted = NODE_V8_COVERAGE === undefined ? {} : { NODE_V8_COVERAGE };
  const child = spawn(process.execPath, ["server/platform/run.js", "server/worker/jobs/main.ts"], {
    cwd: root,
    env: { PATH, ...counted, ...environment } as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let text = "";
  const hear = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout?.on("data", hear);
  child.stderr?.on("data", hear);
  const gone = new Promise<number | null>((done) => child.once("exit", (code) => done(code)));
  await new Promise<void>((done, fail) => {
    child.on("message", (message) => (message as { kind: string }).kind === "ready" && done());
    void gone.then(() => fail(new Error(`The jobs process ended:\n${text}`)));
  });
  return {
    child,
    output: () => text,
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
    end: () => {
      child.kill("SIGTERM");
      return gone;
    },
  };
}

/** Waits for what must come; a hang is the runner's to end. */
export async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await sleep(30);
  }
}

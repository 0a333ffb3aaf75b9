import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const START_MS_MAX = 240_000;

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No free port");
  return address.port;
}

export type DeskProcess = { readonly origin: string; stop(): Promise<void> };

/** Starts the whole desk as `npm start` does and waits until it answers. */
export async function startDesk(dataDir: string, port: number): Promise<DeskProcess> {
  const origin = `http://localhost:${port}`;
  const child = spawn(process.execPath, ["server/platform/run.js", "server/start/main.ts"], {
    cwd: root,
    env: { ...process.env, PORT: String(port), TRADEWIND_DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  const hear = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const until = Date.now() + START_MS_MAX;
  while (!(await answers(origin))) {
    if (child.exitCode !== null || Date.now() > until) {
      await stop(child);
      throw new Error(`The desk did not start:\n${output}`);
    }
    await sleep(250);
  }
  return { origin, stop: () => stop(child) };
}

async function answers(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/api/health`)).ok;
  } catch {
    return false;
  }
}

/** Ctrl-C. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGINT");
  await exited;
}

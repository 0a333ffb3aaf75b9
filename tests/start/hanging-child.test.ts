import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { freePort } from "../../server/start/free-port.ts";
import { type SupervisedChild, superviseChild } from "../../server/start/supervised-child.ts";
import { keepSupervisorFile } from "../../server/start/supervisor-file.ts";
import { startTestPostgres } from "../support/postgres.ts";
import { isRunning, testPort, until } from "./desk-process.ts";

const silenceMsMax = 1_500;
const opened: { folder: string; child: SupervisedChild }[] = [];

afterEach(async () => {
  for (const { folder, child } of opened.splice(0)) {
    await child.stop(2_000);
    rmSync(folder, { recursive: true });
  }
});

type Hang = { readonly stallMs: number; readonly laterAnswer?: number };

/** A worker, or a web when it has an answer to give, that becomes healthy and then stalls once. */
async function startHanging({ stallMs, laterAnswer }: Hang) {
  const folder = mkdtempSync(join(tmpdir(), "tradewind-hang-"));
  const name = laterAnswer === undefined ? "worker" : "web";
  const lives = join(folder, "lives");
  const statusFile = join(folder, "supervisor.json");
  const said: string[] = [];
  const port = await testPort();
  const child = superviseChild(
    {
      name,
      command: process.execPath,
      parameters: [
        fileURLToPath(new URL("fixtures/hanging-child.js", import.meta.url)),
        lives,
        String(stallMs),
        ...(laterAnswer === undefined ? [] : [String(laterAnswer)]),
      ],
      folder,
      environment: { ...process.env, PORT: String(port) },
      logFile: join(folder, "child.log"),
      health: name === "worker" ? { kind: "ready-message" } : { kind: "address", url: `http://127.0.0.1:${port}/` },
      healthyWithinMs: 10_000,
      silenceMsMax,
    },
    keepSupervisorFile(statusFile),
    (line) => said.push(line),
  );
  opened.push({ folder, child });
  await child.start();
  const pids = () => readFileSync(lives, "utf8").trim().split("\n").map(Number);
  const status = () => JSON.parse(readFileSync(statusFile, "utf8")).children[name];
  return { said, pids, status };
}

test.each([
  ["worker", { stallMs: 600_000 }],
  ["web", { stallMs: 600_000, laterAnswer: 200 }],
])("kills and restarts a %s that hangs", async (name, hang) => {
  const { said, pids, status } = await startHanging(hang);
  await until(
    () => pids().length === 2 && status().state === "up",
    12_000,
    () => `a second life: ${JSON.stringify(status())}`,
  );
  expect(isRunning(pids()[0] ?? 0)).toBe(false);
  expect(status()).toMatchObject({ pid: pids()[1], restarts: 1 });
  expect(said).toEqual([
    `The ${name} has said nothing for 1.5 s; it is killed.`,
    `The ${name} ended unexpectedly; it restarts in 0.5 s.`,
  ]);
  await sleep(2 * silenceMsMax);
  expect(pids()).toHaveLength(2);
});

type RealChild = { readonly child: ReturnType<typeof fork>; readonly heard: unknown[] };

test.each([
  ["a worker that stalls for a third of that time", { stallMs: silenceMsMax / 3 }],
  ["a web that answers that it is not well", { stallMs: 0, laterAnswer: 503 }],
])("leaves %s alone", async (_, hang) => {
  const { said, pids } = await startHanging(hang);
  await sleep(2 * silenceMsMax);
  expect(pids()).toHaveLength(1);
  expect(said).toEqual([]);
});

test("the real worker and the real market data say that they are alive every 2 s", async () => {
  const database = await startTestPostgres();
  const folder = mkdtempSync(join(tmpdir(), "tradewind-alive-"));
  const environment = {
    ...process.env,
    TRADEWIND_DATABASE_URL_WORKER: database.worker,
    TRADEWIND_LIVE_PORT: String(await freePort()),
    TRADEWIND_LIVE_TOKEN: "a-token-of-this-test",
    TRADEWIND_PRICES_PORT: String(await freePort()),
    TRADEWIND_PRICES_TOKEN: "another-token-of-this-test",
    TRADEWIND_DATA_DIR: folder,
    TRADEWIND_SUPERVISOR_FILE: join(folder, "supervisor.json"),
  };
  const [marketData, worker] = ["market-data/main.ts", "main.ts"].map((path) => {
    const child = fork("server/platform/run.js", [`server/worker/${path}`], {
      execArgv: [],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      env: environment,
    });
    const heard: unknown[] = [];
    child.on("message", (message) => heard.push(message));
    return { child, heard };
  }) as [RealChild, RealChild];
  for (const { heard } of [marketData, worker]) {
    await until(
      () => heard.length >= 3,
      60_000,
      () => `three messages: ${JSON.stringify(heard)}`,
    );
    expect(heard.slice(0, 3)).toEqual([{ kind: "ready" }, { kind: "alive" }, { kind: "alive" }]);
  }
  for (const { child } of [worker, marketData]) {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    expect((await ended)[0]).toBe(0);
  }
  await database.stop();
  rmSync(folder, { recursive: true });
});

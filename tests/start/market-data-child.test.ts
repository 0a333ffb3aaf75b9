import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { childPid, closeDesks, makeDesk, ready, restarted } from "./made-desks.ts";

afterEach(closeDesks);

test("restarts a killed market-data process and leaves trading alone", async () => {
  const { dataDir, launch } = await makeDesk();
  const desk = launch();
  await desk.said(ready);
  const worker = childPid(dataDir, "worker");
  process.kill(childPid(dataDir, "market-data"), "SIGKILL");
  await desk.said("The market-data process ended unexpectedly; it restarts in 0.5 s.");
  await restarted(dataDir, "market-data", 1);
  expect(childPid(dataDir, "worker")).toBe(worker);
});

test.each([
  ["a file that is not there", null, "there is no such file"],
  ["a file that is no recording", "hello\n", '"hello" begins no known recording.'],
])("says in one line that %s cannot be played, before it starts anything", async (_what, text, message) => {
  const { dataDir, launch } = await makeDesk();
  const path = join(dirname(dataDir), "BTCUSDT-tape.csv");
  if (text !== null) writeFileSync(path, text);
  const desk = launch({ environment: { TRADEWIND_FEED: `recorded:${path}` } });
  expect(await desk.exited()).toBe(1);
  const lines = desk.output().trim().split("\n");
  expect(lines.filter((line) => line.includes("TRADEWIND_FEED: BTCUSDT-tape.csv"))).toHaveLength(1);
  expect(desk.output()).toContain(message);
  expect(desk.output()).not.toMatch(/^ +at /m);
  expect(existsSync(join(dataDir, "pg"))).toBe(false);
});

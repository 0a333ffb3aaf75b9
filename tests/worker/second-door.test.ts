import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../../db/client.ts";
import { loadPortfolioState } from "../../db/queries/recovery.ts";
import { readAnswer } from "../../server/adapters/second-door/door-answer.ts";
import { latchPath, openDoor, readLatch, shutDoor } from "../../server/adapters/second-door/latch-file.ts";
import { createLogger } from "../../server/platform/logger.ts";
import { freePort } from "../../server/start/free-port.ts";
import type { Desk } from "../../server/worker/desk.ts";
import { openPortfolio, orderIntent, queue } from "../crash/crash-desk.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";
import { openWholeDesk } from "./open-whole-desk.ts";

const log = createLogger({ name: "second-door-test", level: "error" }, { write: () => undefined });
const dataDir = mkdtempSync(join(tmpdir(), "tradewind-door-"));
let postgres: TestPostgres;
let owner: Client;
let worker: Client;
let portfolioId: string;
let desk: Desk;

beforeAll(async () => {
  postgres = await startTestPostgres();
  owner = connect(postgres.owner, { max: 3, applicationName: "door-test" });
  worker = connect(postgres.worker, { max: 5, applicationName: "door-test-worker" });
  portfolioId = await openPortfolio(owner, "door0001");
  desk = await open();
});
afterAll(async () => {
  await desk?.close().catch(() => undefined);
  await owner?.end({ timeout: 1 });
  await worker?.end({ timeout: 1 });
  await postgres?.stop();
  rmSync(dataDir, { recursive: true });
});

const open = async (): Promise<Desk> =>
  openWholeDesk({
    sql: worker,
    log,
    feed: { kind: "synthetic" },
    feedSpeed: 5,
    seed: 7,
    dataDir,
    livePort: await freePort(),
    liveToken: "t",
  });

async function until<T>(look: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found as NonNullable<T>;
    await sleep(20);
  }
}

const ask = async (key: string, action: Parameters<typeof queue>[3]) => {
  await queue(owner, portfolioId, key, action);
  return until(async () => {
    const [row] = await owner<{ outcome: { kind: string; code?: string } | null }[]>`
      select outcome from control_command where portfolio_id = ${portfolioId} and key = ${key}`;
    return row?.outcome ?? null;
  });
};

const order = (key: string) => ({ kind: "place-order", intent: orderIntent(key, {}) }) as const;

test("a file in the data folder stops everything, holds over a restart, and is let go of only where it was made", async () => {
  expect(
    await until(async () => {
      const outcome = await ask(`k0-${Date.now()}`, order("k0"));
      return outcome.kind === "done"; // As soon as there is a price.
    }),
  ).toBe(true);
  await until(async () => (await loadPortfolioState(owner, portfolioId)).openLots.length > 0);
  const latch = shutDoor(dataDir, "flatten", "A drill");
  const answer = await until(() => {
    const told = readAnswer(dataDir);
    return told?.id === latch.id && told.portfolios[0]?.isDone === true ? told : null;
  });
  expect(answer.portfolios).toMatchObject([{ portfolioId, state: "stopped", open: 0, held: { positions: 0 } }]);
  const [closing] = await owner<{ user_id: string; is_reduce_only: boolean }[]>`
    select user_id, is_reduce_only from orders where portfolio_id = ${portfolioId} and side = 'sell'`;
  expect(closing).toEqual({ user_id: "second-door", is_reduce_only: true });
  expect(await ask("k1", order("k1"))).toMatchObject({ kind: "refused", code: "trading-halted" });
  expect(await ask("k2", { kind: "resume" })).toMatchObject({ kind: "refused", code: "second-door-shut" });

  await desk.close();
  desk = await open();
  const stored = await loadPortfolioState(owner, portfolioId);
  expect(stored).toMatchObject({
    tradingState: "halted",
    tradingStateReason: "A drill",
    stops: [{ scope: { kind: "everything" }, action: "flatten", userId: "second-door", reason: "A drill" }],
  });
  expect(await ask("k3", order("k3"))).toMatchObject({ code: "trading-halted" });

  expect(openDoor(dataDir)).toBe(true);
  expect(await ask("k4", { kind: "resume" })).toMatchObject({ kind: "done" });
  expect((await loadPortfolioState(owner, portfolioId)).stops).toEqual([]);
});

test("a portfolio begins stopped when the file came while no worker ran, even if nobody can read it", async () => {
  await desk.close();
  writeFileSync(latchPath(dataDir), "{ half a");
  expect(readLatch(dataDir)).toMatchObject({ action: "cancel-orders" });
  desk = await open();
  expect(await ask("k5", order("k5"))).toMatchObject({ code: "trading-halted" });
  expect((await loadPortfolioState(owner, portfolioId)).tradingStateReason).toMatch(/cannot be read/);
  openDoor(dataDir);
  expect(await ask("k6", { kind: "resume" })).toMatchObject({ kind: "done" });
});

test("a latch is made stricter, never milder", () => {
  const first = shutDoor(dataDir, "cancel-orders", "one");
  const second = shutDoor(dataDir, "flatten", "two");
  expect(second.id).not.toBe(first.id);
  expect(shutDoor(dataDir, "cancel-orders", "three")).toEqual(second);
  expect([openDoor(dataDir), openDoor(dataDir)]).toEqual([true, false]);
});

test("works while the database is out of reach: the worker says at once that nothing leaves", async () => {
  await worker.end({ timeout: 0 });
  const latch = shutDoor(dataDir, "cancel-orders", "");
  const answer = await until(() => {
    const told = readAnswer(dataDir);
    return told?.id === latch.id ? told : null;
  });
  expect(answer.portfolios).toMatchObject([{ portfolioId, state: expect.stringMatching(/^(latched|down)$/) }]);
  expect(answer.portfolios[0]?.isDone).toBe(false);
});

import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Client, connect } from "../../db/client.ts";
import { readJournal } from "../../db/queries/journal.ts";
import { findFeedKey } from "../../db/queries/portfolio-list.ts";
import { MarketTapeReader, MarketTapeRecorder } from "../../server/adapters/market-data/market-tape/market-tape.ts";
import {
  keptSessions,
  readSessionTape,
  SessionTapeRecorder,
  type TapeRecord,
} from "../../server/adapters/market-data/market-tape/session-tape.ts";
import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import type { ControlAction } from "../../server/engine/engine-event.ts";
import { createLogger } from "../../server/platform/logger.ts";
import { freePort } from "../../server/start/free-port.ts";
import { replayPortfolio } from "../../server/worker/replay/replay-portfolio.ts";
import { type ReplayReport, replaySession } from "../../server/worker/replay/replay-session.ts";
import { PortfolioSession } from "../../server/worker/sessions/portfolio-session.ts";
import { findStrategy } from "../../strategies/registry.ts";
import { openPortfolio, orderIntent, queue } from "../crash/crash-desk.ts";
import { dice } from "../crash/traffic.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";
import { openWholeDesk } from "./open-whole-desk.ts";

const log = createLogger({ name: "replay-test", level: "error" });
let postgres: TestPostgres;
let owner: Client;
let folder: string;
const problems: unknown[] = [];

beforeAll(async () => {
  postgres = await startTestPostgres();
  owner = connect(postgres.owner, { max: 4, applicationName: "replay-test" });
});

afterAll(async () => {
  await owner?.end({ timeout: 2 });
  await postgres?.stop();
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tradewind-tape-"));
  problems.length = 0;
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function book(at: number, middle: number): MarketEvent {
  const bids: number[] = [];
  const asks: number[] = [];
  for (let i = 1; i <= 5; i++) {
    bids.push(middle - i, 900 + ((middle + i) % 7));
    asks.push(middle + i, 900 + ((middle - i) % 5));
  }
  const best = { bestBidTicks: middle - 1, bestBidLots: 900, bestAskTicks: middle + 1, bestAskLots: 900 };
  return { kind: "book", instrumentId: "BTC-USDT", at, isSnapshot: true, bids, asks, ...best };
}

const print = (at: number, priceTicks: number, number: number): MarketEvent => ({
  kind: "trade",
  instrumentId: "BTC-USDT",
  at,
  tradeId: `${number}`,
  priceTicks,
  quantityLots: 400,
  aggressor: number % 2 === 0 ? "buy" : "sell",
});

const open = async (portfolioId: string) => {
  const session = await PortfolioSession.open({
    sql: owner,
    portfolioId,
    feedKey: "test",
    holder: "a/1",
    findStrategy,
    hashesAlways: true,
    openTape: (begun) => new SessionTapeRecorder(folder, begun, (problem) => problems.push(problem)),
    onFailed: (_session, error) => problems.push(error),
  });
  if (session === null) throw new Error("The portfolio is held");
  return session;
};

async function control(session: PortfolioSession, key: string, action: ControlAction): Promise<void> {
  await queue(owner, session.portfolioId, key, action);
  const at = session.session.state.now;
  session.driver.control({ kind: "control", at, key, userId: "tester", isExpired: false, action });
}

/** A ladder quotes, a person trades, the machine restarts half-way; every event and every call is on the tape. */
async function liveThrough(portfolioId: string, { anchorAt }: { readonly anchorAt: number }): Promise<void> {
  const market = new MarketTapeRecorder(folder, (problem) => problems.push(problem));
  const roll = dice(11);
  let session = await open(portfolioId);
  await session.goLive();
  const run = { kind: "start-run", runId: "run1", strategy: "quote-ladder", instrumentId: "BTC-USDT" } as const;
  await control(session, randomUUID(), { ...run, parameters: {} });
  let middle = 6_400_000;
  for (let position = 1; position <= 200; position += 1) {
    middle += Math.floor(roll() * 41) - 20;
    const at = 1_700_000_000_000 + position * 250;
    const event = roll() < 0.7 ? book(at, middle) : print(at, middle, position);
    market.record(position, event);
    await session.driver.offer(event, position);
    if (roll() < 0.2) {
      const key = randomUUID();
      const wanted = { side: roll() < 0.5 ? "buy" : "sell", quantityLots: 100 + Math.floor(roll() * 900) } as const;
      const isLimit = roll() < 0.5;
      const limit = { type: "limit", timeInForce: "GTC", priceTicks: middle - 2 } as const;
      await control(session, key, {
        kind: "place-order",
        intent: orderIntent(key, isLimit ? { ...wanted, ...limit } : wanted),
      });
      await session.driver.settle();
    }
    if (roll() < 0.05) await control(session, randomUUID(), { kind: "cancel-all", instrumentId: null });
    if (position % 20 === 0) {
      session.flushTape();
      market.flush();
    }
    if (position === anchorAt) expect(await session.anchorTape()).toBe(true);
    if (position === 100) {
      await session.close();
      session = await open(portfolioId);
      session.session.prime(event);
      await session.goLive();
    }
  }
  await session.driver.settle();
  await session.close();
  await market.close();
}

test("a desk keeps its tape across a restart, and every session on it runs again to the same journal", async () => {
  const portfolioId = await openPortfolio(owner, "replaying4");
  const live = async () => {
    const desk = await openWholeDesk({
      sql: owner,
      log,
      feed: { kind: "synthetic" },
      feedSpeed: 20,
      seed: 44,
      keep: { dataDir: folder, limits: { hours: 1, megabytes: 100 } },
      livePort: await freePort(),
      liveToken: "let-me-in",
      hashesAlways: true,
    });
    for (let number = 0; number < 8; number += 1) {
      const key = randomUUID();
      const instrumentId = number % 3 === 0 ? "ETH-USDT" : "BTC-USDT";
      const intent = {
        ...orderIntent(key, { side: number % 2 === 0 ? "buy" : "sell", quantityLots: 500 }),
        instrumentId,
      };
      await queue(owner, portfolioId, key, { kind: "place-order", intent });
      for (let isHandled = false; !isHandled; await sleep(50)) {
        const [command] = await owner<{ status: string }[]>`select status from control_command where key = ${key}`;
        isHandled = command?.status === "handled";
      }
    }
    await desk.close();
  };
  await live();
  await live();
  const feedKey = (await findFeedKey(owner, portfolioId)) ?? "";
  const sessions = (await replayPortfolio(owner, { id: portfolioId, feedKey }, folder)) ?? [];
  expect(sessions).toHaveLength(2);
  for (const session of sessions) {
    expect(session).toMatchObject({ difference: null, endedEarly: null });
    expect(session.commits).toBeGreaterThan(5);
    expect(session.hashes).toBe(session.commits);
  }
  expect(sessions[1]?.toSequence).toBe((await readJournal(owner, portfolioId, 0, 10_000)).length);
});

async function replay(
  portfolioId: string,
  path: string,
  change: (record: TapeRecord) => TapeRecord = (record) => record,
): Promise<ReplayReport> {
  const records = [...readSessionTape(path)].map(change);
  return replaySession({
    records,
    market: new MarketTapeReader(folder),
    journaled: async (sequence) => (await readJournal(owner, portfolioId, sequence - 1, 1))[0] ?? null,
    findStrategy,
  });
}

test("a kept session runs again to the same changes and hashes, before and after a restart and from an anchor", async () => {
  const portfolioId = await openPortfolio(owner, "replaying1");
  await liveThrough(portfolioId, { anchorAt: 50 });
  expect(problems).toEqual([]);
  const kept = keptSessions(folder, portfolioId);
  expect(kept).toHaveLength(3);
  let sequence = 0;
  for (const { path } of kept) {
    const report = await replay(portfolioId, path);
    expect(report).toMatchObject({ difference: null, endedEarly: null, fromSequence: sequence });
    expect(report.commits).toBeGreaterThan(20);
    expect(report.hashes).toBe(report.commits);
    sequence = report.toSequence;
  }
  const journal = await readJournal(owner, portfolioId, 0, 10_000);
  expect(journal).toHaveLength(sequence);
});

test("a replay names the first commit at which a changed tape or strategy parts from the journal", async () => {
  const portfolioId = await openPortfolio(owner, "replaying2");
  await liveThrough(portfolioId, { anchorAt: -1 });
  const [first] = keptSessions(folder, portfolioId);
  const path = first?.path ?? "";
  let seen = 0;
  const bigger = await replay(portfolioId, path, (record) => {
    if (record.kind !== "controlled" || record.event.action.kind !== "place-order") return record;
    seen += 1;
    if (seen !== 3) return record;
    const { intent } = record.event.action;
    const action = { kind: "place-order", intent: { ...intent, quantityLots: intent.quantityLots + 1 } } as const;
    return { kind: "controlled", event: { ...record.event, action } };
  });
  expect(bigger.difference).toMatchObject({ what: "changes", journaled: expect.stringContaining("order-placed") });
  const without = await replaySession({
    records: readSessionTape(path),
    market: new MarketTapeReader(folder),
    journaled: async (sequence) => (await readJournal(owner, portfolioId, sequence - 1, 1))[0] ?? null,
    findStrategy: (name) => {
      const found = findStrategy(name);
      return found === undefined ? undefined : { ...found, onQuote: () => [] };
    },
  });
  expect(without.difference?.what).toBe("changes");
});

test("a tape with a hole or a torn end is replayed as far as it goes, and says where it ends", async () => {
  const portfolioId = await openPortfolio(owner, "replaying3");
  await liveThrough(portfolioId, { anchorAt: -1 });
  const [first] = keptSessions(folder, portfolioId);
  const path = first?.path ?? "";
  const whole = await replay(portfolioId, path);
  truncateSync(path, Math.floor(statSync(path).size * 0.7));
  const torn = await replay(portfolioId, path);
  expect(torn.difference).toBeNull();
  expect(torn.commits).toBeGreaterThan(0);
  expect(torn.commits).toBeLessThan(whole.commits);
  for (const name of readdirSync(folder)) if (name.startsWith("market-")) writeFileSync(join(folder, name), "");
  expect(await replay(portfolioId, path)).toMatchObject({
    difference: null,
    endedEarly: "Event 1 of the feed is not on the tape.",
  });
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../../db/client.ts";
import { readJournal } from "../../db/queries/journal.ts";
import { parseExact } from "../../server/domain/money/integer-json.ts";
import type { EngineChange } from "../../server/engine/engine-change.ts";
import { openSyntheticFeed } from "../../server/worker/market-data/synthetic-feed.ts";
import { readTape } from "../../server/worker/market-data/tape/read-tape.ts";
import { PortfolioSession } from "../../server/worker/sessions/portfolio-session.ts";
import { findStrategy } from "../../strategies/registry.ts";
import { auditStory } from "../crash/audit-story.ts";
import { openPortfolio, queue } from "../crash/crash-desk.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";

const TAPE = { seed: 9, startAt: 1_700_000_000_000 };
const EVENTS = 150_000;
const RESTART_EVERY = 20_000;

let postgres: TestPostgres;
let owner: Client;

beforeAll(async () => {
  postgres = await startTestPostgres();
  owner = connect(postgres.owner, { max: 4, applicationName: "strategy-restart-test" });
});

afterAll(async () => {
  await owner?.end({ timeout: 2 });
  await postgres?.stop();
});

async function open(portfolioId: string): Promise<PortfolioSession> {
  const session = await PortfolioSession.open({
    sql: owner,
    portfolioId,
    feedKey: "test",
    holder: "here/1",
    findStrategy,
    hashesAlways: false,
    onFailed: (_session, error) => {
      throw error;
    },
  });
  if (session === null) throw new Error("The portfolio is held");
  return session;
}

/** Runs the cross over the tape; `restartsAt` says where the process would be replaced, if nothing is in flight there. */
async function run(
  key: string,
  restartsAt: (position: number) => boolean,
): Promise<{ changes: EngineChange[]; restarts: number }> {
  const portfolioId = await openPortfolio(owner, key);
  const control = randomUUID();
  const action = {
    kind: "start-run",
    runId: "run1",
    strategy: "moving-average-cross",
    instrumentId: "BTC-USDT",
    parameters: { fast: 3, slow: 8 },
  } as const;
  await queue(owner, portfolioId, control, action);
  let session = await open(portfolioId);
  await session.goLive();
  session.driver.control({
    kind: "control",
    at: TAPE.startAt,
    key: control,
    userId: "tester",
    isExpired: false,
    action,
  });
  await session.driver.settle();
  const feed = openSyntheticFeed(TAPE);
  let restarts = 0;
  for (let i = 0; i < EVENTS; i++) {
    const event = feed.next();
    if (event === null) break;
    await session.driver.offer(event, feed.position());
    if (!restartsAt(feed.position()) || session.session.state.working.size > 0) continue;
    restarts += 1;
    if (restarts % 2 === 0) await session.close();
    else session.driver.discard();
    session = await open(portfolioId);
    const to = feed.position();
    await readTape(openSyntheticFeed(TAPE), { from: Math.min(session.dealtWith ?? to, to), to }, (each, position) =>
      session.replay(each, position),
    );
    await session.goLive();
  }
  await session.close();
  expect((await auditStory(owner, portfolioId)).problems).toEqual([]);
  const rows = await readJournal(owner, portfolioId, 0, 10_000);
  return { changes: rows.flatMap((row) => parseExact(row.changes) as EngineChange[]), restarts };
}

/** What happened, without ids that carry the portfolio's own key and without the snapshots, which restarts may add. */
const story = (changes: EngineChange[]) =>
  changes
    .filter(
      (change) =>
        change.kind === "fill-booked" || change.kind === "balance-changed" || change.kind === "position-changed",
    )
    .map((change) => JSON.stringify(change).replaceAll(/restart0\d/g, ""));

test("a strategy that is stopped and recovered again and again trades as one that never was", async () => {
  const steady = await run("restart01", () => false);
  const restarted = await run("restart02", (position) => position % RESTART_EVERY === 0);
  expect(restarted.restarts).toBeGreaterThan(4);
  expect(story(steady.changes).length).toBeGreaterThan(20);
  expect(story(restarted.changes)).toEqual(story(steady.changes));
});

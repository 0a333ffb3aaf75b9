import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../../db/client.ts";
import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import type { AlgorithmIntent } from "../../server/domain/orders/algorithms/algorithm.ts";
import type { ControlAction } from "../../server/engine/engine-event.ts";
import { stateHash } from "../../server/engine/journal/state-hash.ts";
import { PortfolioSession } from "../../server/worker/sessions/portfolio-session.ts";
import { openPortfolio, queue } from "../crash/crash-desk.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";
import { recoveredState } from "../support/recovered-state.ts";

const findStrategy = () => undefined;
let postgres: TestPostgres;
let owner: Client;

beforeAll(async () => {
  postgres = await startTestPostgres();
  owner = connect(postgres.owner, { max: 4, applicationName: "algorithm-test" });
});

afterAll(async () => {
  await owner?.end({ timeout: 2 });
  await postgres?.stop();
});

function book(at: number): MarketEvent {
  const best = { bestBidTicks: 6_399_900, bestBidLots: 50_000, bestAskTicks: 6_400_000, bestAskLots: 50_000 };
  const sides = { bids: [6_399_900, 50_000], asks: [6_400_000, 50_000] };
  return { kind: "book", instrumentId: "BTC-USDT", at, isSnapshot: true, ...sides, ...best };
}

async function open(portfolioId: string): Promise<PortfolioSession> {
  const session = await PortfolioSession.open({
    ...{ sql: owner, portfolioId, feedKey: "test", holder: "a/1", findStrategy, hashesAlways: true },
    venueSettings: { latencyMs: { submit: 0, cancel: 0 } },
    onFailed: (_session, error) => {
      throw error;
    },
  });
  if (session === null) throw new Error("The portfolio is held");
  await session.goLive();
  return session;
}

async function ask(session: PortfolioSession, action: ControlAction, key: string = randomUUID()): Promise<void> {
  await queue(owner, session.portfolioId, key, action);
  const { now: at } = session.session.state;
  session.driver.control({ kind: "control", at, key, userId: "tester", isExpired: false, action });
  await session.driver.settle();
}

const TIMES = Array.from({ length: 30 }, (_, second) => 2_000 + second * 1_000);

/** A TWAP of ten slices in twenty seconds; what its orders were, after as many restarts as there are slices, or none. */
async function story(name: string, restartsEvery: number | null) {
  const portfolioId = await openPortfolio(owner, name);
  let session = await open(portfolioId);
  await session.driver.offer(book(1_000), 1);
  const key = randomUUID();
  const intent: AlgorithmIntent = {
    ...{ instrumentId: "BTC-USDT", side: "buy", quantityLots: 10_000, limitTicks: null, isReduceOnly: false },
    ...{ deadlineAt: null, randomBps: 3_000, userId: "tester", key },
    method: { kind: "twap", durationMs: 20_000, slices: 10 },
  };
  await ask(session, { kind: "start-algorithm", intent }, key);
  for (const [index, at] of TIMES.entries()) {
    await session.driver.offer(book(at), index + 2);
    await session.driver.settle();
    if (restartsEvery === null || index % restartsEvery !== 0) continue;
    await session.checkpoint();
    const before = stateHash(session.session.state);
    expect(stateHash(await recoveredState(owner, portfolioId, findStrategy))).toBe(before);
    session.driver.discard();
    session = await open(portfolioId);
    for (let seen = 0; seen <= index; seen += 1) await session.replay(book(TIMES[seen] ?? 0), seen + 2);
  }
  const { progress, plan } = (await recoveredState(owner, portfolioId, findStrategy)).algorithms.find(
    [...(await owner<{ id: string }[]>`select id from algorithm_order where portfolio_id = ${portfolioId}`)][0]?.id ??
      "",
  )?.order ?? { progress: null, plan: null };
  const orders = await owner<{ quantity: string; created_at: string; status: string }[]>`
    select quantity, created_at, status from orders where portfolio_id = ${portfolioId} and control_key = ${plan?.id ?? ""}
    order by created_at, length(id), id`;
  return {
    status: progress?.status,
    filledLots: progress?.filledLots,
    orders: [...orders].map((order) => ({ ...order })),
  };
}

test("goes on after each restart where it stood, and sends nothing twice", async () => {
  const quiet = await story("algorithm1", null);
  expect(quiet).toMatchObject({ status: "completed", filledLots: 10_000 });
  expect(quiet.orders).toHaveLength(10);
  expect(new Set(quiet.orders.map(({ quantity }) => quantity)).size).toBeGreaterThan(5);
  const restarted = await story("algorithm2", 3);
  // Ids begin with the portfolio's own key, and with them the chance: what is sent when may differ, what comes of it may not.
  expect(restarted).toMatchObject({ status: "completed", filledLots: 10_000 });
  expect(restarted.orders.every(({ status }) => status === "filled")).toBe(true);
});

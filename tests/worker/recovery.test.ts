import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../../db/client.ts";
import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import { stateHash } from "../../server/engine/journal/state-hash.ts";
import { PortfolioSession } from "../../server/worker/sessions/portfolio-session.ts";
import { auditStory } from "../crash/audit-story.ts";
import { openPortfolio, orderIntent, queue } from "../crash/crash-desk.ts";
import { dice } from "../crash/traffic.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";
import { recoveredState } from "../support/recovered-state.ts";

const findStrategy = () => undefined;

let postgres: TestPostgres;
let owner: Client;

beforeAll(async () => {
  postgres = await startTestPostgres();
  owner = connect(postgres.owner, { max: 4, applicationName: "recovery-test" });
});

afterAll(async () => {
  await owner?.end({ timeout: 2 });
  await postgres?.stop();
});

function book(at: number, middle: number): MarketEvent {
  const bids: number[] = [];
  const asks: number[] = [];
  for (let i = 1; i <= 5; i++) {
    bids.push(middle - i, 50_000);
    asks.push(middle + i, 50_000);
  }
  const best = { bestBidTicks: middle - 1, bestBidLots: 50_000, bestAskTicks: middle + 1, bestAskLots: 50_000 };
  return { kind: "book", instrumentId: "BTC-USDT", at, isSnapshot: true, bids, asks, ...best };
}

const open = async (portfolioId: string, holder: string, onFailed: (error: unknown) => void = () => undefined) => {
  const session = await PortfolioSession.open({
    sql: owner,
    portfolioId,
    feedKey: "test",
    holder,
    findStrategy,
    hashesAlways: true,
    onFailed: (_session, error) => onFailed(error),
  });
  if (session === null) throw new Error("The portfolio is held");
  await session.goLive();
  return session;
};

/** Queues an order and hands it to the session as the control listener does. */
async function place(session: PortfolioSession, wanted: Parameters<typeof orderIntent>[1]): Promise<void> {
  const key = randomUUID();
  const action = { kind: "place-order", intent: orderIntent(key, wanted) } as const;
  await queue(owner, session.portfolioId, key, action);
  session.driver.control({
    kind: "control",
    at: session.session.state.now,
    key,
    userId: "tester",
    isExpired: false,
    action,
  });
  await session.driver.settle();
}

test("tables, journal and memory agree after every commit of a busy session", async () => {
  const portfolioId = await openPortfolio(owner, "recovery1");
  const session = await open(portfolioId, "a/1");
  const roll = dice(5);
  let at = 1_000;
  let middle = 6_400_000;
  for (let i = 0; i < 60; i++) {
    at += 50;
    middle += Math.floor(roll() * 21) - 10;
    await session.driver.offer(book(at, middle), i + 1);
    const side = roll() < 0.5 ? "buy" : "sell";
    const quantityLots = 100 + Math.floor(roll() * 1_000);
    if (roll() < 0.5) await place(session, { side, quantityLots });
    else
      await place(session, {
        side,
        quantityLots,
        type: "limit",
        timeInForce: "GTC",
        priceTicks: middle + Math.floor(roll() * 9) - 4,
      });
    if (i % 10 === 0) {
      const state = await recoveredState(owner, portfolioId, findStrategy);
      expect(stateHash(state)).toBe(stateHash(session.session.state));
    }
  }
  await session.close();
  const { problems, fold } = await auditStory(owner, portfolioId);
  expect(problems).toEqual([]);
  expect(fold.fills.size).toBeGreaterThan(10);
  // A desk whose story began before digests were stored reads them from the story.
  await owner`update portfolio_state set fills_digest = null, closed_digest = null where portfolio_id = ${portfolioId}`;
  const old = await recoveredState(owner, portfolioId, findStrategy);
  expect(stateHash(old)).toBe(stateHash(session.session.state));
});

test("an order that was committed and never acknowledged ends as never-reached-venue, with its money free", async () => {
  const portfolioId = await openPortfolio(owner, "recovery2");
  const first = await open(portfolioId, "a/1");
  await first.driver.offer(book(1_000, 6_400_000), 1);
  await place(first, { side: "buy", quantityLots: 500 });
  first.driver.discard();

  const second = await open(portfolioId, "a/1");
  const orders = [...second.session.state.closed.values()].map(({ order }) => order);
  expect(orders).toMatchObject([{ status: "rejected", reasonCode: "never-reached-venue", reservedUnits: 0 }]);
  expect(second.session.state.balances.get("USDT")).toMatchObject({ reservedUnits: 0 });
  await second.close();
  expect((await auditStory(owner, portfolioId)).problems).toEqual([]);
});

test("a resting order works again after a restart, and fills", async () => {
  const portfolioId = await openPortfolio(owner, "recovery3");
  const first = await open(portfolioId, "a/1");
  await first.driver.offer(book(1_000, 6_400_000), 1);
  await place(first, { side: "buy", quantityLots: 500, type: "limit", timeInForce: "GTC", priceTicks: 6_399_000 });
  await first.driver.offer(book(2_000, 6_400_000), 2);
  first.driver.discard();

  const second = await open(portfolioId, "a/1");
  await second.driver.offer(book(3_000, 6_398_000), 3);
  const [record] = [...second.session.state.closed.values()];
  expect(record?.order).toMatchObject({ status: "filled", filledLots: 500 });
  await second.close();
  expect((await auditStory(owner, portfolioId)).problems).toEqual([]);
});

test("a session whose lease was taken commits nothing more", async () => {
  const portfolioId = await openPortfolio(owner, "recovery4");
  const errors: unknown[] = [];
  const first = await open(portfolioId, "a/1", (error) => errors.push(error));
  await first.driver.offer(book(1_000, 6_400_000), 1);
  const second = await open(portfolioId, "a/1");
  await place(first, { side: "buy", quantityLots: 500 });
  expect(errors).toMatchObject([{ name: "LeaseLostError" }]);
  expect(second.session.state.sequence).toBe((await recoveredState(owner, portfolioId, findStrategy)).sequence);
  await second.close();
});

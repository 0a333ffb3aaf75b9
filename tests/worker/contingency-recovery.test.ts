import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../../db/client.ts";
import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import type { OrderIntent } from "../../server/domain/orders/order-intent.ts";
import { stateHash } from "../../server/engine/journal/state-hash.ts";
import { PortfolioSession } from "../../server/worker/sessions/portfolio-session.ts";
import { auditStory } from "../crash/audit-story.ts";
import { openPortfolio, orderIntent, queue } from "../crash/crash-desk.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";
import { recoveredState } from "../support/recovered-state.ts";

const findStrategy = () => undefined;
let postgres: TestPostgres;
let owner: Client;

beforeAll(async () => {
  postgres = await startTestPostgres();
  owner = connect(postgres.owner, { max: 4, applicationName: "contingency-test" });
});

afterAll(async () => {
  await owner?.end({ timeout: 2 });
  await postgres?.stop();
});

/** A book of `lots` on each side, one tick around the middle. */
function book(at: number, middle: number, lots = 50_000): MarketEvent {
  const best = { bestBidTicks: middle - 1, bestBidLots: lots, bestAskTicks: middle + 1, bestAskLots: lots };
  const sides = { bids: [middle - 1, lots], asks: [middle + 1, lots] };
  return { kind: "book", instrumentId: "BTC-USDT", at, isSnapshot: true, ...sides, ...best };
}

async function open(portfolioId: string): Promise<PortfolioSession> {
  const session = await PortfolioSession.open({
    sql: owner,
    portfolioId,
    feedKey: "test",
    holder: "a/1",
    findStrategy,
    hashesAlways: true,
    onFailed: () => undefined,
  });
  if (session === null) throw new Error("The portfolio is held");
  await session.goLive();
  return session;
}

/** Buys 500 lots at 63,990.00 with a stop at 63,800.00 and a target at 64,300.00. */
async function placeBracket(session: PortfolioSession): Promise<void> {
  const key = randomUUID();
  const of = (wanted: Partial<OrderIntent>) =>
    orderIntent(key, { type: "limit", timeInForce: "GTC", quantityLots: 500, ...wanted });
  const leg = { side: "sell", isReduceOnly: true } as const;
  const stop = of({ ...leg, type: "market", trigger: { kind: "stop-loss", by: "bid", priceTicks: 6_380_000 } });
  const target = of({
    ...leg,
    priceTicks: 6_430_000,
    trigger: { kind: "take-profit", by: "bid", priceTicks: 6_430_000 },
  });
  const legs = [
    { role: "stop", intent: stop },
    { role: "target", intent: target },
  ] as const;
  const action = { kind: "place-group", entry: of({ priceTicks: 6_399_000 }), legs } as const;
  await queue(owner, session.portfolioId, key, action);
  const { now: at } = session.session.state;
  session.driver.control({ kind: "control", at, key, userId: "tester", isExpired: false, action });
  await session.driver.settle();
}

const legsOf = (session: PortfolioSession) =>
  [...session.session.state.working.values()].flatMap(({ order: { contingency, quantityLots, status } }) =>
    contingency ? [`${contingency.role} ${contingency.waitsForEntry ? "waits" : status} ${quantityLots}`] : [],
  );

test("a bracket outlives a restart at every step: no fill of its entry is ever left without its stop", async () => {
  const portfolioId = await openPortfolio(owner, "bracket1");
  let session = await open(portfolioId);
  const restart = async () => {
    const before = stateHash(session.session.state);
    expect(stateHash(await recoveredState(owner, portfolioId, findStrategy))).toBe(before);
    session.driver.discard();
    session = await open(portfolioId);
  };
  await session.driver.offer(book(1_000, 6_400_000), 1);
  await placeBracket(session);
  await session.driver.offer(book(2_000, 6_400_000), 2);
  await restart();
  expect(legsOf(session)).toEqual(["entry accepted 500", "stop waits 500", "target waits 500"]);

  await session.driver.offer(book(3_000, 6_398_500, 200), 3);
  await restart();
  expect(legsOf(session)).toEqual(["entry partially-filled 500", "stop emulated 200", "target emulated 200"]);

  await session.driver.offer(book(4_000, 6_430_500, 150), 4);
  await session.driver.offer(book(5_000, 6_430_500, 150), 5);
  await restart();
  const [stop] = legsOf(session).filter((leg) => leg.startsWith("stop"));
  expect(stop).toBe("stop emulated 49"); // The target took 150, and a fee of one lot was taken in what was bought.

  await session.driver.offer(book(6_000, 6_379_000), 6);
  await session.driver.offer(book(7_000, 6_379_000), 7);
  await session.driver.offer(book(8_000, 6_379_000), 8);
  await restart();
  expect(legsOf(session)).toEqual([]);
  const held = session.session.state.holdings.get("BTC-USDT")?.netUnits ?? 0;
  expect(Number(held)).toBeLessThan(100_000); // Dust: the venue's fee in what was bought.
  await session.close();
  expect((await auditStory(owner, portfolioId)).problems).toEqual([]);
});

test("legs end with an entry that never reached its venue", async () => {
  const portfolioId = await openPortfolio(owner, "bracket2");
  const first = await open(portfolioId);
  await first.driver.offer(book(1_000, 6_400_000), 1);
  await placeBracket(first);
  first.driver.discard();
  const second = await open(portfolioId);
  expect(legsOf(second)).toEqual([]);
  const ends = [...second.session.state.closed.values()].map(({ order }) => [order.status, order.reasonCode]);
  expect(ends).toEqual(
    expect.arrayContaining([
      ["rejected", "never-reached-venue"],
      ["canceled", "entry-ended"],
      ["canceled", "entry-ended"],
    ]),
  );
  await second.close();
  expect((await auditStory(owner, portfolioId)).problems).toEqual([]);
});

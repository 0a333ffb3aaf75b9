import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { commitBatch } from "../../../db/queries/commit-batch.ts";
import { acquireLease } from "../../../db/queries/lease.ts";
import type { OrderFilter } from "../../../server/domain/orders/order-listing.ts";
import { AccessError, type Actor } from "../../../server/services/access/authorize.ts";
import { executionSummary } from "../../../server/services/orders/execution/execution-summary.ts";
import { exportFills, exportOrders } from "../../../server/services/orders/export-orders.ts";
import { orderLife } from "../../../server/services/orders/order-life.ts";
import { join, makePerson, openTestWeb, type TestWeb } from "../../api/open-test-web.ts";
import { aFill, anOrder, emptyBatch, makePortfolio } from "../../db/make-batch.ts";

const AT = 1_723_075_200_000;
const FILTER: OrderFilter = {
  ...{ instrumentIds: [], sides: [], types: [], ends: [], sources: [], tag: "", text: "", from: null, until: null },
};

let test: TestWeb;
let portfolioId: string;
let ann: Actor;

const desk = () => test.web.desk;
const mid = (halfTicks: number) => ({ halfTicks, ageMs: 3 });
const btc = { instrumentId: "BTC-USDT" } as const;

/** One bitcoin bought in two halves at 50,002.00 and 50,004.00; decided at 50,000.00, acknowledged at 50,001.00. A second order is denied, a third cancelled. */
beforeAll(async () => {
  test = await openTestWeb();
  portfolioId = await makePortfolio(test.owner);
  ann = { userId: (await makePerson(test, "ann", "trader")).id, ip: null };
  await join(test, portfolioId, ann.userId ?? "", "trader");
  const key = randomUUID();
  await test.owner`insert into control_command (portfolio_id, key, action, user_id, created_at, expires_at)
    values (${portfolioId}, ${key}, '{}', ${ann.userId}, to_timestamp(1700000000), now())`;
  const epoch = (await acquireLease(test.owner, portfolioId, "here", 60_000))?.epoch ?? -1;
  const source = { kind: "manual", userId: ann.userId ?? "", key } as const;
  const shared = { source, type: "market", priceTicks: null, timeInForce: "IOC", quantityLots: 100_000 } as const;
  const half = { quantityLots: 50_000, feeCurrency: "USDT", feeUnits: 25_00000000 };
  const fills = [
    aFill("f1", "o1", { ...half, priceTicks: 5_000_200, notionalUnits: 2_500_100_000_000, at: AT + 40 }),
    aFill("f2", "o1", { ...half, priceTicks: 5_000_400, notionalUnits: 2_500_200_000_000, at: AT + 50 }),
  ] as const;
  await commitBatch(test.owner, {
    ...emptyBatch(portfolioId, epoch, 1),
    placed: [
      anOrder("o1", {
        ...shared,
        status: "filled",
        filledLots: 100_000,
        filledUnits: 5_000_300_000_000,
        reservedUnits: 0,
      }),
      anOrder("o2", { ...shared, status: "denied", reasonCode: "price-stale", reservedUnits: 0, createdAt: AT + 1 }),
      anOrder("o3", { ...shared, status: "canceled", reservedUnits: 0, createdAt: AT + 2 }),
    ],
    fills,
    steps: [
      { ...btc, orderId: "o1", step: "placed", at: AT, mid: mid(10_000_000) },
      { ...btc, orderId: "o1", step: "accepted", at: AT + 30, mid: mid(10_000_200) },
      { ...btc, orderId: "o1", step: "partially-filled", at: AT + 40, fill: fills[0], mid: mid(10_000_200) },
      { ...btc, orderId: "o1", step: "filled", at: AT + 50, fill: fills[1], mid: { missing: "stale" } },
      { ...btc, orderId: "o2", step: "denied", at: AT + 1, mid: { missing: "stale" } },
      { ...btc, orderId: "o3", step: "placed", at: AT + 2, mid: mid(10_000_000) },
      { ...btc, orderId: "o3", step: "canceled", at: AT + 99, mid: mid(10_000_600) },
    ],
    markouts: [
      { ...btc, fillId: "f1", orderId: "o1", horizonMs: 1_000, at: AT + 1_040, mid: mid(10_001_000) },
      { ...btc, fillId: "f1", orderId: "o1", horizonMs: 10_000, at: AT + 10_040, mid: { missing: "crossed" } },
    ],
  });
});

afterAll(async () => {
  await test?.close();
});

it("an order's execution is told from what was stored step by step, with both clocks", async () => {
  const { quality } = await orderLife(desk(), ann, { portfolioId, orderId: "o1" });
  expect(quality.decision).toEqual({ at: AT, wallAt: 1_700_000_000_000, mid: mid(10_000_000) });
  expect(quality.submit?.wallAt).toBeGreaterThan(1_700_000_000_000);
  expect([quality.arrival?.mid, quality.acknowledge?.mid]).toEqual([mid(10_000_000), mid(10_000_200)]);
  expect(quality.fills.map(({ mid: met, markouts, isPending }) => [met, markouts.length, isPending])).toEqual([
    [mid(10_000_200), 2, true],
    [{ missing: "stale" }, 0, true],
  ]);
  // 3.00 above the decision on one bitcoin, and 50.00 of fees.
  expect(quality.againstDecision).toEqual({ costHalves: 3 * 2e8, referenceHalves: 50_000 * 2e8 });
  expect(quality.shortfall).toEqual({
    ...{ delayHalves: 0, tradingHalves: 3 * 2e8, opportunityHalves: 0, feeHalves: 50 * 2e8, totalHalves: 53 * 2e8 },
    paperHalves: 50_000 * 2e8,
  });
  const cancelled = await orderLife(desk(), ann, { portfolioId, orderId: "o3" });
  expect(cancelled.quality.shortfall.totalHalves).toBe(3 * 2e8); // It wanted one bitcoin that is 3.00 dearer by now.
});

it("orders under a filter are summed up, unknown ones apart", async () => {
  const all = await executionSummary(desk(), ann, { portfolioId, filter: FILTER, sort: [] });
  expect(all).toMatchObject({ orders: 3, total: 3, fillFraction: 0.5, filledOrders: 1, unknownSlippage: 0 });
  expect(all.successFraction).toBeCloseTo(2 / 3, 12);
  expect(all.slippageBps).toBeCloseTo(0.6, 12);
  expect(all.fees).toEqual([{ currency: "USDT", units: 50_00000000 }]);
  const denied = await executionSummary(desk(), ann, {
    portfolioId,
    filter: { ...FILTER, ends: ["denied"] },
    sort: [],
  });
  expect(denied).toMatchObject({ orders: 1, successFraction: 0, fillFraction: null, slippageBps: null });
  const stranger = { userId: (await makePerson(test, "eve", "viewer")).id, ip: null };
  await expect(executionSummary(desk(), stranger, { portfolioId, filter: FILTER, sort: [] })).rejects.toThrow(
    AccessError,
  );
});

async function rowsOf(lines: AsyncGenerator<string>): Promise<Record<string, string>[]> {
  const all: string[][] = [];
  for await (const line of lines) all.push(line.trimEnd().split(","));
  const [head = [], ...rows] = all;
  return rows.map((row) => Object.fromEntries(head.map((name, place) => [name, row[place] ?? "absent"])));
}

it("the exports hold mids, costs and markouts, and say what is missing", async () => {
  const orders = await rowsOf(await exportOrders(desk(), ann, { portfolioId, filter: FILTER, sort: [] }));
  expect(orders.find(({ order }) => order === "o1")).toMatchObject({
    ...{ decision_mid: "50000", arrival_mid: "50000", acknowledge_mid: "50001", slippage_decision: "3" },
    ...{ slippage_decision_bps: "0.6000", trading_cost: "3", fee_cost: "50", shortfall: "53" },
    acknowledged_utc: "2024-08-08T00:00:00.030Z",
  });
  expect(orders.find(({ order }) => order === "o2")).toMatchObject({
    decision_mid: "",
    slippage_arrival: "",
    shortfall: "",
  });
  const fillFilter = { instrumentIds: [], sides: [], liquidities: [], text: "", from: null, until: null };
  const fills = await rowsOf(await exportFills(desk(), ann, { portfolioId, filter: fillFilter, sort: [] }));
  expect(fills.find(({ fill }) => fill === "f1")).toMatchObject({
    ...{ mid: "50001", slippage_mid: "0.5", mid_1s: "50005", markout_1s: "1.5", mid_10s: "" },
    missing_mids: "10s:crossed 1m:to-come 5m:to-come",
  });
  expect(fills.find(({ fill }) => fill === "f2")?.["missing_mids"]).toMatch(/^fill:stale 1s:to-come/);
});

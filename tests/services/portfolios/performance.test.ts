import { afterAll, beforeAll, expect, it } from "vitest";
import { AccessError } from "../../../server/services/access/authorize.ts";
import { cashFlows } from "../../../server/services/portfolios/performance/cash-flows.ts";
import { dayStart } from "../../../server/services/portfolios/performance/day-start.ts";
import { equityPoints } from "../../../server/services/portfolios/performance/equity-points.ts";
import { monthlyReturns } from "../../../server/services/portfolios/performance/monthly-returns.ts";
import { portfolioOverview } from "../../../server/services/portfolios/performance/overview.ts";
import { strategyProfits } from "../../../server/services/portfolios/performance/strategy-profits.ts";
import { made, openPortfolioDesk, person } from "./portfolio-people.ts";

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 21, 12);

let all: Awaited<ReturnType<typeof openPortfolioDesk>>;
beforeAll(async () => {
  all = await openPortfolioDesk();
});
afterAll(() => all?.test.close());

const fresh = (() => {
  let count = 0;
  return () => made(all.test, all.ann, `Fresh ${++count}`, "1000");
})();

const point = (portfolioId: string, at: number, equity: string, netFlow = "1000", realised = "0", unrealised = "0") =>
  all.test
    .owner`insert into equity_point values (${portfolioId}, ${at}, now(), ${equity}, ${netFlow}, ${realised}, ${unrealised})`;

const overview = (portfolioId: string, from: number, to: number) =>
  portfolioOverview(all.desk, all.ann, { portfolioId, from, to });

/** An order with one fill that opened a lot. */
async function openLot(
  portfolioId: string,
  id: string,
  { run = null as string | null, cost = "100", left = "1" } = {},
) {
  const { owner } = all.test;
  await owner`insert into orders (portfolio_id, id, instrument_id, side, type, time_in_force, is_post_only, accepts_stale_price,
      quantity, bound_price, user_id, control_key, run_id, status, filled_quantity, filled_notional, reserved, created_at, updated_at)
    values (${portfolioId}, ${id}, 'BTC-USDT', 'buy', 'market', 'IOC', false, true, 1, 100,
      ${run === null ? "ann" : null}, ${run === null ? id : null}, ${run}, 'filled', 1, 100, 0, ${NOON}, ${NOON})`;
  await owner`insert into fills values (${portfolioId}, ${`f-${id}`}, ${id}, 'BTC-USDT', ${id}, 'buy', 1, 100, 100, 'BTC', 0.001, 'taker', 0, ${NOON})`;
  await owner`insert into lots (portfolio_id, id, instrument_id, direction, fill_id, opened_at, quantity, cost)
    values (${portfolioId}, ${`l-${id}`}, 'BTC-USDT', 'long', ${`f-${id}`}, ${NOON}, ${left}, ${cost})`;
}

const closeLot = (portfolioId: string, id: string, by: string, cost: string, proceeds: string, at: number) =>
  all.test
    .owner`insert into lot_closing values (${portfolioId}, ${`l-${id}`}, ${by}, 'BTC-USDT', 0.5, ${cost}, ${proceeds}, ${at})`;

it("has no stretch before the first point, and one of a single point right after it", async () => {
  const id = await fresh();
  expect(await overview(id, 0, NOON)).toEqual({ currency: "USDT", stretch: null });
  await point(id, NOON, "1000");
  const { stretch } = await overview(id, 0, NOON);
  expect(stretch).toMatchObject({ points: 1, profit: "0", netFlow: "0", growth: 1, drawdown: null });
  expect(stretch?.series).toEqual([{ at: NOON, equity: 1000, drawdown: 0 }]);
});

it("tells profit apart from money that was paid in, to the last digit", async () => {
  const id = await fresh();
  await point(id, NOON, "1000");
  await point(id, NOON + MINUTE, "1100.00000001", "1000", "60.00000001", "40");
  await point(id, NOON + 2 * MINUTE, "1600.00000001", "1500", "60.00000001", "40");
  await point(id, NOON + 3 * MINUTE, "1520.00000001", "1500", "60.00000001", "-40");
  const { stretch } = await overview(id, 0, NOON + 3 * MINUTE);
  expect(stretch).toMatchObject({
    first: { at: NOON, equity: "1000", netFlow: "1000", realised: "0" },
    last: { at: NOON + 3 * MINUTE, equity: "1520.00000001", netFlow: "1500" },
    profit: "20.00000001",
    realised: "60.00000001",
    unrealised: "-40",
    netFlow: "500",
    drawdown: { peakAt: NOON + 2 * MINUTE, troughAt: NOON + 3 * MINUTE, recoveredAt: null },
  });
  expect(stretch?.growth).toBeCloseTo(1.1 * (1520 / 1600), 8);
  expect(stretch?.growthMax).toBeCloseTo(1.1, 8);
  expect(stretch?.drawdown?.fraction).toBeCloseTo(-0.05, 8);
});

it("starts a range at what the portfolio was worth when it began, and draws that there", async () => {
  const id = await fresh();
  for (const [minute, equity] of [
    ["0", "1000"],
    ["1", "1200"],
    ["9", "1100"],
    ["10", "1300"],
  ] as const)
    await point(id, NOON + Number(minute) * MINUTE, equity);
  const { stretch } = await overview(id, NOON + 5 * MINUTE, NOON + 10 * MINUTE);
  expect(stretch).toMatchObject({ profit: "100", points: 3, drawdown: { recoveredAt: NOON + 10 * MINUTE } });
  const input = { portfolioId: id, from: NOON + 5 * MINUTE, to: NOON + 9 * MINUTE };
  expect((await equityPoints(all.desk, all.ann, input)).map(({ equity }) => equity)).toEqual(["1200", "1100"]);
  expect(stretch?.series.map(({ at }) => at)).toEqual([5, 9, 10].map((minute) => NOON + minute * MINUTE));
});

it("draws at most a thousand points, with the deepest fall among them", async () => {
  const id = await fresh();
  await all.test.owner`insert into equity_point
    select ${id}, ${NOON}::bigint + n * 60000, now(), round((1000 + 50 * sin(n / 100.0))::numeric, 8) - case n when 4321 then 500 else 0 end, 1000, 0, 0
    from generate_series(0, 9999) n`;
  const { stretch } = await overview(id, 0, NOON + 1e9);
  expect(stretch?.points).toBe(10_000);
  expect(stretch?.series.length).toBeLessThanOrEqual(1_000);
  const deepest = Math.min(...(stretch?.series.map(({ drawdown }) => drawdown) ?? []));
  expect(deepest).toBe(stretch?.drawdown?.fraction);
});

it("adds fees up in the base currency: those in a coin at the price of their fill", async () => {
  const id = await fresh();
  await point(id, NOON - MINUTE, "1000");
  await openLot(id, "a"); // 0.001 BTC at 100.
  await all.test
    .owner`insert into fills values (${id}, 'f2', 'a', 'BTC-USDT', 't2', 'sell', 1, 100, 100, 'USDT', 0.12345678, 'maker', 0, ${NOON})`;
  expect((await overview(id, 0, NOON)).stretch?.fees).toEqual({ total: "0.22345678", fills: 2 });
  const { fees, opening, flows } = await cashFlows(all.desk, all.ann, { portfolioId: id, from: 0, to: NOON });
  expect(fees).toEqual([
    { instrumentId: "BTC-USDT", currency: "BTC", fee: "0.001", fills: 1 },
    { instrumentId: "BTC-USDT", currency: "USDT", fee: "0.12345678", fills: 1 },
  ]);
  expect(opening).toMatchObject({ currency: "USDT", amount: "1000" });
  expect(flows).toEqual([]);
});

it("lists what was paid in and out, newest first, with who did it", async () => {
  const id = await fresh();
  const flow = (key: string, amount: string, user: string, second: number) =>
    all.test
      .owner`insert into cash_flow values (${id}, ${key}, 'USDT', ${amount}, ${user}, ${NOON}, ${new Date(NOON + second * 1000)})`;
  await flow("k1", "500.50", all.ann.userId, 1);
  await flow("k2", "-100", "somebody gone", 2);
  const { flows } = await cashFlows(all.desk, all.ann, { portfolioId: id, from: 0, to: NOON });
  expect(flows).toEqual([
    { key: "k2", currency: "USDT", amount: "-100", at: NOON, wallAt: NOON + 2_000, by: null },
    { key: "k1", currency: "USDT", amount: "500.5", at: NOON, wallAt: NOON + 1_000, by: "ann" },
  ]);
  const day = (since: number) => dayStart(all.desk, all.ann, { portfolioId: id, since });
  expect(await day(NOON)).toEqual({
    currency: "USDT",
    at: null,
    equity: "1400.5",
    netFlow: "1400.5",
    netFlowNow: "1400.5",
  });
  await point(id, NOON, "1450", "1400.5");
  await point(id, NOON + MINUTE, "1460", "1400.5");
  expect(await day(NOON + MINUTE - 1)).toMatchObject({ at: NOON, equity: "1450", netFlow: "1400.5" });
  expect(await day(NOON - 1)).toMatchObject({ at: NOON, equity: "1450" });
  expect(await day(NOON + 2 * MINUTE)).toMatchObject({ at: NOON + MINUTE, equity: "1460" });
});

it("lists what borrowing cost in the range by currency, and debts that the venue wrote off", async () => {
  const id = await fresh();
  const commit = (sequence: number, at: number, ...changes: readonly object[]) =>
    all.test
      .owner`insert into journal (portfolio_id, sequence, at, changes) values (${id}, ${sequence}, ${at}, ${JSON.stringify(changes)})`;
  const charged = (currency: string, units: number, at: number) => ({ kind: "interest-charged", currency, units, at });
  await commit(1, NOON, charged("USDT", 100_000_000, NOON));
  await commit(
    2,
    NOON + MINUTE,
    charged("USDT", 2, NOON + 1),
    charged("BTC", 5, NOON + 1),
    charged("USDT", 3, NOON + 2),
  );
  await commit(3, NOON + 2 * MINUTE, { kind: "debt-forgiven", currency: "USDT", units: 150_000_000, at: NOON + 9 });
  const flows = (from: number, to: number) => cashFlows(all.desk, all.ann, { portfolioId: id, from, to });
  expect(await flows(NOON, NOON + 2 * MINUTE)).toMatchObject({
    interest: [
      { currency: "USDT", amount: "0.00000005", stamps: 2 },
      { currency: "BTC", amount: "0.00000005", stamps: 1 },
    ],
    forgiven: [{ currency: "USDT", amount: "1.5", at: NOON + 9 }],
  });
  expect(await flows(0, NOON)).toMatchObject({ interest: [{ amount: "1", stamps: 1 }], forgiven: [] });
});

it("splits the change of equity into its causes by the commits between two points, and shows what is left over", async () => {
  const id = await fresh();
  const commit = (sequence: number, at: number, ...changes: readonly object[]) =>
    all.test
      .owner`insert into journal (portfolio_id, sequence, at, changes) values (${id}, ${sequence}, ${at}, ${JSON.stringify(changes)})`;
  const charged = (units: number) => ({ kind: "interest-charged", currency: "BTC", units, at: NOON });
  const funded = (units: number) => ({ kind: "funding-booked", currency: "USDT", units, at: NOON });
  const ends = (sequence: number | null, at: number, equity: string, realised: string, unrealised: string) =>
    all.test
      .owner`insert into equity_point values (${id}, ${at}, now(), ${equity}, 1000, ${realised}, ${unrealised}, ${sequence})`;
  // All within one instant of the tape: only the order of the commits tells what belongs to which point.
  await commit(1, NOON, charged(7e8));
  await ends(1, NOON, "993", "0", "0");
  await commit(2, NOON, charged(2e8), funded(3e8));
  await commit(3, NOON, { kind: "debt-forgiven", currency: "USDT", units: 4e8, at: NOON });
  await commit(4, NOON + 1, charged(9e8));
  await ends(3, NOON + MINUTE, "1011", "10", "3");
  await ends(4, NOON + 2 * MINUTE, "1002.5", "10", "3");
  const split = async (to: number) => (await overview(id, NOON, to)).stretch?.split;
  expect(await split(NOON + MINUTE)).toEqual({
    from: NOON,
    to: NOON + MINUTE,
    ...{ change: "18", price: "10", slippage: "0", fees: "0", funding: "3", interest: "-2", forgiven: "4", flow: "0" },
    residual: "3",
  });
  // An older desk did not say of which commit a point is: then it is the newest until then.
  await all.test
    .owner`update equity_point set sequence = null where portfolio_id = ${id} and at = ${NOON + 2 * MINUTE}`;
  expect(await split(NOON + 2 * MINUTE)).toMatchObject({ change: "9.5", interest: "-11", residual: "3.5" });
});

it("counts the fees of the first trades on a tape that is behind the clock by which the portfolio was opened", async () => {
  const id = await fresh();
  await all.test.owner`insert into equity_point values (${id}, ${NOON - MINUTE}, now(), 1000, 1000, 0, 0, 0)`;
  await openLot(id, "a"); // At noon, a fee of 0.001 BTC at 100.
  await all.test.owner`insert into journal (portfolio_id, sequence, at, changes) values (${id}, 1, ${NOON}, '[]')`;
  await all.test.owner`insert into equity_point values (${id}, ${NOON + MINUTE}, now(), 1003, 1000, 0, 3, 1)`;
  expect((await overview(id, 0, NOON + MINUTE)).stretch?.split).toMatchObject({
    ...{ change: "3", price: "3.1", fees: "-0.1", residual: "0" },
  });
});

it("takes slippage out of the price, against the mid when an order was placed or released, and sums up exactly", async () => {
  const id = await fresh();
  const { owner } = all.test;
  await owner`insert into equity_point values (${id}, ${NOON - MINUTE}, now(), 1000, 1000, 0, 0, 0)`;
  for (const order of ["placed", "unknown", "fired", "sold"]) await openLot(id, order); // Each 1 BTC at 100, a fee of 0.001.
  await owner`update orders set trigger_kind = 'stop-loss', trigger_by = 'last', trigger_price = 100 where portfolio_id = ${id} and id = 'fired'`;
  await owner`update fills set side = 'sell' where portfolio_id = ${id} and order_id = 'sold'`;
  const step = (order: string, kind: string, detail: Readonly<Record<string, string>>) =>
    owner`insert into order_event (portfolio_id, order_id, sequence, kind, at, detail) values (${id}, ${order}, 1, ${kind}, ${NOON}, ${owner.json(detail)})`;
  await step("placed", "placed", { mid: "99.995", midAgeMs: "0" });
  await step("placed", "filled", { mid: "50" });
  await step("unknown", "placed", { noMid: "no-book" });
  await step("fired", "placed", { mid: "70" });
  await step("fired", "released", { mid: "97" });
  await step("sold", "placed", { mid: "100.5" });
  await owner`insert into journal (portfolio_id, sequence, at, changes) values (${id}, 1, ${NOON}, '[]')`;
  await owner`insert into equity_point values (${id}, ${NOON + MINUTE}, now(), 1003, 1000, 0, 3, 1)`;
  // 0.005 + 3 + 0.5 of slippage: the price would have gained 6.905 without it and without fees of 0.4.
  expect((await overview(id, 0, NOON + MINUTE)).stretch?.split).toMatchObject({
    ...{ change: "3", price: "6.905", slippage: "-3.505", fees: "-0.4", residual: "0" },
  });
});

it("gives a lot's profit to whoever opened it, whoever closed it", async () => {
  const id = await fresh();
  const { owner } = all.test;
  await owner`insert into strategy_run values (${id}, 'r1', 'cross', 'BTC-USDT', '{}', 'running', null, '{}', 1, 1)`;
  await openLot(id, "hand", { cost: "40.5", left: "0.4" });
  await openLot(id, "robot", { run: "r1", cost: "0", left: "0" });
  await closeLot(id, "hand", "f-x", "50", "60.25", NOON + 1);
  await closeLot(id, "robot", "f-x", "100", "90", NOON + 2);
  await closeLot(id, "robot", "f-y", "10", "11", NOON + 5);
  const profits = (from: number, to: number) => strategyProfits(all.desk, all.ann, { portfolioId: id, from, to });
  expect(await profits(NOON, NOON + 2)).toEqual([
    {
      runId: null,
      strategy: null,
      realised: "10.25",
      closings: 1,
      open: [{ instrumentId: "BTC-USDT", direction: "long", quantity: "0.4", cost: "40.5" }],
    },
    { runId: "r1", strategy: "cross", realised: "-10", closings: 1, open: [] },
  ]);
  expect((await profits(0, NOON + 9)).map(({ realised }) => realised)).toEqual(["10.25", "-9"]);
  expect(await profits(NOON + 6, NOON + 9)).toMatchObject([{ runId: null, realised: "0", closings: 0 }]);
});

it("returns by month and year, net of what was paid in", async () => {
  const id = await fresh();
  await point(id, Date.UTC(2025, 11, 30), "1000");
  await point(id, Date.UTC(2025, 11, 31), "1100");
  await point(id, Date.UTC(2026, 0, 5), "2100", "2000");
  await point(id, Date.UTC(2026, 1, 1), "1050", "2000");
  const { months, years } = await monthlyReturns(all.desk, all.ann, id);
  const rounded = (rows: readonly { startAt: number; fraction: number }[]) =>
    rows.map(({ startAt, fraction }) => [new Date(startAt).toISOString().slice(0, 7), Number(fraction.toFixed(6))]);
  expect(rounded(months)).toEqual([
    ["2025-12", 0.1],
    ["2026-01", 0],
    ["2026-02", -0.5],
  ]);
  expect(rounded(years)).toEqual([
    ["2025-01", 0.1],
    ["2026-01", -0.5],
  ]);
});

it("shows nothing of it to a stranger", async () => {
  const eve = await person(all.test, "eve", "owner");
  const input = { portfolioId: all.portfolioId, from: 0, to: 1, since: 0 };
  for (const verb of [portfolioOverview, strategyProfits, cashFlows, dayStart, equityPoints])
    await expect(verb(all.desk, eve, input)).rejects.toThrow(AccessError);
  await expect(monthlyReturns(all.desk, eve, all.portfolioId)).rejects.toThrow(AccessError);
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { can, isDeskWide, PERMISSIONS } from "../../server/domain/access/permission.ts";
import { ROLES, type Role } from "../../server/domain/access/role.ts";
import { makePortfolio } from "../db/make-batch.ts";
import { type FakeWorker, startFakeWorker } from "./fake-worker.ts";
import { join, makePerson, mutate, openTestWeb, query, type TestWeb } from "./open-test-web.ts";
import { ROUTED_PROCEDURES, type RoutedProcedure } from "./router-procedures.ts";

const order = {
  instrumentId: "BTC-USDT",
  side: "buy",
  type: "limit",
  quantity: "0.5",
  price: "60000.00",
  timeInForce: "GTC",
};

const stop = {
  ...{ ...order, side: "sell", type: "market", price: null, isReduceOnly: true },
  trigger: { kind: "stop-loss", by: "last", price: "59000.00" },
};

const series = { source: "binance-spot", symbol: "BTC/USDT", kind: "candles", timeframe: "1h" };
const candle = { open: "1", high: "1", low: "1", close: "1", volume: "0" };
const JOB = randomUUID();
const ANSWERED = randomUUID();

function inputOf(path: string, portfolioId: string): Record<string, unknown> | undefined {
  const key = randomUUID();
  switch (path) {
    case "orders.place":
      return { portfolioId, key, ...order };
    case "orders.placeGroup":
      return { portfolioId, key, entry: order, legs: [{ role: "stop", order: stop }] };
    case "algorithms.start":
      return { portfolioId, key, ...order, kind: "twap", minutes: "10", slices: "10" };
    case "algorithms.pause":
    case "algorithms.resume":
    case "algorithms.finish":
    case "algorithms.cancel":
      return { portfolioId, key, algorithmId: "a1" };
    case "orders.cancel":
      return { portfolioId, key, orderId: "o1" };
    case "system.logs":
      return { since: null };
    case "orders.amendLegs":
      return { portfolioId, key, legs: [{ orderId: "o1", triggerPrice: "1" }] };
    case "orders.amend":
      return { portfolioId, key, orderId: "o1", price: "64000", quantity: null };
    case "orders.closePosition":
      return { portfolioId, key, instrumentId: "BTC-USDT", share: "all" };
    case "orders.reversePosition":
      return { portfolioId, key, instrumentId: "BTC-USDT-PERP" };
    case "orders.setMargin":
      return { portfolioId, key, instrumentId: "BTC-USDT-PERP", leverage: 10, mode: "isolated" };
    case "orders.moveMargin":
      return { portfolioId, key, instrumentId: "BTC-USDT", direction: "add", amount: "100" };
    case "orders.setPositionMode":
      return { portfolioId, key, instrumentId: "BTC-USDT-PERP", mode: "hedge" };
    case "portfolios.fund":
    case "portfolios.withdraw":
      return { portfolioId, key, currency: "USDT", amount: "100" };
    case "orders.list":
    case "orders.execution":
    case "orders.fills":
      return { portfolioId, filter: {} };
    case "orders.life":
      return { portfolioId, orderId: "o1" };
    case "orders.statement":
      return { portfolioId, day: "2026-11-21", timeZone: "UTC" };
    case "orders.annotate":
      return { portfolioId, orderId: "o1", note: "", tags: [], seenAt: null };
    case "orders.cancelAll":
      return { portfolioId, key, instrumentId: null };
    case "trading.setBorrowing":
      return { portfolioId, key, leverage: 3 };
    case "trading.setSelfTrade":
      return { portfolioId, key, mode: "off" };
    case "trading.halt":
    case "trading.resume":
      return { portfolioId, key };
    case "strategies.start":
      return { portfolioId, key, strategy: "cross", instrumentId: "BTC-USDT", parameters: { fast: 3 } };
    case "strategies.stop":
      return { portfolioId, key, runId: "r1" };
    case "portfolios.overview":
    case "portfolios.equityPoints":
    case "portfolios.strategyProfits":
    case "portfolios.cashFlows":
      return { portfolioId, from: 0, to: 3_600_000 };
    case "portfolios.lots":
      return { portfolioId, instrumentId: "BTC-USDT", method: "LIFO" };
    case "portfolios.gains":
      return { portfolioId, method: "FIFO" };
    case "portfolios.day":
      return { portfolioId, since: 0 };
    case "portfolios.rename":
    case "portfolios.restore":
      return { portfolioId, name: key };
    case "portfolios.addMember":
      return { portfolioId, email: "nobody@desk.example", role: "viewer" };
    case "portfolios.changeMemberRole":
      return { portfolioId, userId: "nobody", role: "viewer" };
    case "portfolios.removeMember":
      return { portfolioId, userId: "nobody" };
    case "portfolios.snapshot":
    case "portfolios.monthlyReturns":
    case "portfolios.members":
    case "portfolios.archive":
    case "portfolios.reset":
    case "strategies.list":
      return { portfolioId };
    case "instruments.search":
      return {};
    case "instruments.statistics":
      return { instrumentIds: ["BTC-USDT"] };
    case "instruments.details":
      return { instrumentId: "BTC-USDT" };
    case "instruments.createWatchlist":
      return { name: key };
    case "instruments.renameWatchlist":
      return { list: "Majors", name: key };
    case "instruments.deleteWatchlist":
      return { list: "Majors" };
    case "instruments.addToWatchlist":
    case "instruments.removeFromWatchlist":
      return { list: "Majors", instrumentId: "BTC-USDT" };
    case "instruments.reorderWatchlist":
      return { list: "Majors", instrumentIds: [] };
    case "portfolios.create":
      return { name: key };
    case "users.invite":
      return { name: "New", email: `${key}@desk.example`, role: "trader", portfolioIds: [] };
    case "users.reset":
      return { email: "nobody@desk.example" };
    case "users.acceptInvite":
      return { token: "no such token", password: "three green boats sail" };
    case "data.series":
      return { series };
    case "data.candles":
      return { instrumentId: "BTC-USDT", timeframe: "1h", before: null, limit: 10 };
    case "data.storedCandles":
      return { series, from: 0, to: 3_600_000 };
    case "data.reviewDefect":
      return { series, kind: "gap", fromAt: 0, isReviewed: true };
    case "data.job":
    case "data.cancelJob":
    case "data.retryJob":
      return { jobId: JOB };
    case "data.import":
      return { jobId: key, files: [{ uploadId: key, name: "a.csv" }] };
    case "data.chooseImport":
      return { jobId: JOB, mapping: null, series: null, onBadRows: "keep-good" };
    case "data.fetch":
      return { jobId: key, exchange: "binance", symbol: "BTC/USDT", timeframe: "1h", from: 0, to: 3_600_000 };
    case "data.catalogue":
      return { jobId: key, exchange: "binance" };
    case "data.correctCandle":
      return { jobId: key, series, candle: { openAt: 0, ...candle }, reason: "The exchange corrected it." };
    case "data.controlTape":
      return { key: ANSWERED, action: { kind: "pause" } };
    case "account.rename":
      return { name: "Somebody" };
    case "account.changePassword":
      return { current: "not the password", next: "three green boats sail" };
    case "account.endSession":
      return { sessionId: key };
    case "settings.write":
      return { name: "layout.trade", value: { columns: [1, 2] } };
    case "setup.createOwner":
      return { name: "Eve", email: "eve@desk.example", password: "three green boats sail" };
    default:
      return undefined;
  }
}

let test: TestWeb;
let worker: FakeWorker;
let portfolioId: string;
const people = new Map<Role, { id: string; cookie: string }>();

const call = ({ path, type }: RoutedProcedure, portfolio: string, cookie: string | undefined) =>
  (type === "query" ? query : mutate)(test.web, path, inputOf(path, portfolio), { cookie });

beforeAll(async () => {
  test = await openTestWeb();
  portfolioId = await makePortfolio(test.owner);
  for (const role of ROLES) {
    const person = await makePerson(test, role, role);
    people.set(role, person);
    await join(test, portfolioId, person.id, role);
  }
  worker = await startFakeWorker(test.postgres.worker, portfolioId);
  await test.owner`insert into data_job (id, kind, status, request, progress) values (${JOB}, 'import', 'queued', '{}', '{}')`;
  await test.owner`
    insert into orders (portfolio_id, id, instrument_id, side, type, time_in_force, is_post_only, accepts_stale_price, quantity,
      bound_price, user_id, control_key, status, filled_quantity, filled_notional, reserved, created_at, updated_at)
    values (${portfolioId}, 'o1', 'BTC-USDT', 'buy', 'market', 'GTC', false, false, 1, 1, 'ann', 'key', 'canceled', 0, 0, 0, 0, 0)`;
  await test.owner`insert into feed_control (id, action, outcome) values (${ANSWERED}, '{"kind":"pause"}', 'done')`;
});

afterAll(async () => {
  await worker?.stop();
  await test?.close();
});

it("finds the whole router, each procedure with a known permission and an input of its own", () => {
  expect(ROUTED_PROCEDURES.length).toBeGreaterThan(15);
  for (const { permission } of ROUTED_PROCEDURES) expect(["open", "signed-in", ...PERMISSIONS]).toContain(permission);
});

describe.each(ROUTED_PROCEDURES)("$path ($permission)", (procedure) => {
  const { permission } = procedure;
  const isPublic = permission === "open";
  const isPermission = permission !== "open" && permission !== "signed-in";

  it(isPublic ? "is open to everybody" : "is closed to the anonymous", async () => {
    expect((await call(procedure, portfolioId, undefined)).status).toBe(isPublic ? 200 : 401);
  });

  it.each(ROLES)("answers the role %s as its rights say", async (role) => {
    const answer = await call(procedure, portfolioId, people.get(role)?.cookie);
    const isAllowed = !isPermission || can(role, permission);
    expect([answer.status, answer.code]).toEqual(isAllowed ? [200, null] : [403, "FORBIDDEN"]);
  });

  if (isPermission && !isDeskWide(permission)) {
    it("does not know a portfolio of others, whatever the role on the desk", async () => {
      const foreign = await makePortfolio(test.owner, "Foreign");
      for (const role of ROLES) {
        const answer = await call(procedure, foreign, people.get(role)?.cookie);
        expect([answer.status, answer.code]).toEqual([404, "NOT_FOUND"]);
        const absent = await call(procedure, randomUUID(), people.get(role)?.cookie);
        expect(absent.text).toBe(answer.text);
      }
      expect(await test.owner`select 1 from control_command where portfolio_id = ${foreign}`).toHaveLength(0);
    });
  }
});

it("takes the role from the membership, not from the desk", async () => {
  const viewerHere = await makePortfolio(test.owner, "Other");
  const owner = people.get("owner");
  await join(test, viewerHere, owner?.id ?? "", "viewer");
  const halt = ROUTED_PROCEDURES.find(({ path }) => path === "trading.halt") as RoutedProcedure;
  expect((await call(halt, viewerHere, owner?.cookie)).status).toBe(403);
});

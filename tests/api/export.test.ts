import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { serveExport } from "../../server/api/serve-export.ts";
import { makePortfolio } from "../db/make-batch.ts";
import { join, makePerson, openTestWeb, query, requestTo, type TestWeb } from "./open-test-web.ts";

const ORDERS = 4_000;

let test: TestWeb;
let portfolioId: string;
let cookie: string;
let strangersCookie: string;

beforeAll(async () => {
  test = await openTestWeb();
  portfolioId = await makePortfolio(test.owner);
  const ann = await makePerson(test, "ann", "viewer");
  await join(test, portfolioId, ann.id, "viewer");
  ({ cookie } = ann);
  ({ cookie: strangersCookie } = await makePerson(test, "eve", "owner"));
  await test.owner`insert into orders (portfolio_id, id, instrument_id, side, type, time_in_force, is_post_only,
      accepts_stale_price, quantity, price, bound_price, user_id, control_key, status, filled_quantity, filled_notional, reserved, created_at, updated_at)
    select ${portfolioId}, 'o' || n, 'BTC-USDT', 'buy', 'limit', 'GTC', false, false, 0.1, 1000, 1000, ${ann.id},
      ${randomUUID()}, 'canceled', 0, 0, 0, n, n from generate_series(1, ${ORDERS}::int) n`;
});
afterAll(() => test?.close());

const filter = { sort: [], filter: {} };
const exportOf = (search: object, asked: { what?: string; cookie?: string; idleMs?: number } = {}) =>
  serveExport(
    requestTo(
      `/api/orders/export?what=${asked.what ?? "orders"}&search=${encodeURIComponent(JSON.stringify(search))}`,
      "GET",
      { cookie: asked.cookie ?? cookie },
    ),
    test.web,
    asked.idleMs,
  );

it("writes every order of a member's portfolio, and hides it from everybody else", async () => {
  const response = await exportOf({ portfolioId, ...filter });
  expect((await response.text()).trim().split("\r\n")).toHaveLength(ORDERS + 1);
  const answers = await Promise.all([
    exportOf({ portfolioId, ...filter }, { cookie: strangersCookie }),
    exportOf({ portfolioId: randomUUID(), ...filter }),
    exportOf({ portfolioId, ...filter }, { cookie: "" }),
    exportOf({ portfolioId: "all", ...filter }),
    exportOf({ portfolioId, ...filter }, { what: "users" }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 401, 400, 400]);
});

it("keeps nobody waiting but other downloads while downloads stand still, and ends those at last", async () => {
  const begun = await Promise.all([1, 2, 3, 4, 5].map(() => exportOf({ portfolioId, ...filter }, { idleMs: 1_000 })));
  expect(begun.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  const listed = await query(test.web, "orders.list", { portfolioId, ...filter, limit: 1 }, { cookie });
  expect(listed.status).toBe(200);
  const last = await exportOf({ portfolioId, ...filter });
  expect((await last.text()).trim().split("\r\n")).toHaveLength(ORDERS + 1);
  // One of them at least has given way to it; the others are read to their end or have ended as well.
  const ends = await Promise.allSettled(begun.map((response) => response.text()));
  const ended = ends.filter((end) => end.status === "rejected").map(({ reason }) => String(reason));
  expect(ended.length).toBeGreaterThan(0);
  expect(ended.filter((reason) => !reason.includes("Nobody read"))).toEqual([]);
});

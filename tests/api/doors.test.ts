import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serveLive } from "../../server/api/live/serve-live.ts";
import { serveAuth } from "../../server/api/serve-auth.ts";
import { serveTrpc } from "../../server/api/serve-trpc.ts";
import { makePortfolio } from "../db/make-batch.ts";
import { actionOf, type FakeWorker, startFakeWorker } from "./fake-worker.ts";
import { join, makePerson, mutate, openTestWeb, query, requestTo, type TestWeb } from "./open-test-web.ts";
import { ROUTED_PROCEDURES } from "./router-procedures.ts";

let test: TestWeb;
let worker: FakeWorker;
let portfolioId: string;
let ann: { id: string; cookie: string; email: string };

const order = {
  instrumentId: "BTC-USDT",
  side: "buy",
  type: "limit",
  quantity: "0.5",
  price: "60000",
  timeInForce: "GTC",
};

beforeAll(async () => {
  test = await openTestWeb();
  portfolioId = await makePortfolio(test.owner);
  ann = await makePerson(test, "ann", "owner");
  await join(test, portfolioId, ann.id, "owner");
  worker = await startFakeWorker(test.postgres.worker, portfolioId);
});

afterAll(async () => {
  await worker?.stop();
  await test?.close();
});

const controls = () => test.owner`select key, status from control_command where portfolio_id = ${portfolioId}`;

describe("Host and Origin", () => {
  const foreign: [string, Record<string, string>][] = [
    ["a rebound host name", { host: "evil.example:4300" }],
    ["another port", { host: "localhost:4301" }],
    ["a foreign page", { origin: "http://evil.example" }],
    ["an opaque page", { origin: "null" }],
    ["a cross-site fetch", { "sec-fetch-site": "cross-site" }],
  ];
  it.each(foreign)("refuses %s at every door", async (_name, headers) => {
    const cookie = ann.cookie;
    expect((await query(test.web, "session.me", undefined, { cookie, headers })).status).toBe(403);
    expect(
      (await mutate(test.web, "trading.halt", { portfolioId, key: randomUUID() }, { cookie, headers })).status,
    ).toBe(403);
    expect((await serveLive(requestTo("/api/live", "GET", { cookie, headers }), test.web)).status).toBe(403);
    expect((await serveAuth(requestTo("/api/auth/get-session", "GET", { cookie, headers }), test.web)).status).toBe(
      403,
    );
  });

  it("wants an origin and our header for what changes something, and takes the machine's other names", async () => {
    const { cookie } = ann;
    const halt = (headers: Record<string, string>) =>
      mutate(test.web, "trading.halt", { portfolioId, key: randomUUID() }, { cookie, headers });
    expect((await halt({ origin: "" })).status).toBe(403);
    expect((await halt({ "x-tradewind": "" })).status).toBe(403);
    expect((await halt({ host: "127.0.0.1:4300", origin: "http://127.0.0.1:4300" })).status).toBe(200);
    expect((await query(test.web, "session.me", undefined, { cookie, headers: { origin: "" } })).status).toBe(200);
  });

  it("does not let a mutation in as a read, a flood as a batch, or a flood as a body", async () => {
    const { cookie } = ann;
    expect((await query(test.web, "trading.halt", { portfolioId, key: randomUUID() }, { cookie })).status).toBe(405);
    const batch = Array.from({ length: 11 }, () => "session.me").join(",");
    expect((await query(test.web, batch, undefined, { cookie })).status).toBe(400);
    expect((await mutate(test.web, "orders.place", null, { cookie, body: "x".repeat(70_000) })).status).toBe(413);
  });

  it("opens only the doors of sign-in", async () => {
    for (const path of ["sign-up/email", "update-user", "list-sessions", "request-password-reset", "delete-user"]) {
      const response = await serveAuth(requestTo(`/api/auth/${path}`, "POST", { body: "{}" }), test.web);
      expect(response.status).toBe(404);
    }
  });
});

describe("one key", () => {
  it("acts once when five copies arrive at the same time, and answers all alike", async () => {
    const before = worker.acted.length;
    const input = { portfolioId, key: randomUUID(), ...order };
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map(() => mutate(test.web, "orders.place", input, { cookie: ann.cookie })),
    );
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect(answers[0]?.data).toMatchObject({ kind: "done" });
    expect(worker.acted.length).toBe(before + 1);
    expect(await test.owner`select 1 from audit where target = ${input.key}`).toHaveLength(1);
    const again = await mutate(test.web, "orders.place", input, { cookie: ann.cookie });
    expect(again.text).toBe(answers[0]?.text);
    expect(worker.acted.length).toBe(before + 1);
  });

  it("is refused for anything but what it was made for, which stands", async () => {
    const input = { portfolioId, key: randomUUID(), ...order };
    const first = await mutate(test.web, "orders.place", input, { cookie: ann.cookie });
    const before = worker.acted.length;
    const { portfolioId: _portfolio, key, ...same } = input;
    for (const [path, other] of [
      ["orders.place", { ...input, ...same, side: "sell" }],
      ["orders.cancelAll", { portfolioId, key, instrumentId: null }],
    ] as const) {
      const answer = await mutate(test.web, path, other, { cookie: ann.cookie });
      expect(answer.data).toMatchObject({ kind: "refused", code: "key-reused" });
    }
    expect(worker.acted.length).toBe(before);
    expect((await mutate(test.web, "orders.place", input, { cookie: ann.cookie })).text).toBe(first.text);
  });

  it("is refused while the desk plays another tape than the portfolio's, and does not act later", async () => {
    const before = worker.acted.length;
    await test.owner`update portfolio_state set feed_key = 'its-own' where portfolio_id = ${portfolioId}`;
    await test.owner`insert into feed_state (key, position, tape_at) values ('another', 0, 0)`;
    const input = { portfolioId, key: randomUUID() };
    const halt = await mutate(test.web, "trading.halt", input, { cookie: ann.cookie });
    expect(halt.data).toMatchObject({ kind: "refused", code: "portfolio-frozen" });
    expect(await test.owner`select 1 from control_command where key = ${input.key}`).toEqual([]);
    expect(await test.owner`select 1 from audit where after->>'key' = ${input.key}`).toEqual([]);
    await test.owner`delete from feed_state where key = 'another'`;
    expect((await mutate(test.web, "trading.halt", input, { cookie: ann.cookie })).data).toMatchObject({
      kind: "done",
    });
    expect(worker.acted.length).toBe(before + 1);
  });

  it("halts however long the worker was down", async () => {
    worker.pause();
    const input = { portfolioId, key: randomUUID() };
    void mutate(test.web, "trading.halt", input, { cookie: ann.cookie });
    const lives = async () =>
      (
        await test.owner<{ hours: number }[]>`
          select (extract(epoch from expires_at - now()) / 3600)::float8 as hours from control_command where key = ${input.key}`
      )[0]?.hours;
    await expect.poll(lives).toBeGreaterThan(24);
    worker.resume();
  });

  it("carries how far and how strictly to stop, why, and which stops to let go of", async () => {
    const acted = async (path: string, input: Record<string, unknown>) => {
      const key = randomUUID();
      const { status } = await mutate(test.web, path, { portfolioId, key, ...input }, { cookie: ann.cookie });
      const command = worker.acted.find((it) => it.key === key);
      return status === 200 && command !== undefined ? actionOf(command) : status;
    };
    const plain = { kind: "halt", scope: { kind: "portfolio" }, action: "cancel-orders", reason: "" };
    expect(await acted("trading.halt", {})).toEqual(plain);
    const scope = { kind: "instrument", instrumentId: "BTC-USDT" };
    const wanted = { scope, action: "flatten", reason: "A drill" };
    expect(await acted("trading.halt", wanted)).toEqual({ kind: "halt", ...wanted });
    expect(await acted("trading.halt", { action: "explode" })).toBe(400);
    expect(await acted("trading.halt", { scope: { kind: "venue" } })).toBe(400);
    expect(await acted("trading.resume", { stopIds: ["s1"] })).toEqual({ kind: "resume", stopIds: ["s1"] });
    expect(await acted("trading.resume", { isSecondDoorShut: false })).toEqual({ kind: "resume" });
    expect(await acted("trading.resume", { stopIds: [] })).toBe(400);
    expect(await acted("trading.setSelfTrade", { mode: "cancel-both" })).toEqual({
      kind: "set-self-trade",
      mode: "cancel-both",
    });
    expect(await acted("trading.setSelfTrade", { mode: "whatever" })).toBe(400);
    const [row] = await test.owner<{ after: unknown }[]>`
      select after from audit where action = 'trading.halt' and after ->> 'action' = 'flatten' limit 1`;
    expect(row?.after).toMatchObject({ scope: "instrument BTC-USDT", reason: "A drill" });
  });

  it("carries the order in lots and ticks with the person who placed it", async () => {
    const key = randomUUID();
    await mutate(test.web, "orders.place", { portfolioId, key, ...order }, { cookie: ann.cookie });
    const command = worker.acted.find((it) => it.key === key);
    expect(command && actionOf(command)).toMatchObject({
      kind: "place-order",
      intent: { quantityLots: 50_000, priceTicks: 6_000_000, source: { kind: "manual", userId: ann.id, key } },
    });
  });

  it("is pending while the worker is away, and expired when it comes back too late", async () => {
    worker.pause();
    const input = { portfolioId, key: randomUUID(), ...order };
    const startedAt = Date.now();
    const answer = await mutate(test.web, "orders.place", input, { cookie: ann.cookie });
    expect(answer.data).toEqual({ kind: "pending" });
    expect(Date.now() - startedAt).toBeLessThan(6_000);
    await test.owner`update control_command set expires_at = now() - interval '1 ms' where key = ${input.key}`;
    worker.resume();
    const late = await mutate(test.web, "orders.place", input, { cookie: ann.cookie });
    expect(late.data).toEqual({ kind: "expired" });
  });
});

describe("bad input", () => {
  it("is refused with what to do, and queues nothing", async () => {
    const before = (await controls()).length;
    const answer = await mutate(
      test.web,
      "orders.place",
      { portfolioId, key: randomUUID(), ...order, quantity: "0.0000001" },
      { cookie: ann.cookie },
    );
    expect(answer.data).toMatchObject({ kind: "refused", code: "quantity-below-lot" });
    expect((await controls()).length).toBe(before);
  });

  it("never brings out a stack, a statement or a path, whatever is sent", async () => {
    const fields = [
      "portfolioId",
      "key",
      "orderId",
      "quantity",
      "price",
      "name",
      "email",
      "token",
      "password",
      "runId",
    ];
    const value = fc.oneof(
      fc.jsonValue(),
      fc.string({ unit: "binary", maxLength: 50 }),
      fc.constantFrom("\u0000", "'; drop table orders; --", "NaN", "-1", "1e999", portfolioId, "__proto__"),
    );
    const leak = /node_modules|\bat .+:\d+:\d+|select |insert into|Failed query|\/work|\/tmp|postgres|drizzle/i;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ROUTED_PROCEDURES),
        fc.oneof(value, fc.dictionary(fc.constantFrom(...fields), value)),
        async ({ path, type }, input) => {
          if (path === "setup.createOwner" || path === "portfolios.create") return;
          const options = { cookie: ann.cookie };
          const answer = await (type === "query" ? query : mutate)(test.web, path, input, options);
          expect(answer.status).not.toBe(500);
          if (answer.status !== 200) expect(answer.text).not.toMatch(leak);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("says no more than that something went wrong when the database is away", async () => {
    const broken = await openTestWeb();
    await broken.web.desk.database.$client.end({ timeout: 0 });
    const answer = await query(broken.web, "setup.isOwnerNeeded", undefined);
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.text).error).toEqual({
      message: "Something went wrong on the desk. Try again; its log says more.",
      code: -32603,
      data: { code: "INTERNAL_SERVER_ERROR", httpStatus: 500 },
    });
    await broken.close();
  });

  it("answers malformed JSON and unknown procedures plainly", async () => {
    const malformed = await mutate(test.web, "trading.halt", null, { cookie: ann.cookie, body: "{" });
    expect([malformed.status, malformed.code]).toEqual([400, "BAD_REQUEST"]);
    const unknown = await serveTrpc(requestTo("/api/trpc/orders.steal", "GET", { cookie: ann.cookie }), test.web);
    expect(unknown.status).toBe(404);
  });
});

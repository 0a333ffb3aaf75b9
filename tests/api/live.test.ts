import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { serveLive } from "../../server/api/live/serve-live.ts";
import { serveAuth } from "../../server/api/serve-auth.ts";
import { makePortfolio } from "../db/make-batch.ts";
import { type FakeWorker, startFakeWorker } from "./fake-worker.ts";
import { join, makePerson, mutate, openTestWeb, requestTo, type TestWeb } from "./open-test-web.ts";

let test: TestWeb;
let worker: FakeWorker;
let portfolioId: string;
let foreignId: string;
let ann: { id: string; cookie: string; email: string };

beforeAll(async () => {
  test = await openTestWeb();
  portfolioId = await makePortfolio(test.owner);
  foreignId = await makePortfolio(test.owner, "Foreign");
  ann = await makePerson(test, "ann", "owner");
  await join(test, portfolioId, ann.id, "owner");
  worker = await startFakeWorker(test.postgres.worker, portfolioId);
});

afterAll(async () => {
  await worker?.stop();
  await test?.close();
});

type Frame = {
  readonly kind: string;
  readonly portfolioId?: string;
  readonly equity?: string;
  readonly sequence?: number;
  readonly changes?: unknown;
};
type Event = { id: string | null; frame: Frame };

async function openStream(cookie: string | undefined, search = "", headers: Record<string, string> = {}) {
  const abort = new AbortController();
  const plain = requestTo(`/api/live${search}`, "GET", { cookie, headers });
  const response = await serveLive(new Request(plain, { signal: abort.signal }), test.web);
  const events: Event[] = [];
  let hasEnded = false;
  void (async () => {
    const decoder = new TextDecoder();
    let rest = "";
    for await (const chunk of response.body ?? []) {
      rest += decoder.decode(chunk, { stream: true });
      const blocks = rest.split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const line = (prefix: string) =>
          block
            .split("\n")
            .find((it) => it.startsWith(prefix))
            ?.slice(prefix.length) ?? null;
        events.push({ id: line("id: "), frame: JSON.parse(line("data: ") ?? "{}") });
      }
    }
    hasEnded = true;
  })().catch(() => {});
  return { response, events, hasEnded: () => hasEnded, close: () => abort.abort() };
}

async function until(isTrue: () => boolean, ms = 5_000): Promise<void> {
  const endAt = Date.now() + ms;
  while (!isTrue() && Date.now() < endAt) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(isTrue()).toBe(true);
}

const halt = () => mutate(test.web, "trading.halt", { portfolioId, key: randomUUID() }, { cookie: ann.cookie });
const status = {
  kind: "status",
  feed: { kind: "synthetic", label: "SYNTHETIC", state: "running", tapeAt: 1, receivedAt: 1 },
  worker: { startedAt: 1, sessions: 1 },
};
const of = (events: readonly Event[], kind: string) => events.filter(({ frame }) => frame.kind === kind);

it("lets nobody in who is not signed in", async () => {
  expect((await openStream(undefined)).response.status).toBe(401);
});

it("relays status and prices, and marks only of one's own portfolios, also after the worker was away", async () => {
  const stream = await openStream(ann.cookie);
  await until(() => {
    test.live.send(status);
    return of(stream.events, "status").length > 0;
  });
  const instrument = { id: "BTC-USDT", bid: "1.00" };
  test.live.send({ kind: "marks", portfolioId: foreignId, at: 1, equity: "1" });
  test.live.send({ kind: "marks", portfolioId, at: 1, equity: "2" });
  test.live.send({ kind: "prices", at: 5, instruments: [instrument] });
  await until(() => of(stream.events, "prices").length > 0);
  expect(of(stream.events, "marks").map(({ frame }) => frame.equity)).toEqual(["2"]);
  expect(of(stream.events, "prices")[0]?.frame).toEqual({ kind: "prices", at: 5, instruments: [instrument] });
  const late = await openStream(ann.cookie);
  await until(() => of(late.events, "prices").length === 1 && of(late.events, "status").length === 1);
  test.live.drop();
  const before = of(stream.events, "status").length;
  await until(() => {
    test.live.send(status);
    return of(stream.events, "status").length > before;
  });
  stream.close();
  late.close();
});

it("repeats after a break exactly the changes that were missed", async () => {
  const first = await openStream(ann.cookie);
  await halt();
  await until(() => of(first.events, "changes").length === 1);
  const seen = of(first.events, "changes")[0];
  expect(seen?.frame.changes).toMatchObject([{ kind: "control-handled" }]);
  first.close();
  await halt();
  await halt();
  const sequence = Number(seen?.frame.sequence);
  expect(seen?.id).toBe(`${portfolioId}:${sequence}`);
  const sequences = (events: readonly Event[]) => of(events, "changes").map(({ frame }) => frame.sequence);
  const resumed = await openStream(ann.cookie, `?since=${encodeURIComponent(seen?.id ?? "")}`);
  const byHeader = await openStream(ann.cookie, "", { "last-event-id": seen?.id ?? "" });
  await until(() => sequences(resumed.events).length === 2 && sequences(byHeader.events).length === 2);
  expect(sequences(resumed.events)).toEqual([sequence + 1, sequence + 2]);
  expect(sequences(byHeader.events)).toEqual([sequence + 1, sequence + 2]);
  const stranger = await openStream(ann.cookie, `?since=${foreignId}:0`);
  await halt();
  await until(() => sequences(stranger.events).length === 1);
  expect(of(stranger.events, "changes").every(({ frame }) => frame.portfolioId === portfolioId)).toBe(true);
  for (const stream of [resumed, byHeader, stranger]) stream.close();
});

it("ends within a second of signing out", async () => {
  const bob = await makePerson(test, "bob", "viewer");
  const stream = await openStream(bob.cookie);
  const response = await serveAuth(
    requestTo("/api/auth/sign-out", "POST", { cookie: bob.cookie, body: "{}" }),
    test.web,
  );
  expect(response.status).toBe(200);
  await until(stream.hasEnded, 1_000);
  expect((await openStream(bob.cookie)).response.status).toBe(401);
});

it("ends when a portfolio is taken away or added, so that the browser asks again", async () => {
  const cid = await makePerson(test, "cid", "viewer");
  const stream = await openStream(cid.cookie);
  await join(test, portfolioId, cid.id, "viewer");
  await until(stream.hasEnded, 5_000);
});

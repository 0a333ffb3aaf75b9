import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { serveLive } from "../../server/api/live/serve-live.ts";
import { serveWatch } from "../../server/api/live/serve-watch.ts";
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
  readonly stream?: string;
  readonly what?: string;
  readonly instruments?: readonly { readonly id: string; readonly book: { readonly bids: readonly unknown[] } }[];
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

const streamOf = (events: readonly Event[]) => events.find(({ frame }) => frame.kind === "hello")?.frame.stream ?? "";

async function watch(
  cookie: string | undefined,
  asked: { stream: string; top?: unknown; deep?: unknown },
  headers: Record<string, string> = {},
) {
  const body = JSON.stringify({ top: [], deep: [], ...asked });
  return (await serveWatch(requestTo("/api/live", "POST", { cookie, body, headers }), test.web)).status;
}

const pricesOf = (id: string, last: string) => ({ id, last, book: { bids: [["1", "2"]], asks: [] }, trades: [] });

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

it("relays status, and marks only of one's own portfolios, also after the worker was away", async () => {
  const stream = await openStream(ann.cookie);
  await until(() => {
    test.live.send(status);
    return of(stream.events, "status").length > 0;
  });
  test.live.send({ kind: "marks", portfolioId: foreignId, at: 1, equity: "1" });
  test.live.send({ kind: "marks", portfolioId, at: 1, equity: "2" });
  await until(() => of(stream.events, "marks").length > 0);
  expect(of(stream.events, "marks").map(({ frame }) => frame.equity)).toEqual(["2"]);
  const late = await openStream(ann.cookie);
  await until(() => of(late.events, "marks").length === 1 && of(late.events, "status").length === 1);
  const lost = { kind: "lost", what: "worker" };
  test.live.drop();
  await until(() => of(stream.events, "lost").length > 0);
  expect(of(stream.events, "lost").map(({ frame }) => frame)).toEqual([lost]);
  const meanwhile = await openStream(ann.cookie);
  await until(() => of(meanwhile.events, "lost").length > 0);
  expect([of(meanwhile.events, "lost")[0]?.frame, of(meanwhile.events, "status")]).toEqual([lost, []]);
  meanwhile.close();
  const before = of(stream.events, "status").length;
  await until(() => {
    test.live.send(status);
    return of(stream.events, "status").length > before;
  });
  stream.close();
  late.close();
});

it("sends a browser the prices of what it says it shows, with the book only where it shows that", async () => {
  const [stream, other] = [await openStream(ann.cookie), await openStream(ann.cookie)];
  await until(() => streamOf(stream.events) !== "" && streamOf(other.events) !== "");
  const id = streamOf(stream.events);
  expect(await watch(ann.cookie, { stream: streamOf(other.events), top: ["A", "B", "C"] })).toBe(204);
  await until(() => JSON.stringify(test.prices.asked.at(-1)).includes("C"));
  test.prices.send({ kind: "prices", at: 5, instruments: ["A", "B", "C"].map((each) => pricesOf(each, "1")) });
  await until(() => of(other.events, "prices").length === 1);
  expect(of(stream.events, "prices")).toEqual([]);
  expect(await watch(ann.cookie, { stream: id, top: ["A", "NONE"], deep: ["B"] })).toBe(204);
  await until(() => of(stream.events, "prices").length === 1);
  expect(of(stream.events, "prices")[0]?.frame).toEqual({
    kind: "prices",
    at: 5,
    instruments: [{ ...pricesOf("A", "1"), book: { bids: [], asks: [] } }, pricesOf("B", "1")],
  });
  await until(() => test.prices.asked.length > 2);
  expect(test.prices.asked.at(-1)).toEqual({ kind: "watch", top: ["A", "C", "NONE"], deep: ["B"] });
  expect(await watch(ann.cookie, { stream: id, top: ["B"], deep: ["A"] })).toBe(204); // Only A's levels are news.
  test.prices.send({ kind: "prices", at: 6, instruments: [pricesOf("C", "2"), pricesOf("B", "2")] });
  await until(() => of(stream.events, "prices").length === 3);
  const shown = of(stream.events, "prices").slice(1);
  expect(shown.flatMap(({ frame }) => frame.instruments ?? []).map((each) => [each.id, each.book.bids.length])).toEqual(
    [
      ["A", 1],
      ["B", 0],
    ],
  );
  other.close();
  await until(() => JSON.stringify(test.prices.asked.at(-1)) === '{"kind":"watch","top":["B"],"deep":["A"]}');
  stream.close();
});

it("asks the market-data process again when it is back, and tells everybody how the feed stands", async () => {
  const stream = await openStream(ann.cookie);
  await until(() => streamOf(stream.events) !== "");
  await watch(ann.cookie, { stream: streamOf(stream.events), top: ["A"] });
  await until(() => JSON.stringify(test.prices.asked.at(-1)).includes('"A"'));
  const before = test.prices.asked.length;
  test.prices.drop();
  await until(() => of(stream.events, "lost").some(({ frame }) => frame.what === "prices"));
  await until(() => test.prices.asked.length > before);
  expect(test.prices.asked.at(-1)).toEqual({ kind: "watch", top: ["A"], deep: [] });
  const feed = { kind: "feed", feed: { state: "running" } };
  test.prices.send(feed);
  await until(() => of(stream.events, "feed").length === 1);
  const late = await openStream(ann.cookie);
  await until(() => of(late.events, "feed").length === 1);
  expect(of(late.events, "feed")[0]?.frame).toEqual(feed);
  stream.close();
  late.close();
});

it("shows nobody a price from when somebody last looked", async () => {
  const stream = await openStream(ann.cookie);
  await until(() => streamOf(stream.events) !== "");
  const look = (...top: string[]) => watch(ann.cookie, { stream: streamOf(stream.events), top });
  await look("OLD");
  await until(() => JSON.stringify(test.prices.asked.at(-1)).includes("OLD"));
  test.prices.send({ kind: "prices", at: 7, instruments: [pricesOf("OLD", "1")] });
  await until(() => of(stream.events, "prices").length === 1);
  await look("NEW");
  await look("OLD", "NEW");
  await until(() => JSON.stringify(test.prices.asked.at(-1)).includes("OLD"));
  test.prices.send({ kind: "prices", at: 8, instruments: [pricesOf("NEW", "2")] });
  await until(() => of(stream.events, "prices").length === 2);
  expect(of(stream.events, "prices")[1]?.frame.instruments?.map((each) => each.id)).toEqual(["NEW"]);
  stream.close();
});

it("lets nobody else say what a stream shows", async () => {
  const eve = await makePerson(test, "eve", "owner");
  const stream = await openStream(ann.cookie);
  await until(() => streamOf(stream.events) !== "");
  const id = streamOf(stream.events);
  expect(await watch(undefined, { stream: id })).toBe(401);
  expect(await watch(eve.cookie, { stream: id, top: ["A"] })).toBe(404);
  expect(await watch(ann.cookie, { stream: randomUUID() })).toBe(404);
  expect(await watch(ann.cookie, { stream: "no-uuid" })).toBe(400);
  expect(await watch(ann.cookie, { stream: id, top: Array.from({ length: 501 }, String) })).toBe(400);
  expect(await watch(ann.cookie, { stream: id, top: ["x".repeat(70_000)] })).toBe(413);
  expect(await watch(ann.cookie, { stream: id }, { "x-tradewind": "" })).toBe(403);
  expect(await watch(ann.cookie, { stream: id }, { origin: "http://evil.example" })).toBe(403);
  stream.close();
  await until(() => stream.hasEnded());
  expect(await watch(ann.cookie, { stream: id })).toBe(404);
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

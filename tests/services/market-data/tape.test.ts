import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listQualityEvents } from "../../../server/services/market-data/list-quality-events.ts";
import { controlFeed } from "../../../server/services/market-data/tape/control-feed.ts";
import { type MarketDataDesk, openMarketDataDesk } from "./market-data-desk.ts";

let test: MarketDataDesk;

beforeAll(async () => {
  test = await openMarketDataDesk();
});
afterAll(() => test?.close());

it("rings the process that plays the tape and hands back its answer", async () => {
  const outcomes = ["done", "The tape stands at 10:00, so it cannot go back to 09:00."];
  const listening = await test.worker.listen("tradewind_feed", async (id) => {
    await test.worker`update feed_control set outcome = ${outcomes.shift() ?? ""} where id = ${id}`;
  });
  const key = randomUUID();
  expect(await controlFeed(test.desk, test.as.admin, { key, action: { kind: "speed", speed: 60 } })).toEqual({
    kind: "done",
  });
  expect(await controlFeed(test.desk, test.as.owner, { key: randomUUID(), action: { kind: "seek", at: 1 } })).toEqual({
    kind: "refused",
    message: "The tape stands at 10:00, so it cannot go back to 09:00.",
  });
  await listening.unlisten();
  expect(await test.audited()).toEqual(["tape.speed", "tape.seek"]);
  // The same key again changes nothing and gets the same answer.
  expect(await controlFeed(test.desk, test.as.admin, { key, action: { kind: "speed", speed: 60 } })).toEqual({
    kind: "done",
  });
  expect(await test.owner`select action, user_id from feed_control where id = ${key}`).toEqual([
    { action: { kind: "speed", speed: 60 }, user_id: test.as.admin.userId },
  ]);
  expect(await test.audited()).toHaveLength(2);
});

it("says that nobody has answered yet", async () => {
  const ask = { key: randomUUID(), action: { kind: "pause" } } as const;
  expect(await controlFeed(test.desk, test.as.owner, ask, 100)).toEqual({ kind: "pending" });
});

it("is for admins and the owner: one tape moves every portfolio", async () => {
  for (const role of ["manager", "trader", "viewer"] as const) {
    const ask = controlFeed(test.desk, test.as[role], { key: randomUUID(), action: { kind: "pause" } });
    await expect(ask).rejects.toMatchObject({ code: "forbidden" });
  }
});

it("lists what feeds found wrong, the newest first", async () => {
  for (const code of ["sequence-gap", "resynced"]) {
    await test.worker`insert into quality_event (feed_key, instrument_id, stream, code, at, detail)
      values ('synthetic', 'BTC-USDT', 'book', ${code}, 5, 'update 7 after 5')`;
  }
  expect(await listQualityEvents(test.desk, test.as.viewer)).toMatchObject([
    { code: "resynced", stream: "book", at: 5 },
    { code: "sequence-gap", instrumentId: "BTC-USDT", detail: "update 7 after 5", createdAt: expect.any(Number) },
  ]);
});

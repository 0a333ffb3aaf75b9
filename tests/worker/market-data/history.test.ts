import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { loadFunding } from "../../../db/market-data/events/funding.ts";
import { loadCandles } from "../../../db/market-data/load-candles.ts";
import type { MarketEvent } from "../../../server/domain/markets/market-event.ts";
import { newestFunding } from "../../../server/worker/market-data/record/funding-record.ts";
import { writeHistory } from "../../../server/worker/market-data/record/history.ts";
import { TapeRecorder } from "../../../server/worker/market-data/record/tape-recorder.ts";
import { startTestPostgres, type TestPostgres } from "../../support/postgres.ts";

const DAY_MS = 86_400_000;
const TAPE = { seed: 3, startAt: Date.UTC(2026, 3, 1, 10) };
const KEY = "synthetic.2:3:1775037600000";

let postgres: TestPostgres;
let sql: Client;

beforeAll(async () => {
  postgres = await startTestPostgres();
  sql = connect(postgres.owner, { max: 2, applicationName: "history-test" });
});

afterAll(async () => {
  await sql?.end({ timeout: 2 });
  await postgres?.stop();
});

test("a tape gets the 30 days before it once: candles of every instrument, funding of the perpetuals", async () => {
  await writeHistory(sql, KEY, TAPE, () => false);
  await writeHistory(sql, KEY, TAPE, () => false);
  const candles = await loadCandles(sql, { source: KEY, symbol: "BTC/USDT", kind: "candles", timeframe: "1h" });
  expect(candles.length).toBe(720);
  expect(candles.openAt[0]).toBe(TAPE.startAt - 30 * DAY_MS);
  const funding = await loadFunding(sql, { source: KEY, symbol: "BTC/USDT:USDT", kind: "funding", timeframe: null });
  expect(funding?.length).toBe(90);
});

test("what the tape settles is stored once, and the newest of it is known to whoever starts afterwards", async () => {
  const settled = (at: number, rate: string): MarketEvent => ({
    kind: "funding",
    instrumentId: "BTC-USDT-PERP",
    at,
    rate,
    markTicks: 640_000,
  });
  const key = "synthetic.2:4:1775037600000";
  const at = TAPE.startAt + 22 * 3_600_000;
  const recorder = new TapeRecorder({ sql, log: pino({ level: "silent" }), feedKey: key });
  for (const event of [settled(at - 28_800_000, "0.00011"), settled(at, "-0.00004")]) recorder.observe(event);
  await recorder.flush();
  recorder.observe(settled(at, "-0.00004"));
  await recorder.stop();
  const series = { source: key, symbol: "BTC/USDT:USDT", kind: "funding", timeframe: null } as const;
  expect(await loadFunding(sql, series)).toMatchObject({ length: 2, rate: ["0.00011", "-0.00004"] });

  const ids = ["BTC-USDT", "BTC-USDT-PERP", "ETH-USDT-PERP"];
  const newest = { at, rate: "-0.00004" };
  expect([...(await newestFunding(sql, key, ids, at + 1))]).toEqual([["BTC-USDT-PERP", newest]]);
  expect([...(await newestFunding(sql, key, ids, at - 1)).values()]).toEqual([
    { at: at - 28_800_000, rate: "0.00011" },
  ]);
  expect((await newestFunding(sql, key, ids, at + 3 * DAY_MS)).size).toBe(0);
});

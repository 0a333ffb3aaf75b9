import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { loadFunding } from "../../../db/market-data/events/funding.ts";
import { loadCandles } from "../../../db/market-data/load-candles.ts";
import { writeHistory } from "../../../server/worker/market-data/record/history.ts";
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

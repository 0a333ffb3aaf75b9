import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { loadFunding } from "../../../db/market-data/events/funding.ts";
import { type DataFetch, fetchData } from "../../../server/adapters/market-data/fetch/fetch-data.ts";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import type { LocalExchange } from "../../support/local-exchange.ts";
import { openLocalOkx, trueFunding } from "../../support/local-exchange-okx.ts";
import { makeTruth } from "../../support/local-exchange-truth.ts";
import { startTestPostgres, type TestPostgres } from "../../support/postgres.ts";
import { fetchContext, plain, storedCandles, WaitingClock } from "./fetch-example.ts";

let database: TestPostgres;
let sql: Client;
let exchange: LocalExchange;
const clock = new WaitingClock();

const minutes = (count: number) => count * 60_000;
const listedAt = Date.UTC(2025, 5, 14, 7, 13);
const truth = makeTruth({ seed: 3, listedAt, now: listedAt + minutes(1_500) + 20_000, sparse: 7 });

beforeAll(async () => {
  database = await startTestPostgres();
  sql = connect(database.worker, { max: 2, applicationName: "fetch-test" });
  exchange = await openLocalOkx({ truth, now: clock.now });
});
afterEach(() => {
  exchange.faults = () => null;
});
afterAll(async () => {
  await exchange.close();
  await sql.end();
  await database.stop();
});

const request = (more: Partial<DataFetch>): DataFetch => ({
  exchange: "okx",
  symbol: "BTC/USDT",
  kind: "candles",
  timeframe: "1m",
  from: Date.UTC(2023, 0, 1),
  to: truth.now + minutes(60),
  ...more,
});

async function fetched(more: Partial<DataFetch>) {
  const result = await fetchData(request(more), fetchContext({ sql, exchange, clock }));
  if (!result.ok) throw new Error(result.rejection.message);
  return result.value;
}

const series: DataSeries = { source: "okx-spot", symbol: "BTC/USDT", kind: "candles", timeframe: "1m" };

test("goes back page by page, past pages shorter than asked for, and skips the years before the listing", async () => {
  const { missing, absent, until } = await fetched({});
  expect(until).toBe(listedAt + minutes(1_500));
  const wanted = truth.between(0, until, "1m");
  const noExtra = wanted.map((candle) => plain({ ...candle, trades: -1, takerVolume: "" }));
  expect(await storedCandles(sql, series)).toEqual(noExtra);
  expect(absent[0]?.from).toBe(Date.UTC(2023, 0, 1));
  expect(missing).toBe((until - Date.UTC(2023, 0, 1)) / minutes(1) - wanted.length);
  expect(exchange.requests.length).toBeLessThan(60); // Two and a half years of minutes would be 4,400 windows.
});

test("counts a swap's volume in its base currency", async () => {
  await fetched({ symbol: "BTC/USDT:USDT", timeframe: "1h", from: listedAt });
  const stored = await storedCandles(sql, { ...series, source: "okx-swap", symbol: "BTC/USDT:USDT", timeframe: "1h" });
  const until = Math.floor(truth.now / minutes(60)) * minutes(60);
  expect(stored.map(({ openAt, volume }) => [openAt, volume])).toEqual(
    truth
      .between(Math.ceil(listedAt / minutes(60)) * minutes(60), until, "1h")
      .map(plain)
      .map(({ openAt, volume }) => [openAt, volume]),
  );
});

test("brings funding back to its beginning, with every digit", async () => {
  const from = truth.now - 250 * 8 * 3_600_000;
  const swap = { symbol: "BTC/USDT:USDT", kind: "funding", timeframe: null } as const;
  const { series: written, pages } = await fetched({ ...swap, from });
  expect(written).toMatchObject({ rows: 250, added: 250 });
  expect(pages).toBe(3);
  const stored = await loadFunding(sql, { ...series, ...swap, source: "okx-swap" });
  const wanted = trueFunding(truth.now, 250).toReversed();
  expect(Array.from(stored?.at ?? [])).toEqual(wanted.map(({ at }) => at));
  expect(stored?.rate).toEqual(wanted.map(({ rate }) => rate));
});

test.each([
  [{ symbol: "BTC/EUR" }, "symbol-unknown", 'OKX has no market "BTC/EUR".'],
  [{ timeframe: "8h" }, "timeframe-unknown", "OKX has no candles of 8h. It offers 1m, 3m, 5m"],
  [{ kind: "funding", timeframe: null }, "kind-unavailable", 'OKX pays no funding on "BTC/USDT".'],
  [{ exchange: "mtgox" }, "exchange-unknown", 'There is no exchange "mtgox" here. Use one of binance'],
  [{ from: 5, to: 5 }, "span-empty", "There is nothing from 1970-01-01T00:00:00.005Z"],
] as const)("refuses %o", async (more, code, message) => {
  const result = await fetchData(request(more), fetchContext({ sql, exchange, clock }));
  expect(result).toMatchObject({ ok: false, rejection: { code, message: expect.stringContaining(message) } });
});

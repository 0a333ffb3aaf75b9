import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { type DataFetch, fetchData } from "../../../server/adapters/market-data/fetch/fetch-data.ts";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import type { LocalExchange } from "../../support/local-exchange.ts";
import { openLocalBinance } from "../../support/local-exchange-binance.ts";
import { makeTruth, type Truth } from "../../support/local-exchange-truth.ts";
import { startTestPostgres, type TestPostgres } from "../../support/postgres.ts";
import { fetchContext, plain, storedCandles, WaitingClock } from "./fetch-example.ts";

let database: TestPostgres;
let sql: Client;
const opened: LocalExchange[] = [];

beforeAll(async () => {
  database = await startTestPostgres();
  sql = connect(database.worker, { max: 2, applicationName: "fetch-test" });
});
afterEach(async () => {
  for (const exchange of opened.splice(0)) await exchange.close();
  await sql`truncate data_chunk, candle_row, data_defect, data_series restart identity cascade`.catch(() => {});
});
afterAll(async () => {
  await sql.end();
  await database.stop();
});

const minutes = (count: number) => count * 60_000;
const listedAt = Date.UTC(2026, 0, 31, 20);
const series: DataSeries = { source: "binance-spot", symbol: "BTC/USDT", kind: "candles", timeframe: "1m" };

async function exchangeOf(truth: Truth, clock: WaitingClock): Promise<LocalExchange> {
  const exchange = await openLocalBinance({ truth, now: clock.now });
  opened.push(exchange);
  return exchange;
}

const request = (from: number, to: number): DataFetch => ({
  exchange: "binance",
  symbol: "BTC/USDT",
  kind: "candles",
  timeframe: "1m",
  from,
  to,
});

test("brings every closed candle, digit for digit, over months and pages", async () => {
  const clock = new WaitingClock();
  const truth = makeTruth({ seed: 1, listedAt, now: listedAt + minutes(2_345) + 30_000 });
  const exchange = await exchangeOf(truth, clock);
  const result = await fetchData(request(listedAt, truth.now + minutes(60)), fetchContext({ sql, exchange, clock }));
  if (!result.ok) throw new Error(result.rejection.message);
  const wanted = truth.between(listedAt, listedAt + minutes(2_345), "1m").map(plain);
  expect(await storedCandles(sql, series)).toEqual(wanted);
  expect(result.value).toMatchObject({
    pages: 3,
    missing: 0,
    absent: [],
    until: listedAt + minutes(2_345),
    series: { rows: 2_345, added: 2_345, unchanged: 0, conflicts: 0 },
  });
});

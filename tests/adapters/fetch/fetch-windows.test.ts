import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { fetchCatalogue } from "../../../server/adapters/market-data/fetch/fetch-catalogue.ts";
import { fetchData } from "../../../server/adapters/market-data/fetch/fetch-data.ts";
import { openLocalBybit } from "../../support/local-exchange-bybit.ts";
import { openLocalCoinbase } from "../../support/local-exchange-coinbase.ts";
import { makeTruth, type TrueCandle } from "../../support/local-exchange-truth.ts";
import { startTestPostgres, type TestPostgres } from "../../support/postgres.ts";
import { fetchContext, plain, storedCandles, WaitingClock } from "./fetch-example.ts";

let database: TestPostgres;
let sql: Client;
const clock = new WaitingClock();
const minutes = (count: number) => count * 60_000;
const listedAt = Date.UTC(2026, 0, 30, 22, 17);
const closed = [{ from: listedAt + minutes(700), until: listedAt + minutes(1_900) }];
const truth = makeTruth({ seed: 3, listedAt, now: listedAt + minutes(2_600) + 20_000, closed, sparse: 41 });

beforeAll(async () => {
  database = await startTestPostgres();
  sql = connect(database.worker, { max: 2, applicationName: "windows-test" });
});
afterAll(async () => {
  await sql.end();
  await database.stop();
});

const bybit = { exchange: "bybit", open: openLocalBybit, symbol: "BTC/USDT", hasQuote: true };
const coinbase = { exchange: "coinbase", open: openLocalCoinbase, symbol: "BTC/USD", hasQuote: false };
const cases = [
  { ...bybit, source: "bybit-spot" },
  { ...bybit, source: "bybit-linear", symbol: "BTC/USDT:USDT" },
  { ...coinbase, source: "coinbase-spot" },
];

test.each(cases)(
  "$source: brings every closed candle around its holes",
  async ({ exchange: id, open, symbol, source, hasQuote }) => {
    const exchange = await open({ truth, now: clock.now });
    const span = { from: listedAt - minutes(400_000), to: truth.now };
    const request = { exchange: id, symbol, kind: "candles", timeframe: "1m", ...span } as const;
    const result = await fetchData(request, fetchContext({ sql, exchange, clock }));
    if (!result.ok) throw new Error(result.rejection.message);
    const extra = (candle: TrueCandle) => ({
      ...candle,
      trades: -1,
      takerVolume: "",
      ...(hasQuote ? {} : { quoteVolume: "" }),
    });
    const wanted = truth
      .between(0, listedAt + minutes(2_600), "1m")
      .map(extra)
      .map(plain);
    expect(await storedCandles(sql, { source, symbol, kind: "candles", timeframe: "1m" })).toEqual(wanted);
    expect(result.value.missing).toBe(402_600 - wanted.length);
    await exchange.close();
  },
);

test.each([
  [bybit, { instruments: 2, added: 2 }, ["BTC-USDT-PERP.bybit", "BTC-USDT.bybit"]],
  [coinbase, { instruments: 1, added: 1 }, ["BTC-USD.coinbase"]],
])("$exchange: its catalogue has exact sizes", async ({ exchange: id, open }, counts, ids) => {
  const exchange = await open({ truth, now: clock.now });
  const result = await fetchCatalogue(sql, id, fetchContext({ sql, exchange, clock }));
  expect(result).toMatchObject({ ok: true, value: counts });
  const rows = await sql<
    { id: string; min_notional: string }[]
  >`select id, tick, lot, min_notional, status from instrument where venue = ${id} order by id`;
  expect(rows.map((row) => row.id)).toEqual(ids);
  for (const row of rows) {
    expect(row).toMatchObject({ status: "trading", tick: expect.stringMatching(/^0\.(01|5)$/) });
    expect(["1", "5"]).toContain(row.min_notional);
  }
  await exchange.close();
});

import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { loadFunding } from "../../../db/market-data/events/funding.ts";
import { loadTrades } from "../../../db/market-data/events/trades.ts";
import { type DataFetch, fetchData } from "../../../server/adapters/market-data/fetch/fetch-data.ts";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import { tradeTextAt } from "../../../server/domain/markets/trade-columns.ts";
import type { LocalExchange } from "../../support/local-exchange.ts";
import { openLocalBinance, type TrueFunding, type TrueTrade } from "../../support/local-exchange-binance.ts";
import { makeTruth } from "../../support/local-exchange-truth.ts";
import { startTestPostgres, type TestPostgres } from "../../support/postgres.ts";
import { Seeded } from "../../support/seeded.ts";
import { fetchContext, WaitingClock } from "./fetch-example.ts";

const listedAt = Date.UTC(2026, 0, 10, 3);
const hours = (count: number) => count * 3_600_000;
const truth = makeTruth({ seed: 1, listedAt, now: listedAt + hours(30) });
const clock = new WaitingClock();

/** Thousands in a rush, many of one millisecond, then hours of nothing, across midnight. */
function makeTrades(): readonly TrueTrade[] {
  const chance = new Seeded(4);
  let at = listedAt;
  return Array.from({ length: 4_500 }, (_, index) => {
    at += index === 2_700 ? hours(20) : chance.chance(0.4) ? 0 : chance.between(1, 2_000);
    return {
      id: 900_000 + index,
      at,
      price: `4${chance.between(1_000, 9_999)}.12345678`,
      quantity: `0.${String(chance.between(1, 99_999_999)).padStart(8, "0")}`,
      taker: chance.chance(0.5) ? "buy" : "sell",
    };
  });
}

const trades = makeTrades();
const funding: readonly TrueFunding[] = Array.from({ length: 2_300 }, (_, index) => ({
  at: listedAt - hours(8) * (2_300 - index) + (index % 7), // Settled some milliseconds late.
  rate: `${index % 3 === 0 ? "-" : ""}0.${String(10_000 + index)}`,
}));

let database: TestPostgres;
let sql: Client;
let exchange: LocalExchange;

beforeAll(async () => {
  database = await startTestPostgres();
  sql = connect(database.worker, { max: 2, applicationName: "events-test" });
  exchange = await openLocalBinance({ truth, now: clock.now, trades, funding });
});
afterEach(() => {
  exchange.faults = () => null;
});
afterAll(async () => {
  await exchange.close();
  await sql.end();
  await database.stop();
});

const tradeSeries: DataSeries = {
  source: "binance-spot-aggregated",
  symbol: "BTC/USDT",
  kind: "trades",
  timeframe: null,
};
const fundingSeries: DataSeries = { source: "binance-usdm", symbol: "BTC/USDT:USDT", kind: "funding", timeframe: null };
const request = (more: Partial<DataFetch>): DataFetch => ({
  exchange: "binance",
  symbol: "BTC/USDT",
  kind: "trades",
  timeframe: null,
  from: listedAt - hours(500),
  to: truth.now,
  ...more,
});

async function storedTrades(): Promise<readonly TrueTrade[]> {
  const columns = await loadTrades(sql, tradeSeries);
  return Array.from({ length: columns?.length ?? 0 }, (_, index) => {
    if (columns === null) throw new Error("no trades");
    const { at, id, price, quantity, taker } = tradeTextAt(columns, index);
    return { id: Number(id), at, price, quantity, taker: taker ?? "buy" };
  });
}

const short = (trade: TrueTrade) => ({ ...trade, quantity: trade.quantity.replace(/0+$/, "") });

test("brings every trade once through faults, over quiet hours and pages that end amid a millisecond", async () => {
  const chance = new Seeded(11);
  exchange.faults = () => (chance.chance(0.3) ? chance.pick(["limit", "unavailable", "reset", "truncated"]) : null);
  const from = trades[500]?.at ?? 0;
  const part = await fetchData(request({ to: from }), fetchContext({ sql, exchange, clock }));
  expect(part).toMatchObject({ ok: true, value: { series: { conflicts: 0 } } });
  const rest = await fetchData(request({}), fetchContext({ sql, exchange, clock }));
  expect(rest).toMatchObject({ ok: true, value: { series: { conflicts: 0 } } });
  expect(await storedTrades()).toEqual(trades.map(short));
  expect(exchange.trespasses).toBe(0);
});

test("steps over trades that are stored already", async () => {
  const before = exchange.requests.length;
  const again = await fetchData(request({}), fetchContext({ sql, exchange, clock }));
  expect(again).toMatchObject({ ok: true, value: { series: { added: 0 } } });
  const asked = exchange.requests.slice(before).filter(({ path }) => path.endsWith("aggTrades"));
  expect(asked.length).toBe(5); // Three hours of the first day before any trade, and a page for each day.
});

test("brings years of funding in pages, with every digit and millisecond", async () => {
  const perpetual = request({ symbol: "BTC/USDT:USDT", kind: "funding", from: 0 });
  const result = await fetchData(perpetual, fetchContext({ sql, exchange, clock }));
  expect(result).toMatchObject({ ok: true, value: { pages: 3, series: { added: 2_300 } } });
  const stored = await loadFunding(sql, fundingSeries);
  expect(Array.from(stored?.at ?? [])).toEqual(funding.map(({ at }) => at));
  expect(stored?.rate).toEqual(funding.map(({ rate }) => rate.replace(/0+$/, "")));
  const again = await fetchData(perpetual, fetchContext({ sql, exchange, clock }));
  expect(again).toMatchObject({ ok: true, value: { series: { added: 0, unchanged: 2_300, conflicts: 0 } } });
});

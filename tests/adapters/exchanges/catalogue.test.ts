import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { findExchange } from "../../../server/adapters/exchanges/exchange-catalog.ts";
import { openExchange } from "../../../server/adapters/exchanges/public-exchange.ts";
import { fetchCatalogue } from "../../../server/adapters/market-data/fetch/fetch-catalogue.ts";
import type { LocalExchange } from "../../support/local-exchange.ts";
import { type BinanceMarket, openLocalBinance } from "../../support/local-exchange-binance.ts";
import { openLocalOkx } from "../../support/local-exchange-okx.ts";
import { makeTruth } from "../../support/local-exchange-truth.ts";
import { startTestPostgres, type TestPostgres } from "../../support/postgres.ts";
import { fetchContext, WaitingClock } from "../fetch/fetch-example.ts";

let database: TestPostgres;
let sql: Client;
const clock = new WaitingClock();
const opened: LocalExchange[] = [];
const day = (number: number) => Date.UTC(2026, 0, number);
const truthOf = (now: number) => makeTruth({ seed: 1, listedAt: day(1), now });

beforeAll(async () => {
  database = await startTestPostgres();
  sql = connect(database.worker, { max: 2, applicationName: "catalogue-test" });
});
afterEach(async () => {
  for (const exchange of opened.splice(0)) await exchange.close();
});
afterAll(async () => {
  await sql.end();
  await database.stop();
});

const markets = (count: number, prefix = "COIN"): BinanceMarket[] =>
  Array.from({ length: count }, (_, index) => {
    const base = `${prefix}${index}`;
    return { symbol: `${base}USDT`, base, quote: "USDT", tick: "0.00000100" };
  });

async function refreshed(exchange: LocalExchange, id: string) {
  opened.push(exchange);
  const result = await fetchCatalogue(sql, id, fetchContext({ sql, exchange, clock }));
  if (!result.ok) throw new Error(result.rejection.message);
  return result.value;
}

test("brings 3,000 markets with exact sizes, and finds nothing to change the next time", async () => {
  const spot = [...markets(2_400), { symbol: "OLDUSDT", base: "OLD", quote: "USDT", tick: "0.01" }];
  const perpetuals = [...markets(598), { symbol: "OLDUSDT", base: "OLD", quote: "USDT", tick: "0.01" }];
  const open = (at: number) => openLocalBinance({ truth: truthOf(at), now: clock.now, spot, perpetuals });
  const first = await refreshed(await open(day(2)), "binance");
  expect(first).toMatchObject({
    venue: "binance",
    instruments: 3_000,
    added: 3_000,
    fees: 3_000,
    delisted: 0,
    leftOut: 0,
  });
  const rows = await sql`
    select i.*, f.valid_from, f.maker_rate, f.taker_rate from instrument i join instrument_fee f on f.instrument_id = i.id
    where i.base in ('COIN7', 'OLD') order by i.id`;
  const [coin, perpetual, old, oldPerpetual] = rows;
  expect(coin).toMatchObject({
    ...{ id: "COIN7-USDT-PERP.binance", symbol: "COIN7/USDT:USDT", kind: "perpetual", settle: "USDT", lot: "0.001" },
    ...{ tick: "0.000001", min_notional: "100", contract_size: "1", status: "trading", source: "binance-usdm" },
    ...{ valid_from: String(day(2)), maker_rate: "0.0002", taker_rate: "0.0005" },
  });
  expect(perpetual).toMatchObject({
    ...{ id: "COIN7-USDT.binance", symbol: "COIN7/USDT", kind: "spot", settle: null, lot: "0.00001" },
    ...{ tick: "0.000001", min_notional: "5", status: "trading", source: "binance-spot", maker_rate: "0.001" },
  });
  expect([old, oldPerpetual]).toMatchObject([{ status: "delisted" }, { status: "halted" }]);
  expect(await refreshed(await open(day(3)), "binance")).toMatchObject({
    added: 0,
    changed: 0,
    unchanged: 3_000,
    fees: 0,
  });
  const fewer = await openLocalBinance({ truth: truthOf(day(4)), now: clock.now, spot: markets(2_000), perpetuals });
  expect(await refreshed(fewer, "binance")).toMatchObject({ instruments: 2_599, delisted: 401 });
});

test("a part of a venue delists nothing of the rest", async () => {
  const perpetuals = markets(10, "PART");
  await refreshed(
    await openLocalBinance({ truth: truthOf(day(5)), now: clock.now, spot: markets(10, "PART"), perpetuals }),
    "binance",
  );
  const part = await openLocalBinance({ truth: truthOf(day(6)), now: clock.now, perpetuals });
  expect(await refreshed(part, "binanceusdm")).toMatchObject({ instruments: 10, unchanged: 10, delisted: 0 });
});

test("takes OKX's spot and linear swaps, and leaves contracts settled in their base out", async () => {
  const okx = await openLocalOkx({ truth: truthOf(day(2)), now: clock.now });
  expect(await refreshed(okx, "okx")).toMatchObject({ instruments: 2, leftOut: 1 });
  const [swap] = await sql`select * from instrument where id = 'BTC-USDT-PERP.okx'`;
  expect(swap).toMatchObject({
    contract_size: "0.01",
    lot: "0.01",
    tick: "0.1",
    min_notional: "0",
    source: "okx-swap",
  });
});

test("an exchange that lists nothing leaves the catalogue as it is", async () => {
  const exchange = await openLocalBinance({ truth: truthOf(day(7)), now: clock.now, spot: [], perpetuals: [] });
  opened.push(exchange);
  const before = await sql`select count(*) from instrument where status <> 'delisted'`;
  const result = await fetchCatalogue(sql, "binance", fetchContext({ sql, exchange, clock }));
  expect(result).toMatchObject({ ok: false, rejection: { code: "exchange-unreachable" } });
  expect(await sql`select count(*) from instrument where status <> 'delisted'`).toEqual(before);
});

test.each(["binance", "binanceusdm", "okx", "bybit", "coinbase"])(
  "%s asks no host but the one that it is told",
  async (id) => {
    const exchange = await openLocalOkx({ truth: truthOf(day(2)), now: clock.now });
    opened.push(exchange);
    exchange.faults = () => "not-served";
    const terms = findExchange(id);
    if (!terms.ok) throw new Error(terms.rejection.message);
    const context = fetchContext({ sql, exchange, clock });
    const client = await openExchange(terms.value, { ...context, baseUrl: exchange.url });
    await expect(client.time()).rejects.toThrow("does not serve this country (451)");
    expect(exchange.requests.length).toBe(1);
    await client.close();
  },
);

test("refuses a sandbox that an exchange does not have", async () => {
  const terms = findExchange("coinbase");
  if (!terms.ok) throw new Error(terms.rejection.message);
  const exchange = await openLocalOkx({ truth: truthOf(day(2)), now: clock.now });
  opened.push(exchange);
  const options = { ...fetchContext({ sql, exchange, clock }), baseUrl: exchange.url, isSandbox: true };
  await expect(openExchange(terms.value, options)).rejects.toThrow("Coinbase has no sandbox.");
});

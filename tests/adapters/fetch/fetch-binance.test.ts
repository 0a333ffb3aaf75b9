import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { type DataFetch, fetchData } from "../../../server/adapters/market-data/fetch/fetch-data.ts";
import type { DataJobProgress } from "../../../server/domain/markets/data-job.ts";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import { type LocalExchange, WIRE_FAULTS, type WireFault } from "../../support/local-exchange.ts";
import { openLocalBinance } from "../../support/local-exchange-binance.ts";
import { makeTruth, type Truth } from "../../support/local-exchange-truth.ts";
import { startTestPostgres, type TestPostgres } from "../../support/postgres.ts";
import { Seeded } from "../../support/seeded.ts";
import { fetchContext, plain, storedCandles, WaitingClock } from "./fetch-example.ts";

let database: TestPostgres;
let sql: Client;
const opened: LocalExchange[] = [];

beforeAll(async () => {
  database = await startTestPostgres();
  sql = connect(database.owner, { max: 2, applicationName: "fetch-test" });
});
afterEach(async () => {
  for (const exchange of opened.splice(0)) await exchange.close();
  await sql`truncate data_chunk, candle_row, data_defect, data_series restart identity cascade`;
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

test("never stores the candle that still forms, and takes it once it is closed", async () => {
  const clock = new WaitingClock();
  const early = makeTruth({ seed: 2, listedAt, now: listedAt + minutes(10) + 3_000 });
  const first = await fetchData(
    request(listedAt, early.now),
    fetchContext({ sql, exchange: await exchangeOf(early, clock), clock }),
  );
  // The candle that ended 3 s ago may still get late trades.
  expect(first).toMatchObject({ ok: true, value: { until: listedAt + minutes(9), series: { added: 9 } } });
  const later = makeTruth({ seed: 2, listedAt, now: listedAt + minutes(12) + 30_000 });
  const second = await fetchData(
    request(listedAt, later.now),
    fetchContext({ sql, exchange: await exchangeOf(later, clock), clock }),
  );
  expect(second).toMatchObject({ ok: true, value: { series: { added: 3, conflicts: 0 } } });
  expect(await storedCandles(sql, series)).toEqual(later.between(listedAt, listedAt + minutes(12), "1m").map(plain));
});

test("asks only for what is missing, in pages and not hole by hole", async () => {
  const clock = new WaitingClock();
  const truth = makeTruth({ seed: 4, listedAt, now: listedAt + minutes(9_000) });
  const exchange = await exchangeOf(truth, clock);
  const context = fetchContext({ sql, exchange, clock });
  for (const start of [0, 100, 200, 5_000])
    await fetchData(request(listedAt + minutes(start), listedAt + minutes(start + 50)), context);
  const before = exchange.requests.length;
  const result = await fetchData(request(listedAt, listedAt + minutes(6_000)), context);
  if (!result.ok) throw new Error(result.rejection.message);
  expect(await storedCandles(sql, series)).toEqual(truth.between(listedAt, listedAt + minutes(6_000), "1m").map(plain));
  const pages = exchange.requests.slice(before).filter(({ path }) => path.endsWith("klines"));
  expect(pages.length).toBe(6); // 0 to 4,999 with its small holes in five, 5,050 to 5,999 in one.
  const again = await fetchData(request(listedAt, listedAt + minutes(6_000)), context);
  expect(again).toMatchObject({ ok: true, value: { pages: 0, series: { rows: 0 } } });
});

test("names what the exchange does not have and asks for it once", async () => {
  const clock = new WaitingClock();
  const closed = [{ from: listedAt + minutes(40), until: listedAt + minutes(120) }];
  const truth = makeTruth({ seed: 6, listedAt, now: listedAt + minutes(1_000), closed });
  const exchange = await exchangeOf(truth, clock);
  const from = listedAt - minutes(500_000);
  const result = await fetchData(request(from, listedAt + minutes(300)), fetchContext({ sql, exchange, clock }));
  expect(result).toMatchObject({
    ok: true,
    value: { missing: 500_080, absent: [{ from, until: listedAt }, ...closed], series: { added: 220 } },
  });
  expect(exchange.requests.length).toBe(3); // Its markets, its clock and one page.
});

test("a market that ended long ago is settled by one empty page", async () => {
  const clock = new WaitingClock();
  const closed = [{ from: listedAt + minutes(50), until: listedAt + minutes(90_000) }];
  const truth = makeTruth({ seed: 6, listedAt, now: listedAt + minutes(80_000), closed });
  const exchange = await exchangeOf(truth, clock);
  const result = await fetchData(request(listedAt, truth.now), fetchContext({ sql, exchange, clock }));
  expect(result).toMatchObject({ ok: true, value: { pages: 2, series: { added: 50 } } });
  expect(exchange.requests.length).toBe(5); // An empty page is asked for twice.
});

test("reports what differs from the store and leaves it as it is", async () => {
  const clock = new WaitingClock();
  const [one, other] = [7, 8].map((seed) => makeTruth({ seed, listedAt, now: listedAt + minutes(60) }));
  if (one === undefined || other === undefined) throw new Error("two truths");
  await fetchData(
    request(listedAt, listedAt + minutes(5)),
    fetchContext({ sql, exchange: await exchangeOf(one, clock), clock }),
  );
  const context = fetchContext({ sql, exchange: await exchangeOf(other, clock), clock });
  const result = await fetchData(request(listedAt - minutes(1), listedAt + minutes(7)), context);
  expect(result).toMatchObject({ ok: true, value: { series: { conflicts: 5, added: 2 } } });
  const stored = await storedCandles(sql, series);
  expect(stored.slice(0, 5)).toEqual(one.between(listedAt, listedAt + minutes(5), "1m").map(plain));
});

test("stops when it is told to, with what came so far in the store", async () => {
  const clock = new WaitingClock();
  const truth = makeTruth({ seed: 9, listedAt, now: listedAt + minutes(20_000) });
  const exchange = await exchangeOf(truth, clock);
  const stopping = new AbortController();
  const onProgress = ({ done }: DataJobProgress) => {
    if (done >= 3_000) stopping.abort();
  };
  const context = fetchContext({ sql, exchange, clock, signal: stopping.signal, onProgress });
  const result = await fetchData(request(listedAt, truth.now), context);
  expect(result).toMatchObject({ ok: false, rejection: { code: "interrupted" } });
  expect(await storedCandles(sql, series)).toEqual(truth.between(listedAt, listedAt + minutes(3_000), "1m").map(plain));
});

test("gives up on an exchange that never answers well, and says what it said", async () => {
  const clock = new WaitingClock();
  const exchange = await exchangeOf(makeTruth({ seed: 1, listedAt, now: listedAt + minutes(90) }), clock);
  exchange.faults = ({ path }) => (path.endsWith("klines") ? "maintenance-page" : null);
  const result = await fetchData(request(listedAt, listedAt + minutes(90)), fetchContext({ sql, exchange, clock }));
  if (result.ok) throw new Error("it must not succeed");
  expect(result.rejection.code).toBe("exchange-unreachable");
  expect(result.rejection.message).toContain("That was try 8; try again later, it goes on from where it stopped.");
  expect(result.rejection.message).toContain("502");
  expect(exchange.requests.filter(({ path }) => path.endsWith("klines")).length).toBe(8);
});

test("does not wait out a ban of hours, and names its end", async () => {
  const clock = new WaitingClock();
  const exchange = await exchangeOf(makeTruth({ seed: 1, listedAt, now: listedAt + minutes(90) }), clock);
  exchange.faults = () => "long-ban";
  const result = await fetchData(request(listedAt, listedAt + minutes(90)), fetchContext({ sql, exchange, clock }));
  expect(result).toMatchObject({ ok: false, rejection: { code: "exchange-unreachable" } });
  const until = new Date(clock.at + 36_000_000).toISOString().slice(0, 16);
  if (!result.ok) expect(result.rejection.message).toContain(`Try again after ${until}`);
  expect(exchange.requests.length).toBe(1);
});

test("does not believe one empty page", async () => {
  const clock = new WaitingClock();
  const truth = makeTruth({ seed: 9, listedAt, now: listedAt + minutes(2_500) });
  const exchange = await exchangeOf(truth, clock);
  exchange.faults = (_, number) => (number === 3 ? "empty-page" : null);
  const result = await fetchData(request(listedAt, listedAt + minutes(2_400)), fetchContext({ sql, exchange, clock }));
  expect(result).toMatchObject({ ok: true, value: { missing: 0, series: { added: 2_400 } } });
});

const never: readonly WireFault[] = ["long-ban", "not-served", "empty-page"];
const hostile = WIRE_FAULTS.filter((fault) => !never.includes(fault));

test("whatever goes wrong on the wire, what is stored is what the exchange has, and no quiet is broken", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 4 }), async (seed, trouble) => {
      await sql`truncate data_chunk, candle_row, data_defect, data_series restart identity cascade`;
      const chance = new Seeded(seed);
      const clock = new WaitingClock();
      const length = chance.between(1, 6_000);
      const hole = chance.between(0, length);
      const closed = [{ from: listedAt + minutes(hole), until: listedAt + minutes(hole + chance.between(0, 1_500)) }];
      const truth = makeTruth({ seed, listedAt, now: listedAt + minutes(length) + 10_000, closed });
      const exchange = await exchangeOf(truth, clock);
      const troubles = [...hostile] as [WireFault, ...WireFault[]];
      exchange.faults = () => (chance.chance(trouble * 0.12) ? chance.pick(troubles) : null);
      const from = listedAt - minutes(chance.between(0, 3_000));
      const context = fetchContext({ sql, exchange, clock });
      for (let tries = 1; ; tries += 1) {
        const result = await fetchData(request(from, truth.now), context);
        if (result.ok) break;
        expect(result.rejection.code).toBe("exchange-unreachable"); // Eight troubles in a row happen; again it goes on.
        expect(tries).toBeLessThan(10);
      }
      expect(await storedCandles(sql, series)).toEqual(
        truth.between(from, listedAt + minutes(length), "1m").map(plain),
      );
      expect(exchange.trespasses).toBe(0);
      await exchange.close();
    }),
    { numRuns: 10 },
  );
});

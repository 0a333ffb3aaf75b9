import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { listCoverage } from "../../../db/market-data/coverage.ts";
import { listDefects } from "../../../db/market-data/defects.ts";
import { loadCandles } from "../../../db/market-data/load-candles.ts";
import { writeCandles } from "../../../db/market-data/write-candles.ts";
import { aggregateCandles, aggregateTrades } from "../../../server/domain/markets/candle-aggregator.ts";
import { type CandleColumns, candlesBetween, candleTextAt } from "../../../server/domain/markets/candle-columns.ts";
import { findGaps, findZeroVolume } from "../../../server/domain/markets/columns/candle-defects.ts";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import { TradeColumnsBuilder } from "../../../server/domain/markets/trade-columns.ts";
import { startTestPostgres, type TestPostgres } from "../../support/postgres.ts";
import { hasShared, readShared, sharedCandles, sharedRows } from "./shared-csv.ts";

const MARCH_MINUTES = "data/cross_exchange/binance-spot-BTCUSDT-1m-2023-03-full.csv.gz";
const THIN_MINUTES = "data/cross_exchange/kraken-spot-BTCUSDC-1m-2023Q1.csv.gz";
const SILENT_MINUTES = "data/cross_exchange/binanceus-spot-BTCUSDC-1m-2023-03.csv.gz";
const HOURS = "data/bars_1h/binance-spot-BTCUSDT-1h.csv.gz";
const ETH_HOURS = "data/bars_1h/binance-spot-ETHUSDT-1h.csv.gz";
const ETH_DAYS = "data/bars_1d/binance-spot-ETHUSDT-1d.csv.gz";
const SOCKET_TRADES = "data/trades/binance-spot-BTCUSDT-trades-20240808.csv.gz";
const OFFICIAL_MINUTES = "oracles/aggregation/btcusdt_spot_ws_trades_to_1m.json";
const XRP_TRADES = "oracles/aggregation/xrpeth_trades_to_ohlcv.json.gz";

const texts = (columns: CandleColumns) =>
  Array.from({ length: columns.length }, (_, index) => candleTextAt(columns, index));

/** Prices to the digit, volumes to 1e-11 of a unit: the publisher added them up in floating point. */
function expectSame(actual: CandleColumns, expected: CandleColumns): void {
  const shape = ({ openAt, open, high, low, close }: ReturnType<typeof candleTextAt>) => ({
    openAt,
    open,
    high,
    low,
    close,
  });
  expect(texts(actual).map(shape)).toEqual(texts(expected).map(shape));
  for (const [index, { volume }] of texts(expected).entries()) {
    const difference = Math.abs(Number(volume) - Number(candleTextAt(actual, index).volume));
    expect(difference / Math.max(1, Number(volume))).toBeLessThan(1e-11);
  }
}

describe.skipIf(!hasShared(MARCH_MINUTES, HOURS))("minutes of March 2023 in the store", () => {
  const series: DataSeries = { source: "binance-spot", symbol: "BTC/USDT", kind: "candles", timeframe: "1m" };
  let postgres: TestPostgres;
  let sql: Client;

  beforeAll(async () => {
    postgres = await startTestPostgres();
    sql = connect(postgres.worker, { max: 2, applicationName: "test-real-data" });
    const { added } = await writeCandles(sql, series, sharedCandles(MARCH_MINUTES, "1m"), { reason: "test" });
    expect(added).toBe(44_560);
  });

  afterAll(async () => {
    await sql?.end();
    await postgres?.stop();
  });

  it("come back as they were", async () => {
    expect(texts(await loadCandles(sql, series, { hasExtra: true }))).toEqual(
      texts(sharedCandles(MARCH_MINUTES, "1m")),
    );
  });

  it("make up the published hours", async () => {
    const hours = await loadCandles(sql, { ...series, timeframe: "1h" });
    const published = candlesBetween(sharedCandles(HOURS, "1h"), Date.UTC(2023, 2, 1), Date.UTC(2023, 3, 1));
    expect(hours.length).toBe(743);
    expectSame(hours, published);
  });

  it("show the outage of 24 March, 12:40 to 13:59, as a gap of 80 minutes", async () => {
    const gap = { fromAt: Date.UTC(2023, 2, 24, 12, 40), untilAt: Date.UTC(2023, 2, 24, 14), rows: 80 };
    const defects = await listDefects(sql, series);
    expect(defects.filter(({ kind }) => kind === "gap")).toMatchObject([gap]);
    const outages = defects.filter(({ kind }) => kind === "outage");
    expect(outages.some(({ fromAt, untilAt }) => fromAt <= gap.fromAt && untilAt >= gap.untilAt)).toBe(true);
    const [coverage] = await listCoverage(sql);
    expect(coverage).toMatchObject({
      rows: 44_560,
      expected: 44_640,
      missing: 80,
      gaps: 1,
      duplicates: 0,
      zeroVolume: 72,
    });
    expect(coverage?.months).toMatchObject([{ month: "2023-03", rows: 44_560, expected: 44_640, gaps: 1 }]);
  });
});

describe.skipIf(!hasShared(THIN_MINUTES, SILENT_MINUTES))("thin markets", () => {
  const sum = (found: readonly { readonly rows: number }[]) => found.reduce((total, { rows }) => total + rows, 0);

  it("show every stretch without a candle or without a trade", () => {
    const gaps = findGaps(sharedCandles(THIN_MINUTES, "1m"), { after: null, before: null });
    expect([gaps.length, sum(gaps)]).toEqual([26_746, 72_883]);
    expect(sum(findZeroVolume(sharedCandles(SILENT_MINUTES, "1m")))).toBe(12_971);
  });
});

describe.skipIf(!hasShared(ETH_HOURS, ETH_DAYS))("hours of Ether", () => {
  it("make up the published days", () => {
    const hours = sharedCandles(ETH_HOURS, "1h");
    const days = aggregateCandles(hours, "1d");
    const published = candlesBetween(
      sharedCandles(ETH_DAYS, "1d"),
      hours.openAt[0] as number,
      Number.POSITIVE_INFINITY,
    );
    expect(days.length).toBe(1_580);
    const common = candlesBetween(published, 0, (days.openAt.at(-1) as number) + 1);
    expect(common.length).toBe(days.length);
    expectSame(days, common);
  });
});

describe.skipIf(!hasShared(SOCKET_TRADES, OFFICIAL_MINUTES))("trades from the socket", () => {
  it("make up the official minutes with trade count, quote volume and taker volume", () => {
    const builder = new TradeColumnsBuilder();
    for (const [at = "", , id = "", price = "", quantity = "", buyerIsMaker] of sharedRows(SOCKET_TRADES))
      expect(builder.add(Number(at), id, price, quantity, buyerIsMaker === "true" ? "sell" : "buy")).toBeNull();
    const minutes = texts(aggregateTrades(builder.finish().columns, "1m"));
    const { expected } = JSON.parse(readShared(OFFICIAL_MINUTES)) as { expected: Record<string, string | number>[] };
    expect(expected).toHaveLength(5);
    const plain = (value: string | number | undefined) => String(value).replace(/\.?0+$/, "");
    for (const { open_time, open, high, low, close, volume, quote_volume, trades, taker_buy_volume } of expected)
      expect(minutes.find(({ openAt }) => openAt === open_time)).toEqual({
        openAt: open_time,
        ...{ open: plain(open), high: plain(high), low: plain(low), close: plain(close) },
        ...{ volume: plain(volume), quoteVolume: plain(quote_volume), takerVolume: plain(taker_buy_volume) },
        trades,
      });
  });
});

describe.skipIf(!hasShared(XRP_TRADES))("trades of XRP/ETH", () => {
  type Candle = readonly [at: number, open: number, high: number, low: number, close: number, volume: number];
  type Oracle = {
    readonly trades: readonly (readonly [
      at: number,
      id: string,
      side: "buy" | "sell",
      price: number,
      amount: number,
    ])[];
    readonly expected_1m: readonly Candle[];
    readonly expected_5m: readonly Candle[];
  };

  it.each(["1m", "5m"] as const)("make up the published candles of %s", (timeframe) => {
    const oracle = JSON.parse(readShared(XRP_TRADES)) as Oracle;
    const builder = new TradeColumnsBuilder();
    for (const [at, id, side, price, amount] of oracle.trades)
      expect(builder.add(at, id, String(price), String(amount), side)).toBeNull();
    const made = new Map(
      texts(aggregateTrades(builder.finish().columns, timeframe)).map((candle) => [candle.openAt, candle]),
    );
    const expected = timeframe === "1m" ? oracle.expected_1m : oracle.expected_5m;
    const numbers = (openAt: number) => {
      const { open, high, low, close, volume } = made.get(openAt) ?? {};
      return [open, high, low, close, volume].map(Number);
    };
    const compared = expected.filter(([openAt]) => made.has(openAt));
    expect(compared.length).toBeGreaterThan(100);
    for (const [openAt, ...values] of compared) expect([openAt, ...numbers(openAt)]).toEqual([openAt, ...values]);
  });
});

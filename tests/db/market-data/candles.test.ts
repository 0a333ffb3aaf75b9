import { afterAll, beforeAll, expect, it } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { correctCandles } from "../../../db/market-data/correct-candles.ts";
import { listCoverage } from "../../../db/market-data/coverage.ts";
import { listDefects } from "../../../db/market-data/defects.ts";
import { loadCandles } from "../../../db/market-data/load-candles.ts";
import { appendRunningCandle, closeMonths } from "../../../db/market-data/running-candles.ts";
import { writeCandles } from "../../../db/market-data/write-candles.ts";
import { type CandleColumns, candleTextAt, sliceCandles } from "../../../server/domain/markets/candle-columns.ts";
import { CandleColumnsBuilder } from "../../../server/domain/markets/candle-columns-builder.ts";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import { type Timeframe, timeframeMs } from "../../../server/domain/time/timeframe.ts";
import { startTestPostgres, type TestPostgres } from "../../support/postgres.ts";

let postgres: TestPostgres;
let worker: Client;
let web: Client;
let number = 0;

beforeAll(async () => {
  postgres = await startTestPostgres();
  worker = connect(postgres.worker, { max: 4, applicationName: "test-worker" });
  web = connect(postgres.web, { max: 2, applicationName: "test-web" });
});

afterAll(async () => {
  await web?.end();
  await worker?.end();
  await postgres?.stop();
});

function newSeries(timeframe: Timeframe = "1m"): DataSeries {
  number += 1;
  return { source: `test-${number}`, symbol: "BTC/USDT", kind: "candles", timeframe };
}

const JANUARY = Date.UTC(2024, 0, 1);

type Row = { readonly openAt: number; readonly close?: string; readonly volume?: string; readonly quote?: string };

function candles(rows: readonly Row[], timeframe: Timeframe = "1m"): CandleColumns {
  const builder = new CandleColumnsBuilder(timeframe);
  for (const { openAt, close = "100.5", volume = "2.25", quote = "" } of rows)
    expect(builder.add(openAt, "100", "101", "99", close, volume, quote)).toBeNull();
  return builder.finish().columns;
}

const minutes = (from: number, count: number, row: Omit<Row, "openAt"> = {}) =>
  Array.from({ length: count }, (_, index) => ({ openAt: from + index * timeframeMs("1m"), ...row }));

const texts = (columns: CandleColumns) =>
  Array.from({ length: columns.length }, (_, index) => candleTextAt(columns, index));

it("gives back over months what was written, and the web may read it", async () => {
  const series = newSeries();
  const given = candles(minutes(JANUARY + 30 * 86_400_000, 4_000, { quote: "250.125" }));
  const written = await writeCandles(worker, series, given, { reason: "test" });
  expect(written).toEqual({ added: 4_000, unchanged: 0, completed: 0, conflicting: 0, conflicts: [] });
  expect(texts(await loadCandles(web, series, { hasExtra: true }))).toEqual(texts(given));
  const from = given.openAt[100] as number;
  const to = given.openAt[200] as number;
  expect(texts(await loadCandles(web, series, { from, to, hasExtra: true }))).toEqual(
    texts(sliceCandles(given, 100, 200)),
  );
  expect((await loadCandles(web, series)).quoteVolume).toBeUndefined();
  const coverage = (await listCoverage(web)).find((one) => one.series.source === series.source);
  expect(coverage).toMatchObject({ rows: 4_000, expected: 4_000, missing: 0, gaps: 0 });
  expect(coverage?.months.map(({ month, rows }) => [month, rows])).toEqual([
    ["2024-01", 1_440],
    ["2024-02", 2_560],
  ]);
});

it("keeps the running month as rows and rolls it into a chunk when it has ended", async () => {
  const series = newSeries();
  const given = candles(minutes(JANUARY, 5));
  for (const candle of texts(given)) expect(await appendRunningCandle(worker, series, candle)).toBe("added");
  expect(await appendRunningCandle(worker, series, texts(given)[1] as never)).toBe("unchanged");
  expect(texts(await loadCandles(web, series))).toEqual(texts(given));
  expect(await closeMonths(worker, JANUARY + 86_400_000)).toBe(0);
  expect(await closeMonths(worker, Date.UTC(2024, 1, 1))).toBe(1);
  expect(texts(await loadCandles(web, series))).toEqual(texts(given));
  expect(await worker`select 1 from candle_row`).toHaveLength(0);
});

it("corrects as a new version and notes a gap", async () => {
  const series = newSeries();
  const given = candles([...minutes(JANUARY, 5), ...minutes(JANUARY + 10 * 60_000, 5)]);
  await writeCandles(worker, series, given, { reason: "test" });
  expect(await listDefects(web, series)).toMatchObject([{ kind: "gap", fromAt: JANUARY + 300_000, rows: 5 }]);
  const right = candles(minutes(JANUARY, 1, { close: "100.75" }));
  const wrong = await writeCandles(worker, series, right, { reason: "test" });
  expect(wrong).toMatchObject({
    added: 0,
    conflicting: 1,
    conflicts: [{ stored: { close: "100.5" }, given: { close: "100.75" } }],
  });
  expect(await correctCandles(worker, series, right, { reason: "the venue republished it", userId: "ann" })).toEqual({
    versions: 1,
  });
  expect(candleTextAt(await loadCandles(web, series), 0).close).toBe("100.75");
});

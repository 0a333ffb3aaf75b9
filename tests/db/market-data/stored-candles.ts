import { afterAll, beforeAll } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { type CandleColumns, candleTextAt } from "../../../server/domain/markets/candle-columns.ts";
import { CandleColumnsBuilder } from "../../../server/domain/markets/candle-columns-builder.ts";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import { type Timeframe, timeframeMs } from "../../../server/domain/time/timeframe.ts";
import { startTestPostgres, type TestPostgres } from "../../support/postgres.ts";

export const JANUARY = Date.UTC(2024, 0, 1);
export const reason = { reason: "test" };

type StoreUnderTest = { postgres: TestPostgres; worker: Client; web: Client };

/** A store of the test file's own, opened before its tests and closed after them. */
export function openStore(): StoreUnderTest {
  const store = {} as StoreUnderTest;
  beforeAll(async () => {
    store.postgres = await startTestPostgres();
    store.worker = connect(store.postgres.worker, { max: 4, applicationName: "test-worker" });
    store.web = connect(store.postgres.web, { max: 2, applicationName: "test-web" });
  });
  afterAll(async () => {
    await store.web?.end();
    await store.worker?.end();
    await store.postgres?.stop();
  });
  return store;
}

let number = 0;

export function newSeries(timeframe: Timeframe = "1m"): DataSeries {
  number += 1;
  return { source: `test-${number}`, symbol: "BTC/USDT", kind: "candles", timeframe };
}

type Row = { readonly openAt: number; readonly close?: string; readonly volume?: string; readonly quote?: string };

export function candles(rows: readonly Row[]): CandleColumns {
  const builder = new CandleColumnsBuilder("1m");
  for (const { openAt, close = "100.5", volume = "2.25", quote = "" } of rows) {
    const problem = builder.add(openAt, "100", "101", "99", close, volume, quote);
    if (problem !== null) throw new Error(problem.message);
  }
  return builder.finish().columns;
}

export const minutes = (from: number, count: number, row: Omit<Row, "openAt"> = {}) =>
  Array.from({ length: count }, (_, index) => ({ openAt: from + index * timeframeMs("1m"), ...row }));

export const texts = (columns: CandleColumns) =>
  Array.from({ length: columns.length }, (_, index) => candleTextAt(columns, index));

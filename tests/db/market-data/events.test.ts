import { afterAll, beforeAll, expect, it } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { listCoverage } from "../../../db/market-data/coverage.ts";
import { listDefects } from "../../../db/market-data/defects.ts";
import { loadBook, writeBook } from "../../../db/market-data/events/book.ts";
import { loadFunding, writeFunding } from "../../../db/market-data/events/funding.ts";
import { loadTrades, writeTrades } from "../../../db/market-data/events/trades.ts";
import { bookChangeAt, bookColumns } from "../../../server/domain/markets/columns/book-columns.ts";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import { FundingRatesBuilder } from "../../../server/domain/markets/funding-rates.ts";
import { type TradeColumns, TradeColumnsBuilder, tradeTextAt } from "../../../server/domain/markets/trade-columns.ts";
import { startTestPostgres, type TestPostgres } from "../../support/postgres.ts";

let postgres: TestPostgres;
let worker: Client;
let number = 0;

beforeAll(async () => {
  postgres = await startTestPostgres();
  worker = connect(postgres.worker, { max: 4, applicationName: "test-worker" });
});

afterAll(async () => {
  await worker?.end();
  await postgres?.stop();
});

function newSeries(kind: DataSeries["kind"]): DataSeries {
  number += 1;
  return { source: `test-${number}`, symbol: "BTC/USDT", kind, timeframe: null };
}

const MIDNIGHT = Date.UTC(2024, 0, 2);
const reason = { reason: "test" };

function trades(rows: readonly [at: number, id: string, price: string, quantity: string][]): TradeColumns {
  const builder = new TradeColumnsBuilder();
  for (const [at, id, price, quantity] of rows) expect(builder.add(at, id, price, quantity, "buy")).toBeNull();
  return builder.finish().columns;
}

const tradeTexts = (columns: TradeColumns | null) =>
  Array.from({ length: columns?.length ?? 0 }, (_, index) => tradeTextAt(columns as TradeColumns, index));

it("keeps trades over midnight once, whatever their ids look like, and reports a differing one", async () => {
  for (const prefix of ["", "uuid-"]) {
    const series = newSeries("trades");
    const given = trades([
      [MIDNIGHT - 2, `${prefix}1`, "61837.63", "0.02"],
      [MIDNIGHT - 1, `${prefix}2`, "61837", "123456.123456789012"],
      [MIDNIGHT, `${prefix}3`, "61838.5", "1"],
      [MIDNIGHT, `${prefix}4`, "61838.25", "2"],
    ]);
    expect(await writeTrades(worker, series, given, reason)).toEqual({ added: 4, unchanged: 0, conflicts: [] });
    expect(await writeTrades(worker, series, given, reason)).toEqual({ added: 0, unchanged: 4, conflicts: [] });
    const late = trades([
      [MIDNIGHT - 2, `${prefix}0`, "61837.625", "0.02"],
      [MIDNIGHT, `${prefix}4`, "61838.25", "3"],
    ]);
    const written = await writeTrades(worker, series, late, reason);
    expect(written).toMatchObject({ added: 1, unchanged: 0, conflicts: [{ at: MIDNIGHT }] });
    expect(written.conflicts[0]?.given).toContain("3 at 61838.25");
    expect(await listDefects(worker, series)).toMatchObject([{ kind: "conflict", fromAt: MIDNIGHT, rows: 1 }]);
    const [one, ...rest] = tradeTexts(given);
    expect(tradeTexts(await loadTrades(worker, series))).toEqual([one, tradeTexts(late)[0], ...rest]);
    expect(tradeTexts(await loadTrades(worker, series, { from: MIDNIGHT }))).toEqual(rest.slice(1));
    expect(tradeTexts(await loadTrades(worker, series, { to: MIDNIGHT - 1 }))).toHaveLength(2);
  }
});

it("keeps funding rates as the exact decimals they are", async () => {
  const series = newSeries("funding");
  const builder = new FundingRatesBuilder();
  for (const [index, rate] of ["0.000658153991747989", "-0.00012359", "0.0001000"].entries())
    expect(builder.add(MIDNIGHT + index * 28_800_000, rate)).toBeNull();
  const { columns } = builder.finish();
  expect(await writeFunding(worker, series, columns, reason)).toMatchObject({ added: 3 });
  expect(await writeFunding(worker, series, columns, reason)).toMatchObject({ added: 0, unchanged: 3 });
  expect((await loadFunding(worker, series))?.rate).toEqual(["0.000658153991747989", "-0.00012359", "0.0001"]);
  const other = new FundingRatesBuilder();
  other.add(MIDNIGHT, "0.0002");
  expect((await writeFunding(worker, series, other.finish().columns, reason)).conflicts).toHaveLength(1);
});

it("says which trades are damaged and is repaired by the same ones alone", async () => {
  const series = newSeries("trades");
  const given = trades([
    [MIDNIGHT, "1", "61837.63", "0.02"],
    [MIDNIGHT + 5, "2", "61837", "0.3"],
  ]);
  await writeTrades(worker, series, given, reason);
  await worker`update data_chunk set payload = '\\x00000010ffff'
               where series_id = (select id from data_series where source = ${series.source})`;
  const where = `The stored ${series.source} BTC/USDT trades from 2024-01-02T00:00:00.000Z on is damaged`;
  await expect(loadTrades(worker, series)).rejects.toThrow(where);
  await expect(writeTrades(worker, series, trades([[MIDNIGHT, "1", "61837.63", "0.02"]]), reason)).rejects.toThrow(
    where,
  );
  expect(await writeTrades(worker, series, given, reason)).toMatchObject({ added: 0, unchanged: 2 });
  expect(tradeTexts(await loadTrades(worker, series))).toEqual(tradeTexts(given));
});

it("notes missing and late settlements", async () => {
  const series = newSeries("funding");
  const rates = (hours: readonly number[]) => {
    const builder = new FundingRatesBuilder();
    for (const hour of hours) builder.add(MIDNIGHT + hour * 3_600_000 + (hour % 3), "0.0001");
    return builder.finish().columns;
  };
  await writeFunding(worker, series, rates([0, 8, 16, 24, 48, 58, 64, 72, 800, 808]), reason);
  const defects = async () => (await listDefects(worker, series)).map(({ kind, rows, detail }) => [kind, rows, detail]);
  const late = ["outlier", 1, "Settled late: 10 h after the one before, usually 8 h"];
  const gap = (rows: number, hours: number) => [
    "gap",
    rows,
    `${rows} missing: ${hours} h after the one before, usually 8 h`,
  ];
  expect(await defects()).toEqual([gap(2, 24), late, gap(90, 728)]);
  const [coverage] = (await listCoverage(worker)).filter((one) => one.series.source === series.source);
  expect(coverage).toMatchObject({ rows: 10, expected: 102, missing: 92, gaps: 2, outliers: 1 });
  await writeFunding(worker, series, rates([32, 40]), reason);
  expect(await defects()).toEqual([late, gap(90, 728)]);
});

it("keeps book changes hour by hour in the order they came", async () => {
  const series = newSeries("book");
  const decimals = { priceDecimals: 2, quantityDecimals: 5 };
  const changes = [
    { at: MIDNIGHT - 1, updateId: 10, isSnapshot: true, bids: [100_00, 5, 99_00, 7], asks: [101_00, 2] },
    { at: MIDNIGHT, updateId: 11, isSnapshot: false, bids: [], asks: [101_00, 0, 102_00, 9] },
    { at: MIDNIGHT, updateId: 12, isSnapshot: false, bids: [100_50, 3], asks: [] },
  ];
  const given = bookColumns(decimals, changes);
  expect(await writeBook(worker, series, given, reason)).toMatchObject({ added: 3 });
  expect(await writeBook(worker, series, given, reason)).toMatchObject({ added: 0, unchanged: 3 });
  const loaded = await loadBook(worker, series);
  expect(loaded).toEqual(given);
  expect(loaded === null ? null : bookChangeAt(loaded, 1)).toEqual(changes[1]);
  expect(
    await worker`select 1 from data_chunk where series_id = (select id from data_series where source = ${series.source})`,
  ).toHaveLength(2);
  const differing = bookColumns(decimals, [{ ...(changes[2] as (typeof changes)[0]), bids: [100_50, 4] }]);
  expect((await writeBook(worker, series, differing, reason)).conflicts).toHaveLength(1);
});

it("refuses events of another kind and out of order", async () => {
  const columns = trades([[MIDNIGHT, "1", "1", "1"]]);
  await expect(writeTrades(worker, newSeries("funding"), columns, reason)).rejects.toThrow(
    "trades cannot be stored as",
  );
  const backwards = {
    ...trades([
      [1, "1", "1", "1"],
      [2, "2", "1", "1"],
    ]),
    at: Float64Array.of(2, 1),
  };
  await expect(writeTrades(worker, newSeries("trades"), backwards, reason)).rejects.toThrow("1 comes after 2");
});

it("answers null for what was never stored", async () => {
  expect(await loadTrades(worker, newSeries("trades"))).toBeNull();
});

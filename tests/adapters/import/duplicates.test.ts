import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listCoverage } from "../../../db/market-data/coverage.ts";
import { listDefects } from "../../../db/market-data/defects.ts";
import { importFiles } from "../../../server/adapters/market-data/import/import-files.ts";
import { csvOf, firstHour, hourRows, type ImportBed, keepGood, openImportBed, refuseAll } from "./import-bed.ts";

let bed: ImportBed;
beforeAll(async () => {
  bed = await openImportBed();
});
beforeEach(() => bed.empty());
afterAll(() => bed.close());

const HOUR = 3_600_000;
const name = "binance-spot-BTCUSDT-1h-2023.csv";
const series = { source: "binance-spot", symbol: "BTC/USDT", kind: "candles", timeframe: "1h" } as const;
const rows = hourRows(30);

type Change = (row: readonly string[]) => readonly string[];
const same: Change = (row) => row;
/** The hours with those at these places twice, the second time as `change` makes them. */
const put = (repeated: readonly number[], change = same) =>
  bed.put(name, csvOf(rows.flatMap((row, at) => (repeated.includes(at) ? [row, change(row)] : [row]))));

const coverage = async () => (await listCoverage(bed.sql)).map(({ duplicates, rows: count }) => [count, duplicates]);
/** Which hours are noted as having come more than once: from the how-manieth, how many. */
const noted = async () =>
  (await listDefects(bed.sql, series))
    .filter(({ kind }) => kind === "duplicate")
    .map(({ fromAt, rows: count }) => [(fromAt - firstHour) / HOUR, count]);

test("rows repeated just the same are shown by coverage and defects, however often they are imported", async () => {
  const report = await importFiles(bed.sql, [put([3, 4, 12])], keepGood);
  expect(report).toMatchObject({ problems: { byCode: { duplicate: 3 } }, series: [{ added: 30 }] });
  const expected = [
    [3, 2],
    [12, 1],
  ];
  expect(await coverage()).toEqual([[30, 3]]);
  expect(await noted()).toEqual(expected);
  expect((await importFiles(bed.sql, [put([3, 4, 12])], keepGood)).series).toMatchObject([{ unchanged: 30 }]);
  await importFiles(bed.sql, [put([4])], keepGood);
  await importFiles(bed.sql, [put([])], refuseAll);
  expect(await coverage()).toEqual([[30, 3]]);
  expect(await noted()).toEqual(expected);
  await importFiles(bed.sql, [put([5, 11])], keepGood);
  expect(await coverage()).toEqual([[30, 5]]);
  expect(await noted()).toEqual([
    [3, 3],
    [11, 2],
  ]);
});

test("a row that comes three times is one candle that came more than once", async () => {
  await importFiles(
    bed.sql,
    [bed.put(name, csvOf(rows.flatMap((row, at) => (at === 2 ? [row, row, row] : [row]))))],
    keepGood,
  );
  expect(await noted()).toEqual([[2, 1]]);
});

test("the same figures written otherwise are the same", async () => {
  await importFiles(bed.sql, [put([6], (row) => row.with(1, `${row[1]}00`))], keepGood);
  expect(await noted()).toEqual([[6, 1]]);
});

test.each([1, 2, 3, 4, 5])("a row repeated with another value in column %i is no duplicate", async (column) => {
  const report = await importFiles(bed.sql, [put([6], (row) => row.with(column, `${row[column]}1`))], keepGood);
  expect(report.problems).toMatchObject({ byCode: { duplicate: 1 } });
  expect(await noted()).toEqual([]);
});

test("newest-first files, and a bad row that came twice, are judged alike", async () => {
  const twice = (at: number, row: readonly string[]) => (at === 20 ? row.with(3, "0") : row);
  const lines = rows.flatMap((row, at) => (at === 8 || at === 20 ? [twice(at, row), twice(at, row)] : [row]));
  const report = await importFiles(bed.sql, [bed.put(name, csvOf(lines.reverse()))], keepGood);
  expect(report.series).toMatchObject([{ added: 29 }]);
  expect(await noted()).toEqual([[8, 1]]);
});

test("an import that refuses bad rows is refused for them and notes nothing", async () => {
  const report = await importFiles(bed.sql, [put([3])], refuseAll);
  expect(report.refusal).toMatchObject({ code: "bad-rows" });
  expect(await coverage()).toEqual([]);
});

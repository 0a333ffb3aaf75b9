import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadCandles } from "../../../db/market-data/load-candles.ts";
import { importFiles } from "../../../server/adapters/market-data/import/import-files.ts";
import { candleTextAt } from "../../../server/domain/markets/candle-columns.ts";
import type { RowProblemCode } from "../../../server/domain/markets/import-report.ts";
import { csvOf, firstHour, hourRows, type ImportBed, keepGood, openImportBed, refuseAll } from "./import-bed.ts";

let bed: ImportBed;
beforeAll(async () => {
  bed = await openImportBed();
});
afterAll(() => bed.close());

const HOUR = 3_600_000;
const name = "binance-spot-BTCUSDT-1h-2023.csv";
const series = { source: "binance-spot", symbol: "BTC/USDT", kind: "candles", timeframe: "1h" } as const;
const stored = async () => {
  const columns = await loadCandles(bed.sql, series);
  return Array.from({ length: columns.length }, (_, row) => candleTextAt(columns, row));
};

type Spoil = readonly [code: RowProblemCode, column: number, value: (rows: readonly string[][], at: number) => string];
const spoils: readonly Spoil[] = [
  ["bad-time", 0, () => "tomorrow"],
  ["bad-time", 0, () => `${Date.UTC(2099, 0, 1)}`],
  ["missing-cell", 0, () => ""],
  ["off-grid", 0, (rows, at) => `${Number(rows[at]?.[0]) + 60_000}`],
  ["duplicate", 0, (rows, at) => rows[at - 1]?.[0] ?? ""],
  ["reordered", 0, (rows, at) => `${Number(rows[at]?.[0]) - 9_000 * HOUR}`],
  ["reordered", 0, (rows, at) => `${Number(rows[at]?.[0]) + 9_000 * HOUR}`],
  ["missing-cell", 1, () => ""],
  ["not-a-number", 1, () => "NaN"],
  ["cell-count", 4, () => "16,500.5"],
  ["not-a-number", 4, () => "16 500.5"],
  ["not-positive", 3, () => "0"],
  ["not-positive", 3, () => "-2"],
  ["inconsistent", 2, () => "1"],
  ["absurd", 2, () => "9e15"],
  ["absurd", 3, () => "0.0000000001"],
  ["absurd", 4, () => "16501.0000000000000001"],
  ["not-a-number", 5, () => "much"],
  ["not-positive", 5, () => "-1"],
];

describe("a bad row", () => {
  test.each(spoils)("%s in column %i is reported with its line", async (code, column, value) => {
    await bed.empty();
    const rows = hourRows(30);
    const spoiled = rows.map((row, at) => (at === 12 ? row.with(column, value(rows, at)) : row));
    const file = bed.put(name, csvOf(spoiled));
    const refused = await importFiles(bed.sql, [file], refuseAll);
    expect(refused).toMatchObject({
      outcome: "refused",
      refusal: { code: "bad-rows", file: name },
      problems: { total: 1, byCode: { [code]: 1 }, first: [{ file: name, row: 14, code }] },
    });
    expect(await stored()).toEqual([]);
    const kept = await importFiles(bed.sql, [file], keepGood);
    expect(kept).toMatchObject({ outcome: "imported", files: [{ rows: 30, bad: 1 }], series: [{ added: 29 }] });
    const expected = rows.filter((_, at) => at !== 12).map(([openAt]) => Number(openAt));
    expect((await stored()).map(({ openAt }) => openAt)).toEqual(expected);
  });

  test("of trades and funding is reported with its line too", async () => {
    await bed.empty();
    const trades = [
      "time_ms,trade_id,price,qty,side",
      ...["1,a,2,3,buy", "2,,2,3,buy", "3,c,0,3,sell", "4,d,2,x,sell", "5,e,2,3,both", "6,a,2,3,buy", "soon,f,2,3,buy"],
    ].map((line) => line.replace(/^(\d)/, (digit) => `${firstHour + Number(digit)}`));
    const funding = [
      "funding_time,funding_rate",
      `${firstHour},0.0001`,
      `${firstHour},0.0002`,
      `${firstHour + 1},1.5`,
      `${firstHour + 2},x`,
    ];
    const report = await importFiles(
      bed.sql,
      [
        bed.put("kraken-spot-BTCUSDT-trades-2023.csv", trades.join("\n")),
        bed.put("htx-BTCUSDT-funding-2023.csv", funding.join("\n")),
      ],
      keepGood,
    );
    expect(report.problems.first.map(({ file, row, code }) => `${file.slice(0, 3)} ${row} ${code}`).sort()).toEqual([
      "htx 3 duplicate",
      "htx 4 absurd",
      "htx 5 not-a-number",
      "kra 3 missing-cell",
      "kra 4 not-positive",
      "kra 5 not-a-number",
      "kra 6 bad-side",
      "kra 7 duplicate",
      "kra 8 bad-time",
    ]);
    expect(report.series.map(({ added }) => added)).toEqual([1, 1]);
  });

  test("is counted beyond those that are shown one by one", async () => {
    await bed.empty();
    const report = await importFiles(
      bed.sql,
      [bed.put(name, csvOf(hourRows(300).map((row, at) => (at % 2 === 0 ? row.with(3, "0") : row))))],
      refuseAll,
    );
    expect(report.problems).toMatchObject({ total: 150, byCode: { "not-positive": 150 } });
    expect(report.problems.first.length).toBe(100);
    expect(report.problems.first[99]?.row).toBe(200);
  });
});

test("any spoiled rows are told by their very lines, and the others kept", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { maxLength: 20 }), async (bad) => {
      await bed.empty();
      const rows = hourRows(60).map((row, at) => (bad.includes(at) ? row.with(1, "?") : row));
      const report = await importFiles(bed.sql, [bed.put(name, csvOf(rows))], keepGood);
      expect(report.problems.first.map(({ row }) => row)).toEqual(bad.map((at) => at + 2).sort((a, b) => a - b));
      expect((await stored()).length).toBe(60 - bad.length);
    }),
    { numRuns: 15 },
  );
});

describe("importing again", () => {
  test("adds nothing of the same and only what is new of more", async () => {
    await bed.empty();
    const put = (count: number) => bed.put(name, csvOf(hourRows(count)));
    expect((await importFiles(bed.sql, [put(30)], refuseAll)).series).toMatchObject([{ added: 30, unchanged: 0 }]);
    expect((await importFiles(bed.sql, [put(30)], refuseAll)).series).toMatchObject([{ added: 0, unchanged: 30 }]);
    expect((await importFiles(bed.sql, [put(50)], refuseAll)).series).toMatchObject([{ added: 20, unchanged: 30 }]);
  });

  test("reports what differs, leaves it as it is, and corrects it for a reason", async () => {
    await bed.empty();
    const rows = hourRows(30);
    await importFiles(bed.sql, [bed.put(name, csvOf(rows))], refuseAll);
    const other = bed.put(name, csvOf(rows.map((row, at) => (at === 7 ? row.with(5, "77") : row))));
    const report = await importFiles(bed.sql, [other], refuseAll);
    expect(report).toMatchObject({
      outcome: "imported",
      series: [
        {
          added: 0,
          unchanged: 29,
          conflicts: 1,
          corrected: 0,
          firstConflicts: [
            {
              at: firstHour + 7 * HOUR,
              stored: expect.stringContaining("volume 8.001"),
              given: expect.stringContaining("volume 77"),
            },
          ],
        },
      ],
    });
    expect((await stored())[7]?.volume).toBe("8.001");
    const correctionReason = "the exchange published it anew";
    const corrected = await importFiles(bed.sql, [other], { ...refuseAll, correctionReason });
    expect(corrected.series).toMatchObject([{ conflicts: 1, corrected: 1 }]);
    expect((await stored())[7]?.volume).toBe("77");
    expect(await bed.sql`select reason from data_chunk order by version`).toMatchObject([
      { reason: `import of ${name}` },
      { reason: correctionReason },
    ]);
  });

  test("takes the same rows of two files of one import once", async () => {
    await bed.empty();
    const first = bed.put("binance-spot-BTCUSDT-1h-2023-01.csv", csvOf(hourRows(30)));
    const second = bed.put(
      "binance-spot-BTCUSDT-1h-2023-02.csv",
      csvOf(hourRows(30, firstHour + 20 * HOUR).map((row, at) => (at < 10 ? (hourRows(30)[at + 20] ?? row) : row))),
    );
    const report = await importFiles(bed.sql, [first, second], refuseAll);
    expect(report.series).toMatchObject([{ rows: 60, added: 50, unchanged: 10, conflicts: 0 }]);
  });
});

describe("the last candle", () => {
  const file = (fileName: string, count: number) => bed.put(fileName, csvOf(hourRows(count)));
  test.each([
    ["BTC_USDT-1h.csv", 30, undefined, 1],
    ["BTC_USDT-1h.csv", 24, undefined, 0],
    ["BTC_USDT-1h.csv", 30, "keep", 0],
    ["binance-spot-BTCUSDT-1h-2023.csv", 30, undefined, 0],
    ["binance-spot-BTCUSDT-1h-2023.csv", 30, "drop", 1],
  ] as const)("of %s with %i hours, --last-candle %s: %i left out", async (fileName, count, lastCandle, keptOut) => {
    await bed.empty();
    const options = { ...refuseAll, series, ...(lastCandle === undefined ? {} : { lastCandle }) };
    const report = await importFiles(bed.sql, [file(fileName, count)], options);
    expect(report).toMatchObject({ files: [{ rows: count, keptOut }], series: [{ added: count - keptOut }] });
  });

  test("that closes after now is left out whatever is said", async () => {
    await bed.empty();
    const now = firstHour + 29 * HOUR + 1;
    const report = await importFiles(bed.sql, [file(name, 30)], { ...refuseAll, now, lastCandle: "keep" });
    expect(report).toMatchObject({ files: [{ keptOut: 1 }], series: [{ added: 29 }] });
  });

  test("that its own row calls open is left out", async () => {
    await bed.empty();
    const rows = hourRows(30).map((row, at) => [...row, String(at < 29)]);
    const text = csvOf(rows, "open_time,open,high,low,close,volume,is_closed");
    const report = await importFiles(bed.sql, [bed.put("BTC_USDT-1h.csv", text)], { ...refuseAll, series });
    expect(report).toMatchObject({ files: [{ keptOut: 1 }], series: [{ added: 29 }] });
  });
});

test("an import that is called off writes nothing", async () => {
  await bed.empty();
  const calledOff = new AbortController();
  calledOff.abort();
  const files = [bed.put(name, csvOf(hourRows(30)))];
  await expect(importFiles(bed.sql, files, { ...refuseAll, signal: calledOff.signal })).rejects.toThrow(/abort/i);
  expect(await stored()).toEqual([]);
});

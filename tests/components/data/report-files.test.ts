import { expect, it } from "vitest";
import type { ImportReport } from "../../../components/data/data-client.ts";
import { reportCsv, reportJson } from "../../../components/data/import/report-files.ts";

const report: ImportReport = {
  outcome: "imported",
  refusal: null,
  files: [{ file: "a.csv", format: "csv", rows: 10, bad: 2, keptOut: 0 }],
  series: [
    {
      series: { source: "kraken-spot", symbol: "BTC/USDT", kind: "candles", timeframe: "1h" },
      rows: 8,
      firstAt: 0,
      lastAt: 3_600_000,
      added: 7,
      unchanged: 0,
      conflicts: 1,
      firstConflicts: [{ at: 3_600_000, stored: "close 1.5", given: 'close "1,6"' }],
      corrected: 0,
    },
  ],
  problems: {
    total: 2,
    byCode: { "not-a-number": 2 },
    first: [
      { file: "a.csv", row: 4, code: "not-a-number", message: 'Volume "abc" is no plain decimal number.' },
      { file: "=HYPERLINK()", row: 5, code: "not-a-number", message: "x" },
    ],
  },
};

it("writes series, conflicts and bad rows with their lines into one table", () => {
  expect(reportCsv(report).split("\n")).toEqual([
    "what,name,at,line,code,rows,added,unchanged,conflicts,detail",
    "series,kraken-spot BTC/USDT candles 1h,1970-01-01T00:00:00.000Z,,,8,7,0,1,until 1970-01-01T01:00:00.000Z",
    'conflict,kraken-spot BTC/USDT candles 1h,1970-01-01T01:00:00.000Z,,,,,,,"stored close 1.5, given close ""1,6"""',
    'bad row,a.csv,,4,not-a-number,,,,,"Volume ""abc"" is no plain decimal number."',
    "bad row,'=HYPERLINK(),,5,not-a-number,,,,,x",
    "",
  ]);
});

it("writes the whole report as JSON", () => {
  expect(JSON.parse(reportJson(report))).toEqual(report);
});

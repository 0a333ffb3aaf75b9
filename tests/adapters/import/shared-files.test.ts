import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { listCoverage } from "../../../db/market-data/coverage.ts";
import { listDefects } from "../../../db/market-data/defects.ts";
import { loadBook } from "../../../db/market-data/events/book.ts";
import { loadCandles } from "../../../db/market-data/load-candles.ts";
import { importFiles } from "../../../server/adapters/market-data/import/import-files.ts";
import { previewImport } from "../../../server/adapters/market-data/import/preview-import.ts";
import { aggregateCandles } from "../../../server/domain/markets/candle-aggregator.ts";
import { candleTextAt } from "../../../server/domain/markets/candle-columns.ts";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import { startTestPostgres, type TestPostgres } from "../../support/postgres.ts";
import { hasSharedData, listedFiles, shared } from "./shared-data.ts";

const now = Date.UTC(2026, 10, 21);
const files = listedFiles();
const series = files.filter(({ firstAt }) => !Number.isNaN(firstAt));
// Of the many files of one layout a few are written; all are read.
const written = series.filter(
  ({ path }) => !/bars_1m\/binance-usdm|bars_1[hd]\/binance-spot-(?!BTC)|ETHUSDT-(funding-20|mark|1h)/.test(path),
);
let database: TestPostgres;
let sql: Client;

beforeAll(async () => {
  database = await startTestPostgres();
  sql = connect(database.worker, { max: 2, applicationName: "import-test" });
});
afterAll(async () => {
  await sql.end();
  await database.stop();
});

const strict = { now, onBadRows: "refuse-all" } as const;

describe.runIf(hasSharedData)("the files of the shared data", () => {
  test("are listed in their README", () => {
    expect(files.length).toBe(54);
    expect(series.length).toBeGreaterThan(30);
  });

  test.each(series)("$name is read to its last row", async (file) => {
    const [previewed] = (await previewImport([file], strict)).files;
    const forming = file.path.includes("/bars_1h/") ? 1 : 0;
    expect(previewed).toMatchObject({
      rowCount: file.rows,
      keptOut: forming,
      firstAt: file.firstAt,
      lastAt: file.lastAt - forming * 3_600_000,
      missing: [],
      problems: { total: 0 },
      refusal: null,
    });
  });

  test.each(written)("$name holds the rows and the gaps that its README says", async (file) => {
    const report = await importFiles(sql, [file], strict);
    expect(report).toMatchObject({ outcome: "imported", refusal: null, problems: { total: 0 } });
    // Of the hours, the README says itself that the last one may still be forming: drop it.
    const forming = file.path.includes("/bars_1h/") ? 1 : 0;
    expect(report.files).toEqual([
      {
        file: file.name,
        format: file.name.endsWith("parquet") ? "parquet" : "csv",
        rows: file.rows,
        bad: 0,
        keptOut: forming,
      },
    ]);
    expect(report.series.reduce((sum, { added, unchanged }) => sum + added + unchanged, 0)).toBe(file.rows - forming);
    expect(report.series.every(({ conflicts }) => conflicts === 0)).toBe(true);
    expect(Math.min(...report.series.map(({ firstAt }) => firstAt ?? 0))).toBe(file.firstAt);
    expect(Math.max(...report.series.map(({ lastAt }) => lastAt ?? 0))).toBe(file.lastAt - forming * 3_600_000);
    const [one] = report.series;
    if (one === undefined || one.series.timeframe === null || report.series.length > 1) return;
    const found = await coverageOf(one.series);
    // Other files may have added to the series by now; this file's gaps are those within its span.
    const gaps = (await listDefects(sql, one.series)).filter(
      ({ kind, fromAt }) => kind === "gap" && fromAt >= file.firstAt && fromAt <= file.lastAt,
    );
    expect({ gaps: gaps.length, missing: gaps.reduce((sum, gap) => sum + gap.rows, 0) }).toEqual({
      gaps: file.gaps,
      missing: file.missing,
    });
    expect(found.rows).toBeGreaterThanOrEqual(file.rows - forming);
  });

  test("have the outage of 2023-03-24 as one gap of 80 minutes", async () => {
    const minutes = { source: "binance-spot", symbol: "BTC/USDT", kind: "candles", timeframe: "1m" } as const;
    const gaps = (await listDefects(sql, minutes)).filter(({ kind }) => kind === "gap");
    expect(gaps).toMatchObject([
      { fromAt: Date.UTC(2023, 2, 24, 12, 40), untilAt: Date.UTC(2023, 2, 24, 14, 0), rows: 80 },
    ]);
  });

  test("come to the same hours from 2023's minutes as from the file of hours", async () => {
    const hours = { source: "binance-spot", symbol: "BTC/USDT", kind: "candles", timeframe: "1h" } as const;
    const range = { from: Date.UTC(2023, 0, 1), to: Date.UTC(2024, 0, 1) };
    const stored = await loadCandles(sql, hours, range);
    const minutes = await loadCandles(sql, { ...hours, timeframe: "1m" }, range);
    const made = aggregateCandles(minutes, "1h");
    expect(minutes.length).toBe(525_520);
    const byTime = new Map(Array.from({ length: stored.length }, (_, row) => [stored.openAt[row], row]));
    let compared = 0;
    for (let row = 0; row < made.length; row += 1) {
      const other = byTime.get(made.openAt[row]);
      if (other === undefined) continue;
      const { volume, ...prices } = candleTextAt(made, row);
      const { volume: expected, ...storedPrices } = candleTextAt(stored, other);
      // Of what an hour's candle carries beyond its prices only the volume is in the file.
      for (const key of ["openAt", "open", "high", "low", "close"] as const)
        expect(prices[key]).toBe(storedPrices[key]);
      if (Math.abs(Number(volume) - Number(expected)) > Number(expected) * 1e-11) expect(volume).toBe(expected);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(8_750);
  });

  test("are the same when they come again", async () => {
    const again = written.filter(({ name }) => /(funding|mark|1d)/.test(name));
    const report = await importFiles(sql, again, strict);
    expect(report.outcome).toBe("imported");
    expect(report.series.map(({ added, conflicts }) => ({ added, conflicts }))).toEqual(
      report.series.map(() => ({ added: 0, conflicts: 0 })),
    );
    expect(report.series.reduce((sum, { unchanged }) => sum + unchanged, 0)).toBe(
      again.reduce((sum, { rows }) => sum + rows, 0),
    );
  });

  test.each([
    ["trades/binance-spot-BTCUSDT-trades-20240808.csv.gz", "binance-spot", "BTC/USDT"],
    ["trades/binance-spot-ETHUSDT-trades-20240808.csv.gz", "binance-spot", "ETH/USDT"],
    ["trades/binance-usdm-BTCUSDT-trades-20240808.csv.gz", "binance-usdm", "BTC/USDT:USDT"],
    ["trades/binance-usdm-ETHUSDT-trades-20230202-1000.csv.gz", "binance-usdm", "ETH/USDT:USDT"],
    ["trades/kraken-spot-BTCUSDT-trades-20251110.csv.gz", "kraken-spot", "BTC/USDT"],
    ["l2/nautilus-tardis-bitmex_trades_XBTUSD.csv", "bitmex-inverse", "BTC/USD:BTC"],
  ])("%s holds the trades of %s %s", async (path, source, symbol) => {
    const report = await importFiles(sql, [shared(path)], strict);
    // The README counts the header of the small ones.
    const listed = files.find((file) => file.path.endsWith(path))?.rows ?? 0;
    const rows = path.startsWith("l2/") ? listed - 1 : listed;
    expect(report).toMatchObject({
      outcome: "imported",
      series: [{ series: { source, symbol, kind: "trades", timeframe: null }, rows, added: rows, unchanged: 0 }],
    });
  });

  test.each([
    ["l2/binance-spot-BTCUSDT-raw-20240808.jsonl.gz", "binance-spot", "BTC/USDT"],
    ["l2/binance-usdm-BTCUSDT-raw-20240808.jsonl.gz", "binance-usdm", "BTC/USDT:USDT"],
  ])("%s holds the very trades of its own file, and the book", async (path, source, symbol) => {
    const report = await importFiles(sql, [shared(path)], strict);
    const [trades, book] = report.series;
    expect(report.outcome).toBe("imported");
    expect(trades).toMatchObject({ series: { source, symbol, kind: "trades" }, added: 0, conflicts: 0 });
    expect(trades?.unchanged).toBe(trades?.rows);
    expect(book).toMatchObject({ series: { source, symbol, kind: "book" }, unchanged: 0, conflicts: 0 });
    const stored = await loadBook(sql, { source, symbol, kind: "book", timeframe: null });
    expect(stored?.length).toBe(book?.added);
    expect(stored?.isSnapshot[0]).toBe(1);
  });

  test.each([
    ["l2/bybit-linear-XRPUSDT-ob500-raw-20241201.jsonl.gz", "bybit-linear", "XRP/USDT:USDT", 50],
    // Its first book was sent twice.
    ["l2/hyperliquid-BTC-l2Book-raw-20250126.jsonl.gz", "hyperliquid-perp", "BTC/USDC:USDC", 45],
  ])("%s holds the book of %s %s", async (path, source, symbol, changes) => {
    const report = await importFiles(sql, [shared(path)], strict);
    expect(report.outcome).toBe("imported");
    expect(report.series.find(({ series: { kind } }) => kind === "book")).toMatchObject({
      series: { source, symbol },
      added: changes,
    });
  });

  test.each([
    ["l2/bitstamp-spot-BTCUSD-l3-orders-20150501.csv.gz", '"exchange.timestamp", "price", "volume", "action"'],
    ["l2/nautilus-binance-btcusdt-depth-snap.csv", '"update_type", "price", "qty"'],
    ["l2/nautilus-binance-btcusdt-depth-update.csv", '"update_type", "price", "qty"'],
    ["l2/nautilus-tardis-binance-futures_book_snapshot_25_BTCUSDT.csv", '"asks[0].price"'],
    ["l2/nautilus-tardis-deribit_incremental_book_L2_BTC-PERPETUAL.csv", '"is_snapshot"'],
    ["l2/nautilus-tardis-huobi-dm-swap_quotes_BTC-USD.csv", '"ask_amount"'],
  ])("%s is refused, saying what was seen and what is understood", async (path, seen) => {
    const report = await importFiles(sql, [shared(path)], strict);
    expect(report).toMatchObject({ outcome: "refused", refusal: { code: "format-unknown" }, series: [] });
    expect(report.refusal?.message).toContain(seen);
    expect(report.refusal?.message).toContain("candles (time, open, high, low, close)");
  });

  test("import, every one that is no order book of another kind", () => {
    const refused = files.filter(({ name }) =>
      /^bitstamp|nautilus-(binance|tardis-(binance|deribit|huobi))/.test(name),
    );
    const tried = new Set([...series.map(({ name }) => name)]);
    const rest = files.filter(({ name }) => !tried.has(name) && !refused.some((one) => one.name === name));
    expect(rest.map(({ name }) => name).sort()).toEqual(
      [
        "binance-spot-BTCUSDT-raw-20240808.jsonl.gz",
        "binance-spot-ETHUSDT-raw-20240808.jsonl.gz",
        "binance-usdm-BTCUSDT-raw-20240808.jsonl.gz",
        "bybit-linear-XRPUSDT-ob500-raw-20241201.jsonl.gz",
        "hyperliquid-BTC-l2Book-raw-20250126.jsonl.gz",
        "nautilus-tardis-bitmex_trades_XBTUSD.csv",
        "binance-spot-BTCUSDT-trades-20240808.csv.gz",
        "binance-spot-ETHUSDT-trades-20240808.csv.gz",
        "binance-usdm-BTCUSDT-trades-20240808.csv.gz",
        "binance-usdm-ETHUSDT-trades-20230202-1000.csv.gz",
        "kraken-spot-BTCUSDT-trades-20251110.csv.gz",
      ].sort(),
    );
  });
});

async function coverageOf(wanted: DataSeries) {
  const found = (await listCoverage(sql)).find(
    ({ series: { source, symbol, kind, timeframe } }) =>
      source === wanted.source && symbol === wanted.symbol && kind === wanted.kind && timeframe === wanted.timeframe,
  );
  if (found === undefined) throw new Error("The series is not stored");
  return found;
}

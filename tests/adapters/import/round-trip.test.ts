import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listCoverage } from "../../../db/market-data/coverage.ts";
import { loadBook } from "../../../db/market-data/events/book.ts";
import { loadFunding } from "../../../db/market-data/events/funding.ts";
import { loadTrades } from "../../../db/market-data/events/trades.ts";
import { loadCandles } from "../../../db/market-data/load-candles.ts";
import { eventLine, eventLinesHeader } from "../../../server/adapters/market-data/captures/protocols/event-lines.ts";
import { exportFileName } from "../../../server/adapters/market-data/export/export-file-name.ts";
import {
  type ExportRange,
  exportSeries,
  findStored,
} from "../../../server/adapters/market-data/export/export-series.ts";
import { importFiles } from "../../../server/adapters/market-data/import/import-files.ts";
import { candleTextAt } from "../../../server/domain/markets/candle-columns.ts";
import { type BookChange, bookChangeAt } from "../../../server/domain/markets/columns/book-columns.ts";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import { type RecordedInstrument, recordedAs } from "../../../server/domain/markets/recorded-instruments.ts";
import { tradeTextAt } from "../../../server/domain/markets/trade-columns.ts";
import { type ImportBed, keepGood, openImportBed, refuseAll } from "./import-bed.ts";
import { hasSharedData, shared } from "./shared-data.ts";

let bed: ImportBed;
beforeAll(async () => {
  bed = await openImportBed();
});
afterAll(() => bed.close());

const everything = { from: 0, to: Number.MAX_SAFE_INTEGER };

async function exported(series: DataSeries, range: ExportRange = everything): Promise<{ text: string; name: string }> {
  const stored = await findStored(bed.sql, series);
  if (stored === null) throw new Error("Nothing is stored");
  const pieces: string[] = [];
  for await (const { text } of exportSeries(bed.sql, series, { stored, range })) pieces.push(text);
  return { text: pieces.join(""), name: exportFileName(series, stored) };
}

const hashes = async () => (await listCoverage(bed.sql)).map(({ series, rows, hash }) => ({ series, rows, hash }));

/** Imports a file, exports it, imports that into an empty store and answers both files and what the store held. */
async function roundTrip(series: DataSeries, name: string, content: string) {
  await bed.empty();
  const first = await importFiles(bed.sql, [bed.put(name, content)], refuseAll);
  expect(first.refusal).toBeNull();
  const before = { file: await exported(series), stored: await hashes(), values: await valuesOf(series) };
  const again = await importFiles(bed.sql, [bed.put(before.file.name, before.file.text)], refuseAll);
  expect(again.series).toMatchObject([{ series, added: 0, unchanged: first.series[0]?.rows, conflicts: 0 }]);
  await bed.empty();
  expect(await importFiles(bed.sql, [bed.put("anonymous.csv", before.file.text)], stated(series))).toMatchObject({
    outcome: "imported",
    series: [{ series, added: first.series[0]?.rows }],
    files: [{ keptOut: 0 }],
  });
  expect(await valuesOf(series)).toEqual(before.values);
  expect(await hashes()).toEqual(before.stored);
  expect(await exported(series)).toEqual(before.file);
}

const stated = (series: DataSeries) => ({ ...refuseAll, series });

async function valuesOf(series: DataSeries): Promise<unknown> {
  const rows = (length: number) => Array.from({ length }, (_, row) => row);
  if (series.kind === "trades") {
    const columns = await loadTrades(bed.sql, series);
    return columns === null ? [] : rows(columns.length).map((row) => tradeTextAt(columns, row));
  }
  if (series.kind === "book") {
    const columns = await loadBook(bed.sql, series);
    return columns === null ? [] : rows(columns.length).map((row) => bookChangeAt(columns, row));
  }
  if (series.kind === "funding") {
    const columns = await loadFunding(bed.sql, series);
    return columns === null ? [] : rows(columns.length).map((row) => [columns.at[row], columns.rate[row]]);
  }
  const columns = await loadCandles(bed.sql, series, { hasExtra: true });
  return rows(columns.length).map((row) => candleTextAt(columns, row));
}

const decimal = (max: number, places: number) =>
  fc
    .tuple(fc.integer({ min: 0, max }), fc.integer({ min: 0, max: 10 ** places - 1 }))
    .map(([whole, fraction]) => (fraction === 0 ? `${whole}` : `${whole}.${String(fraction).padStart(places, "0")}`));
const price = decimal(90_000, 4).map((text) => (Number(text) < 1 ? "1.0001" : text));
const optional = (text: fc.Arbitrary<string>) => fc.oneof(text, fc.constant(""));
/** Ascending instants, over two months unless said otherwise, each a multiple of `stepMs`. */
const times = (stepMs: number, days = 50) =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: Math.floor((days * 86_400_000) / stepMs) }), { minLength: 1, maxLength: 40 })
    .map((steps) => steps.sort((a, b) => a - b).map((step) => Date.UTC(2023, 1, 10) + step * stepMs));

const candle = fc.tuple(
  fc.array(price, { minLength: 4, maxLength: 4 }).map((prices) => {
    const [low = "", second = "", third = "", high = ""] = [...prices].sort((a, b) => Number(a) - Number(b));
    return [second, high, low, third];
  }),
  decimal(1_000_000, 8),
  optional(decimal(1e8, 10)),
  optional(fc.nat({ max: 1e6 }).map(String)),
  optional(decimal(1_000, 8)),
);

const RUNS = { numRuns: 6 };

test("import → export → import is the identity of candles", async () => {
  const series = { source: "binance-spot", symbol: "BTC/USDT", kind: "candles", timeframe: "1h" } as const;
  await fc.assert(
    fc.asyncProperty(
      times(3_600_000).chain((at) =>
        fc.tuple(fc.constant(at), fc.array(candle, { minLength: at.length, maxLength: at.length })),
      ),
      async ([at, candles]) => {
        const lines = candles.map(([prices, ...rest], row) => [at[row], ...prices, ...rest].join(","));
        const header = "open_time,open,high,low,close,volume,quote_volume,trades,taker_buy_volume";
        await roundTrip(series, "binance-spot-BTCUSDT-1h-2023.csv", [header, ...lines, ""].join("\n"));
      },
    ),
    RUNS,
  );
});

test("import → export → import is the identity of mark candles", async () => {
  const series = { source: "binance-usdm", symbol: "BTC/USDT:USDT", kind: "mark-candles", timeframe: "8h" } as const;
  await fc.assert(
    fc.asyncProperty(times(28_800_000), candle, async (at, [prices]) => {
      const lines = at.map((openAt) => [openAt, ...prices].join(","));
      await roundTrip(
        series,
        "binance-usdm-BTCUSDT-mark-8h-2023.csv",
        ["open_time,open,high,low,close", ...lines, ""].join("\n"),
      );
    }),
    RUNS,
  );
});

const tradeId = fc.oneof(fc.nat({ max: 1e9 }).map(String), fc.uuid(), fc.stringMatching(/^[a-z,;"'|.-]{1,12}$/));

test("import → export → import is the identity of trades", async () => {
  const series = { source: "kraken-spot", symbol: "BTC/USDT", kind: "trades", timeframe: null } as const;
  const trade = fc.record({ id: tradeId, price, quantity: price, side: fc.constantFrom("buy", "sell", "unknown") });
  await fc.assert(
    fc.asyncProperty(
      times(977),
      fc.uniqueArray(trade, { minLength: 1, maxLength: 40, selector: ({ id }) => id }),
      async (at, trades) => {
        const lines = trades.map((one, row) =>
          [at[row % at.length], `"${one.id.replaceAll('"', '""')}"`, one.price, one.quantity, one.side].join(","),
        );
        await roundTrip(
          series,
          "kraken-spot-BTCUSDT-trades-20230210.csv",
          ["time_ms,trade_id,price,qty,side", ...lines, ""].join("\n"),
        );
      },
    ),
    RUNS,
  );
});

test("import → export → import is the identity of funding rates", async () => {
  const series = { source: "htx-linear", symbol: "BTC/USDT:USDT", kind: "funding", timeframe: null } as const;
  const rate = fc
    .tuple(fc.constantFrom("", "-"), fc.integer({ min: 0, max: 10 ** 9 }))
    .map(([sign, count]) => (count === 0 ? "0" : `${sign}0.${String(count).padStart(12, "0")}`));
  await fc.assert(
    fc.asyncProperty(times(1_003), fc.array(rate, { minLength: 40, maxLength: 40 }), async (at, rates) => {
      const lines = at.map((time, row) => `${time},${rates[row]}`);
      await roundTrip(series, "htx-BTCUSDT-funding-2023.csv", ["funding_time,funding_rate", ...lines, ""].join("\n"));
    }),
    RUNS,
  );
});

const { instrument, source } = recordedAs("binance-usdm", "BTCUSDT") as RecordedInstrument;
const book = { source, symbol: instrument.symbol, kind: "book", timeframe: null } as const;
const level = (min: number) => fc.tuple(fc.integer({ min, max: min + 99 }), fc.nat({ max: 1e6 }));
const side = (min: number) => fc.uniqueArray(level(min), { maxLength: 5, selector: ([ticks]) => ticks });
/** Changes of a book that never crosses: asks stand above 600,100 ticks, bids below. */
const changes = times(60_011, 1).chain((at) =>
  fc
    .array(
      fc.record({ isSnapshot: fc.boolean(), bids: side(600_000), asks: side(600_100), isNumbered: fc.boolean() }),
      {
        minLength: at.length,
        maxLength: at.length,
      },
    )
    .map((made) =>
      made.map(({ isSnapshot, bids, asks, isNumbered }, row): BookChange => {
        // Two share an instant where their numbers tell them apart.
        const sharesInstant = isNumbered && row % 3 === 1;
        return {
          at: at[sharesInstant ? row - 1 : row] as number,
          updateId: isNumbered ? 5_123_107_852_948 + row : 0,
          isSnapshot: isSnapshot || row === 0,
          bids: bids.flat(),
          asks: asks.flat(),
        };
      }),
    ),
);
const linesOf = (made: readonly BookChange[]) =>
  [
    eventLinesHeader(book.source, book.symbol),
    ...made.map(({ updateId, ...change }) => eventLine({ kind: "book", ...change }, instrument, updateId)),
    "",
  ].join("\n");

test("import → export → import is the identity of books", async () => {
  await fc.assert(
    fc.asyncProperty(changes, async (made) => {
      await roundTrip(book, "events.jsonl", linesOf(made));
      expect(await valuesOf(book)).toHaveLength(made.length);
    }),
    RUNS,
  );
});

test("a book exported from any instant on is, from there, the book that is stored", async () => {
  await fc.assert(
    fc.asyncProperty(changes, fc.nat({ max: 39 }), async (made, place) => {
      await bed.empty();
      await importFiles(bed.sql, [bed.put("events.jsonl", linesOf(made))], refuseAll);
      const before = (await valuesOf(book)) as BookChange[];
      const from = (before[place % before.length] as BookChange).at;
      const { text, name } = await exported(book, { from, to: everything.to });
      await bed.empty();
      expect((await importFiles(bed.sql, [bed.put(name, text)], refuseAll)).refusal).toBeNull();
      const after = (await valuesOf(book)) as BookChange[];
      expect(after[0]?.isSnapshot).toBe(true);
      expect(after).toEqual(before.slice(-after.length));
      const begunAt = after[0]?.at ?? 0;
      expect(before.filter(({ isSnapshot, at }) => isSnapshot && at > begunAt && at <= from)).toEqual([]);
      expect(after.filter(({ at }) => at > from)).toEqual(before.filter(({ at }) => at > from));
    }),
    RUNS,
  );
});

test.runIf(hasSharedData)("a real capture's book comes back from its export", async () => {
  const packed = readFileSync(shared("l2/binance-spot-BTCUSDT-raw-20240808.jsonl.gz").path);
  const lines = gunzipSync(packed).toString().split("\n", 3_000);
  // With a change missing, what is left ends there or begins anew with the whole book.
  const isDiff = (line: string) => line.includes("depthUpdate");
  const missing = lines.findIndex((line, at) => at > 1_500 && isDiff(line));
  const spot = { ...book, source: "binance-spot", symbol: "BTC/USDT" };
  await bed.empty();
  const capture = bed.put("capture.jsonl", lines.toSpliced(missing, 1).join("\n"));
  await importFiles(bed.sql, [capture], keepGood);
  const before = { file: await exported(spot), values: await valuesOf(spot), hashes: await hashes() };
  expect(before.values).not.toEqual([]);
  await bed.empty();
  const file = bed.put(before.file.name, before.file.text);
  expect(await importFiles(bed.sql, [file], refuseAll)).toMatchObject({ refusal: null, series: [{ series: spot }] });
  expect({ file: await exported(spot), values: await valuesOf(spot) }).toEqual({
    file: before.file,
    values: before.values,
  });
  expect(await hashes()).toEqual(before.hashes.filter(({ series }) => series.kind === "book"));
});

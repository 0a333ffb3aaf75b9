import { afterAll, beforeAll, expect, it } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { CorruptChunkError } from "../../../db/market-data/chunks.ts";
import { correctCandles } from "../../../db/market-data/correct-candles.ts";
import { listCoverage } from "../../../db/market-data/coverage.ts";
import { listDefects } from "../../../db/market-data/defects.ts";
import { loadCandles } from "../../../db/market-data/load-candles.ts";
import { appendRunningCandle, closeMonths } from "../../../db/market-data/running-candles.ts";
import { writeCandles } from "../../../db/market-data/write-candles.ts";
import {
  type CandleColumns,
  type CandleText,
  candleTextAt,
  sliceCandles,
} from "../../../server/domain/markets/candle-columns.ts";
import { CandleColumnsBuilder } from "../../../server/domain/markets/candle-columns-builder.ts";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import { type Timeframe, timeframeMs } from "../../../server/domain/time/timeframe.ts";
import { startTestPostgres, type TestPostgres } from "../../support/postgres.ts";
import { Seeded } from "../../support/seeded.ts";

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

const reason = { reason: "test" };

const idOf = ({ source }: DataSeries) => worker`(select id from data_series where source = ${source})`;

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

it("notes a gap in the running month until late candles fill it", async () => {
  const series = newSeries();
  const given = texts(candles(minutes(JANUARY, 6)));
  const append = async (...indices: number[]) => {
    for (const index of indices)
      expect(await appendRunningCandle(worker, series, given[index] as CandleText)).toBe("added");
  };
  const gaps = async () =>
    (await listDefects(web, series)).map(({ fromAt, rows }) => [(fromAt - JANUARY) / 60_000, rows]);
  await append(0, 4, 5);
  expect(await gaps()).toEqual([[1, 3]]);
  await append(2);
  expect(await gaps()).toEqual([
    [1, 1],
    [3, 1],
  ]);
  await append(1, 3);
  expect(await gaps()).toEqual([]);
  const differing = { ...(given[2] as CandleText), close: "100.75" };
  expect(await appendRunningCandle(worker, series, differing)).toBe("conflict");
  expect(texts(await loadCandles(web, series))).toEqual(given);
  await expect(appendRunningCandle(worker, series, { ...differing, low: "200" })).rejects.toThrow('low "200"');
  await closeMonths(worker, Date.UTC(2024, 1, 1));
});

it("notes a gap until it is filled, also over a month's end", async () => {
  const series = newSeries();
  const end = Date.UTC(2024, 1, 1);
  await writeCandles(worker, series, candles([...minutes(JANUARY, 5), ...minutes(JANUARY + 600_000, 5)]), reason);
  await writeCandles(worker, series, candles(minutes(end + 120_000, 3)), reason);
  const gaps = async () => (await listDefects(web, series)).filter(({ kind }) => kind === "gap");
  expect(await gaps()).toMatchObject([
    { fromAt: JANUARY + 300_000, untilAt: JANUARY + 600_000, rows: 5 },
    { fromAt: JANUARY + 900_000, untilAt: end + 120_000 },
  ]);
  await worker`update data_defect set reviewed_by = 'ann', reviewed_at = now() where from_at = ${JANUARY + 300_000}`;
  await writeCandles(worker, series, candles(minutes(end - 600_000, 10)), reason);
  expect(await gaps()).toMatchObject([
    { fromAt: JANUARY + 300_000, rows: 5, reviewedBy: "ann" },
    { fromAt: JANUARY + 900_000, untilAt: end - 600_000, reviewedBy: null },
    { fromAt: end, untilAt: end + 120_000, rows: 2 },
  ]);
  await writeCandles(worker, series, candles(minutes(JANUARY + 300_000, 5)), reason);
  await writeCandles(worker, series, candles(minutes(end, 2)), reason);
  expect(await gaps()).toMatchObject([{ fromAt: JANUARY + 900_000, untilAt: end - 600_000 }]);
});

it("leaves what is stored alone when the same comes again, and tells of what differs", async () => {
  const series = newSeries();
  const given = candles(minutes(JANUARY, 100));
  await writeCandles(worker, series, given, reason);
  const chunks = () => worker`select version, hash, created_at, xmin from data_chunk where series_id = ${idOf(series)}`;
  const before = await chunks();
  expect(await writeCandles(worker, series, given, reason)).toMatchObject({ added: 0, unchanged: 100, conflicting: 0 });
  const differing = candles([...minutes(JANUARY + 98 * 60_000, 2, { close: "100.75" })]);
  expect(await writeCandles(worker, series, differing, reason)).toMatchObject({
    added: 0,
    unchanged: 0,
    conflicting: 2,
    conflicts: [{ stored: { close: "100.5" }, given: { close: "100.75" } }, {}],
  });
  expect(await chunks()).toEqual(before);
  expect(texts(await loadCandles(web, series))).toEqual(texts(given));
  const conflict = { kind: "conflict", fromAt: JANUARY + 98 * 60_000, untilAt: JANUARY + 100 * 60_000, rows: 2 };
  expect(await listDefects(web, series)).toMatchObject([conflict]);
});

it("notes candles that came twice", async () => {
  const series = newSeries();
  const duplicates = [JANUARY + 60_000, JANUARY, JANUARY + 180_000];
  await writeCandles(worker, series, candles(minutes(JANUARY, 5)), { ...reason, duplicates });
  const found = await listDefects(web, series);
  expect(found.map(({ kind, rows }) => [kind, rows])).toEqual([
    ["duplicate", 2],
    ["duplicate", 1],
  ]);
});

it("takes optional values that come later and keeps them exactly, however wide", async () => {
  const series = newSeries();
  await writeCandles(worker, series, candles(minutes(JANUARY, 3, { volume: "1.5" })), reason);
  const full = candles(minutes(JANUARY, 2, { volume: "1.5", quote: "12345678901234567.25" }));
  expect(await writeCandles(worker, series, full, reason)).toMatchObject({ added: 0, completed: 2, conflicting: 0 });
  const loaded = await loadCandles(web, series, { hasExtra: true });
  expect(texts(loaded).map(({ quoteVolume }) => quoteVolume)).toEqual([
    "12345678901234567.25",
    "12345678901234567.25",
    null,
  ]);
  const wide = candles(minutes(Date.UTC(2024, 1, 1), 2, { volume: "98765432109876543.5" }));
  await writeCandles(worker, series, wide, reason);
  const all = await loadCandles(web, series);
  expect(all.volume).toBeInstanceOf(BigInt64Array);
  expect(texts(all).map(({ volume }) => volume)).toEqual([
    "1.5",
    "1.5",
    "1.5",
    "98765432109876543.5",
    "98765432109876543.5",
  ]);
});

it("corrects as new versions that keep the old ones, who and why", async () => {
  const series = newSeries();
  await writeCandles(worker, series, candles(minutes(JANUARY, 5)), reason);
  const right = candles(minutes(JANUARY, 1, { close: "100.75" }));
  const why = { reason: "the venue republished it", userId: "ann" };
  expect(await correctCandles(worker, series, right, why)).toEqual({ versions: 1 });
  expect(await correctCandles(worker, series, right, why)).toEqual({ versions: 0 });
  await writeCandles(worker, series, candles(minutes(JANUARY + 300_000, 1)), { reason: "an import", userId: "bob" });
  await writeCandles(worker, series, candles(minutes(JANUARY + 360_000, 1)), { reason: "another import" });
  const closes = texts(await loadCandles(web, series)).map(({ close }) => close);
  expect(closes).toEqual(["100.75", ...Array.from({ length: 6 }, () => "100.5")]);
  const versions = await web`
    select version, is_current, is_correction, rows, reason, user_id
    from data_chunk where series_id = ${idOf(series)} order by version`;
  expect(versions.map((row) => Object.values(row))).toEqual([
    [1, false, false, 5, "test", null],
    [2, false, true, 5, "the venue republished it", "ann"],
    [4, true, false, 7, "another import", null],
  ]);
  await expect(correctCandles(worker, series, right, { reason: " ", userId: "ann" })).rejects.toThrow("needs a reason");
});

it("says which series and span is damaged and answers nothing of it", async () => {
  const series = newSeries();
  await writeCandles(worker, series, candles([...minutes(JANUARY, 500), ...minutes(Date.UTC(2024, 1, 1), 5)]), reason);
  const where = `The stored ${series.source} BTC/USDT candles 1m from 2024-01-01T00:00:00.000Z on is damaged`;
  const damages = [
    ["payload", (bytes: Buffer) => bytes.fill(7, 20, 30)],
    ["payload", (bytes: Buffer) => bytes.subarray(0, 12)],
    ["payload", () => Buffer.alloc(0)],
    ["payload", (bytes: Buffer) => bytes.fill(127, 0, 4)],
    ["hash", () => "0".repeat(64)],
    ["encoding", () => 99],
  ] as const;
  const [whole] = await worker<
    { payload: Buffer; hash: string; encoding: number }[]
  >`select payload, hash, encoding from data_chunk where series_id = ${idOf(series)} and span_at = ${JANUARY}`;
  for (const [column, damage] of damages) {
    const value = damage(Buffer.from(whole?.payload ?? ""));
    await worker`update data_chunk set ${worker({ ...whole, [column]: value })} where series_id = ${idOf(series)} and span_at = ${JANUARY}`;
    const failure = await loadCandles(web, series).catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(CorruptChunkError);
    expect(String(failure)).toContain(where);
    await expect(writeCandles(worker, series, candles(minutes(JANUARY, 1)), reason)).rejects.toThrow(where);
    expect((await loadCandles(web, series, { from: Date.UTC(2024, 1, 1) })).length).toBe(5);
  }
});

it("lets writers of one series wait for each other, so that none loses what another wrote", async () => {
  const series = newSeries();
  const parts = Array.from({ length: 12 }, (_, part) => candles(minutes(JANUARY + part * 600_000, 10)));
  const written = await Promise.all(parts.map((part) => writeCandles(worker, series, part, reason)));
  expect(written.map(({ added }) => added)).toEqual(parts.map(() => 10));
  const loaded = await loadCandles(web, series);
  expect(loaded.length).toBe(120);
  expect(await listDefects(web, series)).toEqual([]);
});

it("makes coarser candles of the finest stored timeframe and reads whole ones only", async () => {
  const series = newSeries();
  await writeCandles(worker, series, candles(minutes(JANUARY, 150)), reason);
  const hours = { ...series, timeframe: "1h" as const };
  expect(texts(await loadCandles(web, hours)).map(({ openAt, volume }) => [openAt - JANUARY, volume])).toEqual([
    [0, "135"],
    [3_600_000, "135"],
  ]);
  const ranged = await loadCandles(web, hours, { from: JANUARY + 60_000, to: JANUARY + 3_660_000 });
  expect(texts(ranged).map(({ openAt }) => openAt - JANUARY)).toEqual([3_600_000]);
  expect((await loadCandles(web, { ...series, symbol: "ETH/USDT" })).length).toBe(0);
});

it("writes in the transaction of somebody else, who may take it back", async () => {
  const series = newSeries();
  const undone = worker.begin(async (transaction) => {
    await writeCandles(transaction, series, candles(minutes(JANUARY, 500)), reason);
    expect((await loadCandles(transaction, series)).length).toBe(500);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect((await loadCandles(web, series)).length).toBe(0);
  expect((await listCoverage(web)).some((one) => one.series.source === series.source)).toBe(false);
});

it("lets the web read and only the worker write", async () => {
  const series = newSeries();
  await expect(writeCandles(web, series, candles(minutes(JANUARY, 1)), reason)).rejects.toThrow("permission denied");
  await expect(correctCandles(web, series, candles(minutes(JANUARY, 1)), { reason: "x", userId: "x" })).rejects.toThrow(
    "permission denied",
  );
});

it("refuses candles of another timeframe, off the grid or inconsistent, whole", async () => {
  const given = candles(minutes(JANUARY, 5));
  await expect(writeCandles(worker, newSeries("1h"), given, reason)).rejects.toThrow(
    "Candles of 1m cannot be stored as",
  );
  const broken = (change: Partial<CandleColumns>) => writeCandles(worker, newSeries(), { ...given, ...change }, reason);
  await expect(broken({ openAt: given.openAt.map((at) => at + 1) })).rejects.toThrow("not start on the 1m grid");
  await expect(broken({ openAt: given.openAt.fill(JANUARY) })).rejects.toThrow("does not come after");
  await expect(writeCandles(worker, { ...newSeries(), timeframe: null }, given, reason)).rejects.toThrow(
    "has no candles",
  );
  const low = candles(minutes(JANUARY, 5));
  await expect(writeCandles(worker, newSeries(), { ...low, low: low.high }, reason)).rejects.toThrow("inconsistent");
});

it("reads chunks of every size through one connection without getting stuck", async () => {
  const single = connect(postgres.web, { max: 1, applicationName: "test-single" });
  const seeded = new Seeded(7);
  for (const count of [1, 2_000, 5_000, 9_000, 14_000, 40_000]) {
    const series = newSeries();
    const builder = new CandleColumnsBuilder("1m");
    for (let index = 0; index < count; index += 1) {
      const price = String(seeded.between(1_000_000, 9_000_000));
      builder.add(JANUARY + index * 60_000, price, price, price, price, String(seeded.between(1, 1e9)));
    }
    await writeCandles(worker, series, builder.finish().columns, reason);
    for (let time = 0; time < 3; time += 1) expect((await loadCandles(single, series)).length).toBe(count);
    const [many] = await Promise.all([
      Promise.all(Array.from({ length: 4 }, () => loadCandles(single, series))),
      ...Array.from({ length: 20 }, () => single`select 1`),
    ]);
    expect(many.map(({ length }) => length)).toEqual([count, count, count, count]);
  }
  await single.end();
});

import { expect, it } from "vitest";
import { connect } from "../../../db/client.ts";
import { CorruptChunkError } from "../../../db/market-data/chunks.ts";
import { correctCandles } from "../../../db/market-data/correct-candles.ts";
import { listCoverage } from "../../../db/market-data/coverage.ts";
import { listDefects } from "../../../db/market-data/defects.ts";
import { loadCandles } from "../../../db/market-data/load-candles.ts";
import { writeCandles } from "../../../db/market-data/write-candles.ts";
import { type CandleColumns, sliceCandles } from "../../../server/domain/markets/candle-columns.ts";
import { CandleColumnsBuilder } from "../../../server/domain/markets/candle-columns-builder.ts";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import { Seeded } from "../../support/seeded.ts";
import { candles, JANUARY, minutes, newSeries, openStore, reason, texts } from "./stored-candles.ts";

const store = openStore();

const idOf = ({ source }: DataSeries) => store.worker`(select id from data_series where source = ${source})`;

it("gives back over months what was written, and the web may read it", async () => {
  const series = newSeries();
  const given = candles(minutes(JANUARY + 30 * 86_400_000, 4_000, { quote: "250.125" }));
  const written = await writeCandles(store.worker, series, given, { reason: "test" });
  expect(written).toEqual({ added: 4_000, unchanged: 0, completed: 0, conflicting: 0, conflicts: [] });
  expect(texts(await loadCandles(store.web, series, { hasExtra: true }))).toEqual(texts(given));
  const from = given.openAt[100] as number;
  const to = given.openAt[200] as number;
  expect(texts(await loadCandles(store.web, series, { from, to, hasExtra: true }))).toEqual(
    texts(sliceCandles(given, 100, 200)),
  );
  expect((await loadCandles(store.web, series)).quoteVolume).toBeUndefined();
  const coverage = (await listCoverage(store.web)).find((one) => one.series.source === series.source);
  expect(coverage).toMatchObject({ rows: 4_000, expected: 4_000, missing: 0, gaps: 0 });
  expect(coverage?.months.map(({ month, rows }) => [month, rows])).toEqual([
    ["2024-01", 1_440],
    ["2024-02", 2_560],
  ]);
});

it("takes optional values that come later and keeps them exactly, however wide", async () => {
  const series = newSeries();
  await writeCandles(store.worker, series, candles(minutes(JANUARY, 3, { volume: "1.5" })), reason);
  const full = candles(minutes(JANUARY, 2, { volume: "1.5", quote: "12345678901234567.25" }));
  expect(await writeCandles(store.worker, series, full, reason)).toMatchObject({
    added: 0,
    completed: 2,
    conflicting: 0,
  });
  const loaded = await loadCandles(store.web, series, { hasExtra: true });
  expect(texts(loaded).map(({ quoteVolume }) => quoteVolume)).toEqual([
    "12345678901234567.25",
    "12345678901234567.25",
    null,
  ]);
  const wide = candles(minutes(Date.UTC(2024, 1, 1), 2, { volume: "98765432109876543.5" }));
  await writeCandles(store.worker, series, wide, reason);
  const all = await loadCandles(store.web, series);
  expect(all.volume).toBeInstanceOf(BigInt64Array);
  expect(texts(all).map(({ volume }) => volume)).toEqual([
    "1.5",
    "1.5",
    "1.5",
    "98765432109876543.5",
    "98765432109876543.5",
  ]);
});

it("says which series and span is damaged, answers nothing of it and is repaired by the same data alone", async () => {
  const series = newSeries();
  const given = candles([...minutes(JANUARY, 500), ...minutes(Date.UTC(2024, 1, 1), 5)]);
  await writeCandles(store.worker, series, given, reason);
  const where = `The stored ${series.source} BTC/USDT candles 1m from 2024-01-01T00:00:00.000Z on is damaged`;
  const damages = [
    ["payload", (bytes: Buffer) => bytes.fill(7, 20, 30)],
    ["payload", (bytes: Buffer) => bytes.subarray(0, 12)],
    ["payload", () => Buffer.alloc(0)],
    ["payload", (bytes: Buffer) => bytes.fill(127, 0, 4)],
    ["hash", () => "0".repeat(64)],
    ["encoding", () => 99],
  ] as const;
  const [whole] = await store.worker<
    { payload: Buffer; hash: string; encoding: number }[]
  >`select payload, hash, encoding from data_chunk where series_id = ${idOf(series)} and span_at = ${JANUARY}`;
  for (const [column, damage] of damages) {
    const value = damage(Buffer.from(whole?.payload ?? ""));
    await store.worker`update data_chunk set ${store.worker({ ...whole, [column]: value })} where series_id = ${idOf(series)} and span_at = ${JANUARY}`;
    const failure = await loadCandles(store.web, series).catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(CorruptChunkError);
    expect(String(failure)).toContain(where);
    await expect(writeCandles(store.worker, series, candles(minutes(JANUARY, 1)), reason)).rejects.toThrow(where);
    expect((await loadCandles(store.web, series, { from: Date.UTC(2024, 1, 1) })).length).toBe(5);
    const again = writeCandles(store.worker, series, given, reason);
    if (column === "hash") await expect(again).rejects.toThrow(where);
    else expect(await again).toMatchObject({ added: 0, unchanged: 505, conflicting: 0 });
    if (column !== "hash") expect(texts(await loadCandles(store.web, series))).toEqual(texts(given));
  }
});

it("lets writers of one series wait for each other, so that none loses what another wrote", async () => {
  const series = newSeries();
  const parts = Array.from({ length: 12 }, (_, part) => candles(minutes(JANUARY + part * 600_000, 10)));
  const written = await Promise.all(parts.map((part) => writeCandles(store.worker, series, part, reason)));
  expect(written.map(({ added }) => added)).toEqual(parts.map(() => 10));
  const loaded = await loadCandles(store.web, series);
  expect(loaded.length).toBe(120);
  expect(await listDefects(store.web, series)).toEqual([]);
});

it("makes coarser candles of the finest stored timeframe and reads whole ones only", async () => {
  const series = newSeries();
  await writeCandles(store.worker, series, candles(minutes(JANUARY, 150)), reason);
  const hours = { ...series, timeframe: "1h" as const };
  expect(texts(await loadCandles(store.web, hours)).map(({ openAt, volume }) => [openAt - JANUARY, volume])).toEqual([
    [0, "135"],
    [3_600_000, "135"],
  ]);
  const ranged = await loadCandles(store.web, hours, { from: JANUARY + 60_000, to: JANUARY + 3_660_000 });
  expect(texts(ranged).map(({ openAt }) => openAt - JANUARY)).toEqual([3_600_000]);
  expect((await loadCandles(store.web, { ...series, symbol: "ETH/USDT" })).length).toBe(0);
});

it("writes in the transaction of somebody else, who may take it back", async () => {
  const series = newSeries();
  const undone = store.worker.begin(async (transaction) => {
    await writeCandles(transaction, series, candles(minutes(JANUARY, 500)), reason);
    expect((await loadCandles(transaction, series)).length).toBe(500);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect((await loadCandles(store.web, series)).length).toBe(0);
  expect((await listCoverage(store.web)).some((one) => one.series.source === series.source)).toBe(false);
});

it("lets the web read and only the worker write", async () => {
  const series = newSeries();
  await expect(writeCandles(store.web, series, candles(minutes(JANUARY, 1)), reason)).rejects.toThrow(
    "permission denied",
  );
  await expect(
    correctCandles(store.web, series, candles(minutes(JANUARY, 1)), { reason: "x", userId: "x" }),
  ).rejects.toThrow("permission denied");
});

it("refuses candles of another timeframe, off the grid or inconsistent, whole", async () => {
  const given = candles(minutes(JANUARY, 5));
  await expect(writeCandles(store.worker, newSeries("1h"), given, reason)).rejects.toThrow(
    "Candles of 1m cannot be stored as",
  );
  const broken = (change: Partial<CandleColumns>) =>
    writeCandles(store.worker, newSeries(), { ...given, ...change }, reason);
  await expect(broken({ openAt: given.openAt.map((at) => at + 1) })).rejects.toThrow("not start on the 1m grid");
  await expect(broken({ openAt: given.openAt.fill(JANUARY) })).rejects.toThrow("does not come after");
  await expect(writeCandles(store.worker, { ...newSeries(), timeframe: null }, given, reason)).rejects.toThrow(
    "has no candles",
  );
  const low = candles(minutes(JANUARY, 5));
  await expect(writeCandles(store.worker, newSeries(), { ...low, low: low.high }, reason)).rejects.toThrow(
    "inconsistent",
  );
});

it("reads chunks of every size through one connection without getting stuck", async () => {
  const single = connect(store.postgres.web, { max: 1, applicationName: "test-single" });
  const seeded = new Seeded(7);
  for (const count of [1, 2_000, 5_000, 9_000, 14_000, 40_000]) {
    const series = newSeries();
    const builder = new CandleColumnsBuilder("1m");
    for (let index = 0; index < count; index += 1) {
      const price = String(seeded.between(1_000_000, 9_000_000));
      builder.add(JANUARY + index * 60_000, price, price, price, price, String(seeded.between(1, 1e9)));
    }
    await writeCandles(store.worker, series, builder.finish().columns, reason);
    for (let time = 0; time < 3; time += 1) expect((await loadCandles(single, series)).length).toBe(count);
    const [many] = await Promise.all([
      Promise.all(Array.from({ length: 4 }, () => loadCandles(single, series))),
      ...Array.from({ length: 20 }, () => single`select 1`),
    ]);
    expect(many.map(({ length }) => length)).toEqual([count, count, count, count]);
  }
  await single.end();
});

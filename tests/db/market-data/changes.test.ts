import { expect, it } from "vitest";
import { correctCandles } from "../../../db/market-data/correct-candles.ts";
import { listDefects } from "../../../db/market-data/defects.ts";
import { loadCandles } from "../../../db/market-data/load-candles.ts";
import { appendRunningCandle, closeMonths } from "../../../db/market-data/running-candles.ts";
import { writeCandles } from "../../../db/market-data/write-candles.ts";
import type { CandleText } from "../../../server/domain/markets/candle-columns.ts";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import { candles, JANUARY, minutes, newSeries, openStore, reason, texts } from "./stored-candles.ts";

const store = openStore();

const idOf = ({ source }: DataSeries) => store.worker`(select id from data_series where source = ${source})`;

it("keeps the running month as rows and rolls it into a chunk when it has ended", async () => {
  const series = newSeries();
  const given = candles(minutes(JANUARY, 5));
  for (const candle of texts(given)) expect(await appendRunningCandle(store.worker, series, candle)).toBe("added");
  expect(await appendRunningCandle(store.worker, series, texts(given)[1] as never)).toBe("unchanged");
  expect(texts(await loadCandles(store.web, series))).toEqual(texts(given));
  expect(await closeMonths(store.worker, JANUARY + 86_400_000)).toBe(0);
  expect(await closeMonths(store.worker, Date.UTC(2024, 1, 1))).toBe(1);
  expect(texts(await loadCandles(store.web, series))).toEqual(texts(given));
  expect(await store.worker`select 1 from candle_row`).toHaveLength(0);
});

it("notes a gap in the running month until late candles fill it", async () => {
  const series = newSeries();
  const given = texts(candles(minutes(JANUARY, 6)));
  const append = async (...indices: number[]) => {
    for (const index of indices)
      expect(await appendRunningCandle(store.worker, series, given[index] as CandleText)).toBe("added");
  };
  const gaps = async () =>
    (await listDefects(store.web, series)).map(({ fromAt, rows }) => [(fromAt - JANUARY) / 60_000, rows]);
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
  expect(await appendRunningCandle(store.worker, series, differing)).toBe("conflict");
  expect(texts(await loadCandles(store.web, series))).toEqual(given);
  await expect(appendRunningCandle(store.worker, series, { ...differing, low: "200" })).rejects.toThrow('low "200"');
  await closeMonths(store.worker, Date.UTC(2024, 1, 1));
});

it("notes a gap until it is filled, also over a month's end", async () => {
  const series = newSeries();
  const end = Date.UTC(2024, 1, 1);
  await writeCandles(store.worker, series, candles([...minutes(JANUARY, 5), ...minutes(JANUARY + 600_000, 5)]), reason);
  await writeCandles(store.worker, series, candles(minutes(end + 120_000, 3)), reason);
  const gaps = async () => (await listDefects(store.web, series)).filter(({ kind }) => kind === "gap");
  expect(await gaps()).toMatchObject([
    { fromAt: JANUARY + 300_000, untilAt: JANUARY + 600_000, rows: 5 },
    { fromAt: JANUARY + 900_000, untilAt: end + 120_000 },
  ]);
  await store.worker`update data_defect set reviewed_by = 'ann', reviewed_at = now() where from_at = ${JANUARY + 300_000}`;
  await writeCandles(store.worker, series, candles(minutes(end - 600_000, 10)), reason);
  expect(await gaps()).toMatchObject([
    { fromAt: JANUARY + 300_000, rows: 5, reviewedBy: "ann" },
    { fromAt: JANUARY + 900_000, untilAt: end - 600_000, reviewedBy: null },
    { fromAt: end, untilAt: end + 120_000, rows: 2 },
  ]);
  await writeCandles(store.worker, series, candles(minutes(JANUARY + 300_000, 5)), reason);
  await writeCandles(store.worker, series, candles(minutes(end, 2)), reason);
  expect(await gaps()).toMatchObject([{ fromAt: JANUARY + 900_000, untilAt: end - 600_000 }]);
});

it("takes an outage over a month's end back when only a minute of it stays missing", async () => {
  const series = newSeries();
  const end = Date.UTC(2024, 1, 1);
  await writeCandles(store.worker, series, candles([...minutes(end - 120_000, 1)]), reason);
  const after = end + 3_600_000;
  const back = [...minutes(after, 1, { volume: "0" }), ...minutes(after + 60_000, 4)];
  await writeCandles(store.worker, series, candles(back), reason);
  const found = await listDefects(store.web, series);
  const silent = { kind: "zero-volume", fromAt: after, untilAt: after + 60_000 };
  expect(found).toMatchObject([
    { kind: "gap", fromAt: end - 60_000, untilAt: after, rows: 61 },
    { kind: "outage", fromAt: end - 60_000, untilAt: after + 60_000, rows: 62 },
    silent,
  ]);
  await writeCandles(store.worker, series, candles(minutes(end, 60)), reason);
  expect(await listDefects(store.web, series)).toMatchObject([
    { kind: "gap", fromAt: end - 60_000, untilAt: end },
    silent,
  ]);
});

it("closes the other months when one is damaged, and says which", async () => {
  const damaged = newSeries();
  const sound = newSeries();
  for (const series of [damaged, sound]) await writeCandles(store.worker, series, candles(minutes(JANUARY, 2)), reason);
  const [candle] = texts(candles(minutes(JANUARY + 120_000, 1)));
  for (const series of [damaged, sound]) await appendRunningCandle(store.worker, series, candle as CandleText);
  await store.worker`update data_chunk set payload = '' where series_id = ${idOf(damaged)}`;
  await expect(closeMonths(store.worker, Date.UTC(2024, 1, 1))).rejects.toThrow(
    `${damaged.source} BTC/USDT candles 1m`,
  );
  expect(await store.worker`select 1 from candle_row where series_id = ${idOf(sound)}`).toHaveLength(0);
  expect(await store.worker`select 1 from candle_row where series_id = ${idOf(damaged)}`).toHaveLength(1);
  await store.worker`delete from candle_row`;
});

it("leaves what is stored alone when the same comes again, and tells of what differs", async () => {
  const series = newSeries();
  const given = candles(minutes(JANUARY, 100));
  await writeCandles(store.worker, series, given, reason);
  const chunks = () =>
    store.worker`select version, hash, created_at, xmin from data_chunk where series_id = ${idOf(series)}`;
  const before = await chunks();
  expect(await writeCandles(store.worker, series, given, reason)).toMatchObject({
    added: 0,
    unchanged: 100,
    conflicting: 0,
  });
  const differing = candles([...minutes(JANUARY + 98 * 60_000, 2, { close: "100.75" })]);
  expect(await writeCandles(store.worker, series, differing, reason)).toMatchObject({
    added: 0,
    unchanged: 0,
    conflicting: 2,
    conflicts: [{ stored: { close: "100.5" }, given: { close: "100.75" } }, {}],
  });
  expect(await chunks()).toEqual(before);
  expect(texts(await loadCandles(store.web, series))).toEqual(texts(given));
  const noted = { kind: "conflict", fromAt: JANUARY + 98 * 60_000, untilAt: JANUARY + 100 * 60_000, rows: 2 };
  expect(await listDefects(store.web, series)).toMatchObject([noted]);
  await correctCandles(store.worker, series, differing, { reason: "right after all", userId: "ann" });
  expect(await listDefects(store.web, series)).toEqual([]);
});

it("notes candles that came twice", async () => {
  const series = newSeries();
  const duplicates = [JANUARY + 60_000, JANUARY, JANUARY + 180_000];
  await writeCandles(store.worker, series, candles(minutes(JANUARY, 5)), { ...reason, duplicates });
  const found = await listDefects(store.web, series);
  expect(found.map(({ kind, rows }) => [kind, rows])).toEqual([
    ["duplicate", 2],
    ["duplicate", 1],
  ]);
});

it("corrects as new versions that keep the old ones, who and why", async () => {
  const series = newSeries();
  await writeCandles(store.worker, series, candles(minutes(JANUARY, 5)), reason);
  const right = candles(minutes(JANUARY, 1, { close: "100.75" }));
  const why = { reason: "the venue republished it", userId: "ann" };
  expect(await correctCandles(store.worker, series, right, why)).toEqual({ versions: 1 });
  expect(await correctCandles(store.worker, series, right, why)).toEqual({ versions: 0 });
  await writeCandles(store.worker, series, candles(minutes(JANUARY + 300_000, 1)), {
    reason: "an import",
    userId: "bob",
  });
  await writeCandles(store.worker, series, candles(minutes(JANUARY + 360_000, 1)), { reason: "another import" });
  const closes = texts(await loadCandles(store.web, series)).map(({ close }) => close);
  expect(closes).toEqual(["100.75", ...Array.from({ length: 6 }, () => "100.5")]);
  const versions = await store.web`
    select version, is_current, is_correction, rows, reason, user_id
    from data_chunk where series_id = ${idOf(series)} order by version`;
  expect(versions.map((row) => Object.values(row))).toEqual([
    [1, false, false, 5, "test", null],
    [2, false, true, 5, "the venue republished it", "ann"],
    [4, true, false, 7, "another import", null],
  ]);
  await expect(correctCandles(store.worker, series, right, { reason: " ", userId: "ann" })).rejects.toThrow(
    "needs a reason",
  );
});

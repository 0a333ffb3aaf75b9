import { afterAll, beforeAll, expect, it } from "vitest";
import { correctCandles } from "../../../db/market-data/correct-candles.ts";
import { writeCandles } from "../../../db/market-data/write-candles.ts";
import { CandleColumnsBuilder } from "../../../server/domain/markets/candle-columns-builder.ts";
import { describeSeries } from "../../../server/services/market-data/describe-series.ts";
import { listCoverage } from "../../../server/services/market-data/list-coverage.ts";
import { loadCandles } from "../../../server/services/market-data/load-candles.ts";
import { reviewDefect } from "../../../server/services/market-data/review-defect.ts";
import { type MarketDataDesk, openMarketDataDesk } from "./market-data-desk.ts";

const HOUR_MS = 3_600_000;
const START = Date.UTC(2023, 0, 1);
const series = { source: "kraken-spot", symbol: "BTC/USDT", kind: "candles", timeframe: "1h" } as const;
const GAP_AT = START + 10 * HOUR_MS;

let test: MarketDataDesk;

/** Two days of hours with three missing. */
beforeAll(async () => {
  test = await openMarketDataDesk();
  const builder = new CandleColumnsBuilder("1h");
  for (let hour = 0; hour < 48; hour++) {
    if (hour >= 10 && hour < 13) continue;
    builder.add(START + hour * HOUR_MS, "100.5", "101", "99", `${100 + (hour % 2)}`, "5");
  }
  await writeCandles(test.worker, series, builder.finish().columns, { reason: "test" });
});
afterAll(() => test?.close());

const { source, symbol, kind } = series;
const gap = async () =>
  (await describeSeries(test.desk, test.as.viewer, series)).defects.find((defect) => defect.kind === "gap");

it("says how whole a series is, to everybody on the desk", async () => {
  const [coverage, ...others] = await listCoverage(test.desk, test.as.viewer);
  expect(others).toEqual([]);
  expect(coverage).toMatchObject({ series, rows: 45, expected: 48, missing: 3, gaps: 1, firstAt: START });
});

it("lets a manager let a gap stand and take that back, and keeps both in the audit trail", async () => {
  const review = (isReviewed: boolean) =>
    reviewDefect(test.desk, test.as.manager, { series, kind: "gap", fromAt: GAP_AT, isReviewed });
  expect(await gap()).toMatchObject({ kind: "gap", fromAt: GAP_AT, untilAt: GAP_AT + 3 * HOUR_MS, reviewedBy: null });
  expect(await review(true)).toEqual({ ok: true, value: { isReviewed: true } });
  expect(await gap()).toMatchObject({ kind: "gap", reviewedBy: "manager", reviewedAt: expect.any(Number) });
  expect(await review(false)).toEqual({ ok: true, value: { isReviewed: false } });
  expect(await gap()).toMatchObject({ reviewedBy: null, reviewedAt: null });
  expect(await test.audited()).toEqual(["data.review", "data.review"]);
});

it("reviews no defect that is not there, and nothing for a trader", async () => {
  const gone = { series, kind: "outlier", fromAt: GAP_AT, isReviewed: true } as const;
  expect(await reviewDefect(test.desk, test.as.owner, gone)).toMatchObject({
    ok: false,
    rejection: { code: "defect-gone" },
  });
  const foreign = { ...gone, series: { ...series, source: "nowhere" }, kind: "gap" } as const;
  expect((await reviewDefect(test.desk, test.as.owner, foreign)).ok).toBe(false);
  await expect(reviewDefect(test.desk, test.as.trader, gone)).rejects.toMatchObject({ code: "forbidden" });
  expect(await test.audited()).toHaveLength(2);
});

it("hands out candles in exact texts, a bounded number at once", async () => {
  const few = await loadCandles(test.desk, test.as.viewer, { series, from: START, to: START + 2 * HOUR_MS });
  expect(few).toMatchObject({
    ok: true,
    value: [
      { openAt: START, open: "100.5", close: "100", volume: "5" },
      { openAt: START + HOUR_MS, close: "101" },
    ],
  });
  const days = { source, symbol, kind, timeframe: "1d" } as const;
  const made = await loadCandles(test.desk, test.as.viewer, { series: days, from: START, to: START + 48 * HOUR_MS });
  expect(made).toMatchObject({ ok: true, value: [{ volume: "105" }, { volume: "120" }] });
  const many = await loadCandles(test.desk, test.as.viewer, { series, from: 0, to: START });
  expect(many).toMatchObject({ ok: false, rejection: { code: "range-too-long" } });
});

it("tells what was corrected, by whom and why", async () => {
  const builder = new CandleColumnsBuilder("1h");
  builder.add(START, "100.5", "105", "99", "100", "5");
  const userId = test.as.manager.userId ?? "";
  await correctCandles(test.worker, series, builder.finish().columns, { reason: "The high was cut.", userId });
  expect((await describeSeries(test.desk, test.as.viewer, series)).corrections).toMatchObject([
    { spanAt: START, reason: "The high was cut.", by: "manager", at: expect.any(Number) },
  ]);
  expect((await listCoverage(test.desk, test.as.viewer))[0]?.months).toMatchObject([{ corrections: 1 }]);
});

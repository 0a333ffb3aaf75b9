import { Decimal } from "decimal.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import { CandleColumnsBuilder } from "../../../server/domain/markets/candle-columns-builder.ts";
import { DAY_MS, dayStatistics } from "../../../server/services/instruments/day-statistics.ts";

const MINUTE_MS = 60_000;
const START = Date.UTC(2026, 10, 20);

type Row = { minute: number; open: string; high: string; low: string; close: string; volume: string; quote: string };

/** Candles on some minutes of two days, with prices and volumes of any number of decimals. */
const rows = fc
  .uniqueArray(fc.integer({ min: 0, max: 2_879 }), { minLength: 1, maxLength: 120 })
  .chain((minutes) =>
    fc.tuple(
      fc.constant([...minutes].sort((a, b) => a - b)),
      fc.array(fc.tuple(...[1, 2, 3, 4, 5, 6].map(() => fc.integer({ min: 1, max: 10 ** 9 }))), {
        minLength: minutes.length,
        maxLength: minutes.length,
      }),
      fc.integer({ min: 0, max: 8 }),
    ),
  )
  .map(([minutes, figures, decimals]) =>
    minutes.map((minute, index): Row => {
      const text = (place: number) => new Decimal(figures[index]?.[place] ?? 1).div(10 ** decimals).toFixed();
      const prices = [0, 1, 2, 3].map(text).sort((a, b) => new Decimal(a).cmp(b)) as [string, string, string, string];
      const [low, open, close, high] = prices;
      return { minute, open, high, low, close, volume: text(4), quote: text(5) };
    }),
  );

function columnsOf(given: readonly Row[]) {
  const builder = new CandleColumnsBuilder("1m");
  for (const row of given) {
    const openAt = START + row.minute * MINUTE_MS;
    builder.add(openAt, row.open, row.high, row.low, row.close, row.volume, row.quote);
  }
  return builder.finish().columns;
}

it("equals a plain recomputation in decimals", () => {
  fc.assert(
    fc.property(rows, (given) => {
      const statistics = dayStatistics(columnsOf(given));
      const until = START + ((given.at(-1)?.minute ?? 0) + 1) * MINUTE_MS;
      const inside = given.filter((row) => START + row.minute * MINUTE_MS >= until - DAY_MS);
      const decimals = (of: (row: Row) => string) => inside.map((row) => new Decimal(of(row)));
      const open = new Decimal(inside[0]?.open ?? 0);
      const last = new Decimal(inside.at(-1)?.close ?? 0);
      expect(statistics).toMatchObject({
        from: START + (inside[0]?.minute ?? 0) * MINUTE_MS,
        until,
        open: open.toFixed(),
        high: Decimal.max(...decimals((row) => row.high)).toFixed(),
        low: Decimal.min(...decimals((row) => row.low)).toFixed(),
        last: last.toFixed(),
        baseVolume: Decimal.sum(...decimals((row) => row.volume)).toFixed(),
        quoteVolume: Decimal.sum(...decimals((row) => row.quote)).toFixed(),
        isQuoteVolumeStated: true,
      });
      expect(statistics?.changeFraction).toBeCloseTo(last.minus(open).div(open).toNumber(), 10);
      expect(statistics?.spark.at(-1)).toBeCloseTo(last.toNumber(), 8);
    }),
    { numRuns: 60 },
  );
});

it("draws what there is of a day and leaves holes where no candle was", () => {
  const row = { open: "1", high: "1", low: "1", close: "1", volume: "1", quote: "1" };
  const hours = [0, 1, 12, 23].map((hour) => ({ ...row, minute: hour * 60 }));
  const statistics = dayStatistics(columnsOf(hours));
  expect(statistics?.spark).toHaveLength(48);
  expect(statistics?.spark.map((value) => (value === null ? "." : "x")).join("")).toBe(
    "x.x......................x.....................x",
  );
  const young = dayStatistics(columnsOf([0, 1, 2].map((minute) => ({ ...row, minute }))));
  expect(young?.spark).toEqual([1, 1, 1]);
  expect(dayStatistics(columnsOf([]))).toBeNull();
});

it("estimates the turnover where one candle does not state it", () => {
  const builder = new CandleColumnsBuilder("1m");
  builder.add(START, "10", "12", "8", "10", "3", "31");
  builder.add(START + MINUTE_MS, "10", "20", "10", "15", "2");
  expect(dayStatistics(builder.finish().columns)).toMatchObject({ quoteVolume: "60", isQuoteVolumeStated: false });
});

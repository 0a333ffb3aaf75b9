import { describe, expect, test } from "vitest";
import { type Columns, candlesOf, readOutside, streamed, type Wish } from "./outside-numbers.ts";

type Series = readonly (number | boolean | null)[];
type Skender = {
  readonly quotes: Columns;
  readonly indicators: Readonly<Record<string, { readonly expected: Readonly<Record<string, Series>> }>>;
};
type Case = {
  readonly name: string;
  readonly wish: Wish;
  /** Stock.Indicators' output by ours. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Ours this many bars before are theirs. */
  readonly lag?: number;
  /** Milliseconds from candle to candle. */
  readonly stepMs?: number;
  /** Bar from which the two must agree. */
  readonly agreesFrom?: number;
  /** A bar on which they do not. */
  readonly but?: number;
};

const cases: readonly Case[] = [
  { name: "adx", wish: { id: "adx" }, outputs: { adx: "adx", plusDi: "pdi", minusDi: "mdi" } },
  { name: "atr", wish: { id: "atr" }, outputs: { atr: "atr" } },
  { name: "atr", wish: { id: "natr" }, outputs: { natr: "atrp" } },
  { name: "atr", wish: { id: "true-range" }, outputs: { range: "tr" } },
  {
    name: "bb",
    wish: { id: "bollinger" },
    outputs: { middle: "sma", upper: "upperBand", lower: "lowerBand", percentB: "percentB", bandwidth: "width" },
  },
  { name: "cci", wish: { id: "cci" }, outputs: { cci: "cci" } },
  // Their channel is that of the candles before the present one.
  {
    name: "donchian",
    wish: { id: "donchian" },
    outputs: { upper: "upperBand", middle: "centerline", lower: "lowerBand" },
    lag: 1,
  },
  { name: "ema", wish: { id: "ema" }, outputs: { ema: "ema" } },
  {
    name: "keltner",
    wish: { id: "keltner" },
    outputs: { upper: "upperBand", middle: "centerline", lower: "lowerBand" },
  },
  { name: "macd", wish: { id: "macd" }, outputs: { macd: "macd", signal: "signal", histogram: "histogram" } },
  { name: "mfi", wish: { id: "mfi" }, outputs: { mfi: "mfi" } },
  { name: "obv", wish: { id: "obv" }, outputs: { obv: "obv" } },
  // They begin with a rising trend; and at a reversal their stop is the extreme even where the reversing candle goes beyond it.
  { name: "psar", wish: { id: "parabolic-sar" }, outputs: { sar: "sar" }, agreesFrom: 40, but: 250 },
  { name: "roc", wish: { id: "roc", values: { period: 14 } }, outputs: { roc: "roc" } },
  { name: "roc", wish: { id: "momentum", values: { period: 14 } }, outputs: { momentum: "momentum" } },
  { name: "rsi", wish: { id: "rsi" }, outputs: { rsi: "rsi" } },
  { name: "sma", wish: { id: "sma" }, outputs: { sma: "sma" } },
  { name: "stdev", wish: { id: "standard-deviation", values: { period: 14 } }, outputs: { deviation: "stdDev" } },
  { name: "stoch", wish: { id: "stochastic" }, outputs: { k: "k", d: "d" } },
  { name: "supertrend", wish: { id: "supertrend" }, outputs: { trend: "superTrend" } },
  // Theirs runs on from the first quote: as if all of it were one day.
  { name: "vwap", wish: { id: "vwap" }, outputs: { vwap: "vwap" }, stepMs: 1_000 },
  { name: "willr", wish: { id: "williams-r" }, outputs: { r: "williamsR" } },
  { name: "wma", wish: { id: "wma", values: { period: 14 } }, outputs: { wma: "wma" } },
];

const skender = readOutside<Skender>("skender_standard.json.gz");

describe.skipIf(skender === null)("on 502 days of a share agrees with Stock.Indicators'", () => {
  const { quotes, indicators } = skender ?? { quotes: {}, indicators: {} };

  test.each(cases)("$name ($wish.id)", ({ name, wish, outputs, lag = 0, stepMs, agreesFrom = 0, but }) => {
    const candles = candlesOf(quotes, stepMs);
    const ours = streamed(wish, candles);
    let compared = 0;
    for (const [output, theirs] of Object.entries(outputs)) {
      const expected = indicators[name]?.expected[theirs] ?? [];
      const scale = Math.max(...expected.map((value) => Math.abs(Number(value))));
      for (let bar = agreesFrom; bar < candles.length; bar += 1) {
        const other = expected[bar];
        const value = ours[output]?.[bar - lag] ?? Number.NaN;
        // Ours say nothing until all of their outputs can.
        if (typeof other !== "number" || Number.isNaN(value) || bar === but) continue;
        const difference = Math.abs(value - other);
        expect(difference, `${output} at bar ${bar}: ${value} for ${other}`).toBeLessThan(1e-9 * scale);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(460);
  });

  test("every indicator of the file is compared", () => {
    expect([...new Set(cases.map(({ name }) => name))]).toEqual(Object.keys(indicators));
  });
});

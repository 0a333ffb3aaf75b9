import { describe, expect, test } from "vitest";
import type { IndicatorCandle } from "../../../server/domain/indicators/indicator.ts";
import { type Columns, candlesOf, readOutside, streamed, type Wish } from "./outside-numbers.ts";

type TulipCase = {
  readonly indicator: string;
  readonly options: Readonly<Record<string, number>>;
  readonly inputs: Columns;
  readonly expected: Readonly<Record<string, readonly number[]>>;
};
/** How to make ours answer by Tulip's convention, from outside. */
type Conversion = {
  readonly wish: (options: Readonly<Record<string, number>>) => Wish;
  /** Ours by Tulip's output. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly unit?: number;
  /**
   * Tulip seeds with the first value, as if it had always stood there: so many copies of the first candle go before. Once for the
   * true range, of which Tulip's first is high − low; often for exponential averages.
   */
  readonly copies?: number;
  /** Bars at the beginning that are not compared. */
  readonly skips?: number;
};

const period =
  (id: string) =>
  ({ period: length = 0 }: Readonly<Record<string, number>>) => ({ id, values: { period: length } });
const plain = (id: string) => () => ({ id });
const LONG = 400;

/** DEMA, TEMA and TRIX are absent: Tulip begins their second and third averages at bars of their own, which no input can imitate. */
const conversions: Readonly<Record<string, Conversion>> = {
  sma: { wish: period("sma"), outputs: { sma: "sma" } },
  ema: { wish: period("ema"), outputs: { ema: "ema" }, copies: LONG },
  wma: { wish: period("wma"), outputs: { wma: "wma" } },
  hma: { wish: period("hma"), outputs: { hma: "hma" } },
  // Tulip's first answer is its seed.
  kama: { wish: period("kama"), outputs: { kama: "kama" }, skips: 1 },
  wilders: { wish: period("rma"), outputs: { wilders: "rma" } },
  vwma: { wish: period("vwma"), outputs: { vwma: "vwma" } },
  rsi: { wish: period("rsi"), outputs: { rsi: "rsi" } },
  stochrsi: {
    wish: ({ period: both = 0 }) => ({
      id: "stoch-rsi",
      values: { period: both, stochastic: both, smooth: 1, signal: 1 },
    }),
    outputs: { stochrsi: "k" },
    unit: 100,
  },
  stoch: {
    wish: ({ k_period = 0, k_slowing_period = 0, d_period = 0 }) => ({
      id: "stochastic",
      values: { period: k_period, smooth: k_slowing_period, signal: d_period },
    }),
    outputs: { stoch_k: "k", stoch_d: "d" },
  },
  ppo: {
    wish: ({ short_period = 0, long_period = 0 }) => ({
      id: "ppo",
      values: { fast: short_period, slow: long_period, signal: 1 },
    }),
    outputs: { ppo: "ppo" },
    copies: LONG,
  },
  cci: { wish: period("cci"), outputs: { cci: "cci" } },
  willr: { wish: period("williams-r"), outputs: { willr: "r" } },
  roc: { wish: period("roc"), outputs: { roc: "roc" }, unit: 100 },
  mom: { wish: period("momentum"), outputs: { mom: "momentum" } },
  mfi: { wish: period("mfi"), outputs: { mfi: "mfi" } },
  ultosc: {
    wish: ({ short_period = 0, medium_period = 0, long_period = 0 }) => ({
      id: "ultimate",
      values: { short: short_period, middle: medium_period, long: long_period },
    }),
    outputs: { ultosc: "ultimate" },
  },
  ao: { wish: plain("awesome"), outputs: { ao: "awesome" } },
  tr: { wish: plain("true-range"), outputs: { tr: "range" }, copies: 1 },
  atr: { wish: period("atr"), outputs: { atr: "atr" }, copies: 1 },
  natr: { wish: period("natr"), outputs: { natr: "natr" }, copies: 1 },
  bbands: {
    wish: ({ period: window = 0, stddev = 0 }) => ({ id: "bollinger", values: { period: window, deviations: stddev } }),
    outputs: { bbands_lower: "lower", bbands_middle: "middle", bbands_upper: "upper" },
  },
  stddev: { wish: period("standard-deviation"), outputs: { stddev: "deviation" } },
  cvi: {
    wish: ({ period: both = 0 }) => ({ id: "chaikin-volatility", values: { period: both, change: both } }),
    outputs: { cvi: "volatility" },
    copies: LONG,
  },
  obv: { wish: plain("obv"), outputs: { obv: "obv" } },
  ad: { wish: plain("accumulation-distribution"), outputs: { ad: "line" } },
  aroon: { wish: period("aroon"), outputs: { aroon_up: "up", aroon_down: "down" } },
  aroonosc: { wish: period("aroon"), outputs: { aroonosc: "oscillator" } },
  linreg: { wish: period("linear-regression"), outputs: { linreg: "line" } },
  linregslope: { wish: period("linear-regression"), outputs: { linregslope: "slope" } },
  psar: {
    wish: ({ acceleration_factor_step = 0, acceleration_factor_maximum = 0 }) => ({
      id: "parabolic-sar",
      values: { step: acceleration_factor_step, max: acceleration_factor_maximum },
    }),
    outputs: { psar: "sar" },
    skips: 7, // Tulip's first extreme is the first candle's; gone with the first reversals.
  },
};

const files = ["tulip_untest.json", "tulip_extra.json", "tulip_atoz.json"];
const cases = files.flatMap((file) => {
  const read = readOutside<readonly TulipCase[]>(file) ?? [];
  return read.filter(({ indicator }) => Object.hasOwn(conversions, indicator)).map((one) => ({ file, ...one }));
});

describe.skipIf(cases.length === 0)("agrees with TulipCharts on", () => {
  test.each(cases)("$indicator of $file", ({ indicator, options, inputs, expected }) => {
    const conversion = conversions[indicator];
    if (conversion === undefined) throw new Error(`No conversion of ${indicator}`);
    const { wish, outputs, unit = 1, copies = 0, skips = 0 } = conversion;
    const candles = candlesOf(inputs);
    const [first] = candles as [IndicatorCandle];
    const before = Array.from({ length: copies }, () => first);
    const series = streamed(wish(options), [...before, ...candles]);
    for (const [theirs, ours] of Object.entries(outputs)) {
      const wanted = expected[theirs] ?? [];
      const found = (series[ours] ?? []).slice(copies).slice(candles.length - wanted.length);
      expect(found.length).toBe(wanted.length);
      for (let bar = skips; bar < wanted.length; bar += 1) {
        const other = (wanted[bar] ?? Number.NaN) * unit;
        const difference = Math.abs((found[bar] ?? Number.NaN) - other);
        expect(difference, `${theirs} ${bar}: ${found[bar]} for ${other}`).toBeLessThan(0.001 * Math.max(unit, 1));
      }
    }
  });

  test("every conversion has a case", () => {
    expect(Object.keys(conversions).filter((name) => !cases.some(({ indicator }) => indicator === name))).toEqual([]);
  });
});

// Tulip seeds with the value of the lag; what two seeds of one average differ by shrinks by a fixed factor with each bar.
test.each(cases.length === 0 ? [] : files.slice(0, 2))(
  "agrees with TulipCharts on zlema of %s, seeds apart",
  (file) => {
    for (const { indicator, options, inputs, expected } of readOutside<readonly TulipCase[]>(file) ?? []) {
      if (indicator !== "zlema") continue;
      const { period: window = 0 } = options;
      const { zlema: wanted = [] } = expected;
      const { zlema: all = [] } = streamed(period("zlema")(options), candlesOf(inputs));
      const found = all.slice(-wanted.length);
      const start = found.findIndex((value) => !Number.isNaN(value));
      const apart = (found[start] ?? 0) - (wanted[start] ?? 0);
      expect(start).toBeLessThan(wanted.length - 3);
      for (let bar = start; bar < wanted.length; bar += 1) {
        const seed = apart * (1 - 2 / (window + 1)) ** (bar - start);
        expect(Math.abs((found[bar] ?? 0) - seed - (wanted[bar] ?? 0))).toBeLessThan(0.0015);
      }
    }
  },
);

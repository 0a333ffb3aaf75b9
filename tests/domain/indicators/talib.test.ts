import { describe, expect, test } from "vitest";
import { type Columns, candlesOf, readOutside, streamed, type Wish } from "./outside-numbers.ts";

type Talib = {
  readonly input: Columns;
  readonly results: readonly {
    readonly function: string;
    readonly first_index: number;
    readonly outputs: Readonly<Record<string, readonly number[]>>;
  }[];
};
type Case = {
  readonly name: string;
  readonly wish: Wish;
  /** TA-Lib's output by ours. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Bar from which the two must agree, where their seeds differ; else from TA-Lib's first on. */
  readonly agreesFrom?: number;
  readonly convert?: (ours: number, input: Columns) => number;
};

const period = (value: number) => ({ period: value });
const cases: readonly Case[] = [
  { name: "SMA", wish: { id: "sma", values: period(20) }, outputs: { sma: "sma" } },
  { name: "EMA", wish: { id: "ema", values: period(20) }, outputs: { ema: "ema" } },
  { name: "WMA", wish: { id: "wma", values: period(20) }, outputs: { wma: "wma" } },
  { name: "DEMA", wish: { id: "dema", values: period(20) }, outputs: { dema: "dema" } },
  { name: "TEMA", wish: { id: "tema", values: period(20) }, outputs: { tema: "tema" } },
  { name: "RSI", wish: { id: "rsi", values: period(14) }, outputs: { rsi: "rsi" } },
  // TA-Lib seeds the fast average together with the slow one: 9 parts in 10^9 after 150 bars.
  {
    name: "MACD",
    wish: { id: "macd" },
    outputs: { macd: "macd", signal: "signal", histogram: "hist" },
    agreesFrom: 350,
  },
  { name: "BBANDS", wish: { id: "bollinger" }, outputs: { upper: "upper", middle: "middle", lower: "lower" } },
  { name: "ATR", wish: { id: "atr" }, outputs: { atr: "atr" } },
  { name: "NATR", wish: { id: "natr" }, outputs: { natr: "natr" } },
  { name: "TRANGE", wish: { id: "true-range" }, outputs: { range: "tr" } },
  // TA-Lib seeds its sums with one candle fewer; the difference shrinks by 13/14 a bar.
  { name: "ADX", wish: { id: "adx" }, outputs: { adx: "adx" }, agreesFrom: 430 },
  { name: "PLUS_DI", wish: { id: "adx" }, outputs: { plusDi: "plus_di" }, agreesFrom: 350 },
  { name: "MINUS_DI", wish: { id: "adx" }, outputs: { minusDi: "minus_di" }, agreesFrom: 350 },
  { name: "STOCH", wish: { id: "stochastic" }, outputs: { k: "slowK", d: "slowD" } },
  { name: "CCI", wish: { id: "cci" }, outputs: { cci: "cci" } },
  { name: "MFI", wish: { id: "mfi" }, outputs: { mfi: "mfi" } },
  // TA-Lib begins with the first volume, ours with 0.
  {
    name: "OBV",
    wish: { id: "obv" },
    outputs: { obv: "obv" },
    convert: (ours, { volume = [] }) => ours + (volume[0] ?? 0),
  },
  { name: "AD", wish: { id: "accumulation-distribution" }, outputs: { line: "ad" } },
  { name: "WILLR", wish: { id: "williams-r" }, outputs: { r: "willr" } },
  { name: "ROC", wish: { id: "roc" }, outputs: { roc: "roc" } },
  { name: "MOM", wish: { id: "momentum" }, outputs: { momentum: "mom" } },
  { name: "STDDEV", wish: { id: "standard-deviation" }, outputs: { deviation: "stddev" } },
  { name: "LINEARREG", wish: { id: "linear-regression" }, outputs: { line: "linreg" } },
  { name: "SAR", wish: { id: "parabolic-sar" }, outputs: { sar: "sar" } },
];

const talib = readOutside<Talib>("talib_btc_1h_2024.json.gz");

describe.skipIf(talib === null)("on 600 hours of BTC agrees with TA-Lib's", () => {
  const { input, results } = talib ?? { input: {}, results: [] };
  const candles = candlesOf(input);

  test.each(cases)("$name", ({ name, wish, outputs, agreesFrom = 0, convert }) => {
    const result = results.find((one) => one.function === name);
    if (result === undefined) throw new Error(`No ${name}`);
    const ours = streamed(wish, candles);
    for (const [output, theirs] of Object.entries(outputs)) {
      const expected = result.outputs[theirs] ?? [];
      const scale = Math.max(...expected.map(Math.abs));
      const from = Math.max(agreesFrom, result.first_index);
      if (agreesFrom === 0) expect(ours[output]?.findIndex((value) => !Number.isNaN(value))).toBeLessThanOrEqual(from);
      for (let bar = from; bar < candles.length; bar += 1) {
        const value = ours[output]?.[bar] ?? Number.NaN;
        const other = expected[bar - result.first_index] ?? Number.NaN;
        const difference = Math.abs((convert?.(value, input) ?? value) - other);
        expect(difference, `${output} at bar ${bar}: ${value} for ${other}`).toBeLessThan(1e-9 * scale);
      }
    }
  });

  test("every function of the file is compared", () => {
    expect(cases.map(({ name }) => name)).toEqual(results.map((one) => one.function));
  });
});

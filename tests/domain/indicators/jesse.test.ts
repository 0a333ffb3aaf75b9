import { describe, expect, test } from "vitest";
import { ExponentialMovingAverage } from "../../../server/domain/indicators/averages/exponential-moving-average.ts";
import { candlesOf, readOutside, streamed, type Wish } from "./outside-numbers.ts";

type Row = readonly [at: number, open: number, close: number, high: number, low: number, volume: number];
type Jesse = {
  readonly candles: Readonly<Record<string, readonly Row[]>>;
  readonly cases: readonly {
    readonly test: string;
    readonly calls: Readonly<Record<string, { readonly args: readonly unknown[] }>>;
    readonly expected: readonly { readonly expr: string; readonly equals: number }[];
  }[];
};
type Case = {
  readonly name: string;
  readonly wish: Wish;
  /** Our outputs in the order of the expected numbers. */
  readonly outputs: readonly string[];
  readonly unit?: number;
};

const only = (name: string, wish: Wish, output: string, unit = 1): Case => ({ name, wish, outputs: [output], unit });
const cases: readonly Case[] = [
  only("test_ad", { id: "accumulation-distribution" }, "line"),
  only("test_adx", { id: "adx" }, "adx"),
  only("test_ao", { id: "awesome" }, "awesome"),
  { name: "test_aroon", wish: { id: "aroon" }, outputs: ["down", "up"] },
  only("test_aroon_osc", { id: "aroon" }, "oscillator"),
  only("test_atr", { id: "atr" }, "atr"),
  { name: "test_bollinger_bands", wish: { id: "bollinger" }, outputs: ["upper", "middle", "lower"] },
  only("test_bollinger_bands_width", { id: "bollinger" }, "bandwidth"),
  only("test_cci", { id: "cci", values: { period: 14 } }, "cci"),
  only("test_chop", { id: "choppiness" }, "choppiness"),
  only("test_dema", { id: "dema", values: { period: 9 } }, "dema"),
  { name: "test_di", wish: { id: "adx" }, outputs: ["plusDi", "minusDi"] },
  { name: "test_donchian", wish: { id: "donchian" }, outputs: ["upper", "middle", "lower"] },
  only("test_hma", { id: "hma", values: { period: 5 } }, "hma"),
  only("test_kama", { id: "kama" }, "kama"),
  only("test_linearreg", { id: "linear-regression" }, "line"),
  only("test_linearreg_slope", { id: "linear-regression" }, "slope"),
  { name: "test_macd", wish: { id: "macd" }, outputs: ["macd", "signal", "histogram"] },
  only("test_mfi", { id: "mfi", values: { period: 9 } }, "mfi"),
  only("test_mom", { id: "momentum", values: { period: 9 } }, "momentum"),
  only("test_natr", { id: "natr" }, "natr"),
  only("test_ppo", { id: "ppo" }, "ppo"),
  only("test_roc", { id: "roc", values: { period: 14 } }, "roc"),
  only("test_rsi", { id: "rsi" }, "rsi"),
  only("test_sar", { id: "parabolic-sar" }, "sar"),
  { name: "test_srsi", wish: { id: "stoch-rsi" }, outputs: ["k", "d"] },
  { name: "test_stoch", wish: { id: "stochastic" }, outputs: ["k", "d"] },
  { name: "test_stochf", wish: { id: "stochastic", values: { period: 5, smooth: 1 } }, outputs: ["k", "d"] },
  only("test_supertrend", { id: "supertrend" }, "trend"),
  only("test_tema", { id: "tema", values: { period: 9 } }, "tema"),
  only("test_trange", { id: "true-range" }, "range"),
  only("test_ultosc", { id: "ultimate" }, "ultimate"),
  only("test_vwap", { id: "vwap" }, "vwap"),
  only("test_vwma", { id: "vwma" }, "vwma"),
  only("test_willr", { id: "williams-r", values: { period: 9 } }, "r"),
  only("test_wma", { id: "wma", values: { period: 9 } }, "wma"),
  only("test_zlema", { id: "zlema" }, "zlema"),
];

const jesse = readOutside<Jesse>("jesse_indicators.json");

function caseOf(name: string) {
  const found = jesse?.cases.find((one) => one.test === name);
  if (jesse === null || found === undefined) throw new Error(`No ${name}`);
  const [call] = Object.values(found.calls);
  const rows = jesse.candles[String(call?.args[0]).replace("$", "")] ?? [];
  const column = (at: number) => rows.map((row) => row[at] ?? Number.NaN);
  const candles = candlesOf({
    open_time: column(0),
    open: column(1),
    close: column(2),
    high: column(3),
    low: column(4),
    volume: column(5),
  });
  return { candles, expected: found.expected };
}

/** As many decimals as the test of theirs rounds to. */
const decimalsOf = (expression: string): number => Number(/, (\d+)\)$/.exec(expression)?.[1] ?? 0);

describe.skipIf(jesse === null)("ends where Jesse does in its", () => {
  test.each(cases)("$name ($wish.id)", ({ name, wish, outputs, unit = 1 }) => {
    const { candles, expected } = caseOf(name);
    expect(candles.length).toBeGreaterThan(20);
    const ours = streamed(wish, candles);
    expect(expected.length).toBe(outputs.length);
    for (const [index, { expr, equals }] of expected.entries()) {
      const value = (ours[outputs[index] ?? ""]?.at(-1) ?? Number.NaN) * unit;
      expect(Math.abs(value - equals), `${expr}: ${value} for ${equals}`).toBeLessThan(0.51 * 10 ** -decimalsOf(expr));
    }
  });

  // Jesse's TRIX is 10,000 × the change of the triple average of the logarithm; ours is 100 × that change ÷ the average before.
  test("test_trix (trix), of logarithms", () => {
    const { candles, expected } = caseOf("test_trix");
    const logs = candles.map((candle) => ({ ...candle, close: Math.log(candle.close) }));
    const { trix = [] } = streamed({ id: "trix", values: { period: 18 } }, logs);
    const ours = trix.at(-1) ?? Number.NaN;
    const averages = [1, 2, 3].map(() => new ExponentialMovingAverage(18));
    for (const { close } of logs.slice(0, -1)) {
      let value = close;
      for (const average of averages) {
        if (Number.isNaN(value)) break;
        average.update(value);
        value = average.value;
      }
    }
    const before = averages.at(-1)?.value ?? Number.NaN;
    expect(ours * before * 100).toBeCloseTo(expected[0]?.equals ?? 0, 2);
  });
});

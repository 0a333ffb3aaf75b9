import { describe, expect, test } from "vitest";
import { outputOf } from "../../../server/domain/indicators/create-indicator.ts";
import type { IndicatorDefinition } from "../../../server/domain/indicators/definition.ts";
import type { IndicatorCandle } from "../../../server/domain/indicators/indicator.ts";
import { INDICATORS } from "../../../server/domain/indicators/registry.ts";
import { still, walk } from "./candle-streams.ts";
import { madeIndicator, streamed } from "./outside-numbers.ts";
import { SLOW } from "./slow-indicators.ts";

const DAY_MS = 86_400_000;
const daily = (candles: readonly IndicatorCandle[]) =>
  candles.map((candle, day) => ({ ...candle, openAt: day * DAY_MS }));
const outputsOf = ({ outputs }: IndicatorDefinition) => outputs.map(({ name }) => name);

/** Smaller and other periods than the usual ones, one apart from the next. */
const odd = ({ parameters }: IndicatorDefinition): Record<string, number> =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, { isWhole, default: usual }], index) => [
      name,
      isWhole ? Math.max(2, Math.floor(usual / 2) - index) : usual * 0.75,
    ]),
  );

/** What each says of a price that never moves, by output; the price itself where it is not named. */
const AT_REST: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  rsi: { rsi: 50 },
  stochastic: { k: 50, d: 50 },
  "stoch-rsi": { k: 50, d: 50 },
  macd: { macd: 0, signal: 0, histogram: 0 },
  ppo: { ppo: 0, signal: 0, histogram: 0 },
  cci: { cci: 0 },
  "williams-r": { r: -50 },
  roc: { roc: 0 },
  momentum: { momentum: 0 },
  mfi: { mfi: 50 },
  ultimate: { ultimate: 50 },
  awesome: { awesome: 0 },
  trix: { trix: 0 },
  "true-range": { range: 0 },
  atr: { atr: 0 },
  natr: { natr: 0 },
  "standard-deviation": { deviation: 0 },
  bollinger: { percentB: 0.5, bandwidth: 0 },
  "chaikin-volatility": { volatility: 0 },
  choppiness: { choppiness: 100 },
  obv: { obv: 0 },
  "accumulation-distribution": { line: 0 },
  "chaikin-money-flow": { flow: 0 },
  adx: { adx: 0, plusDi: 0, minusDi: 0 },
  aroon: { up: 100, down: 100, oscillator: 0 },
  supertrend: { direction: 1 },
  "linear-regression": { slope: 0 },
};

describe.each(INDICATORS)("$id", (definition) => {
  const { id } = definition;
  const settings = [{}, odd(definition)];

  test("has no value before its warmup, and one of each output from then on", () => {
    for (const values of settings) {
      const { indicator } = madeIndicator({ id, values });
      const { warmup } = indicator;
      const candles = daily(walk(1, warmup + 5));
      for (const [index, candle] of candles.entries()) {
        indicator.update(candle);
        const isReady = index + 1 >= warmup;
        expect(indicator.isReady).toBe(isReady);
        for (const name of outputsOf(definition))
          expect(Number.isFinite(outputOf(indicator.value, name)), `${name} after ${index + 1} of ${warmup}`).toBe(
            isReady,
          );
      }
    }
  });

  test("says what computing everything anew for each candle says", () => {
    for (const [seed, values] of settings.entries()) {
      const candles = walk(seed + 7, 260);
      const made = madeIndicator({ id, values });
      const slow = SLOW[id]?.(candles, made.values);
      const fast = streamed({ id, values }, candles);
      expect(Object.keys(slow ?? {}).sort()).toEqual(outputsOf(definition).sort());
      for (const name of outputsOf(definition)) {
        const expected = slow?.[name] ?? [];
        const scale = Math.max(1, ...expected.filter((value) => !Number.isNaN(value)).map(Math.abs));
        for (const [bar, value] of (fast[name] ?? []).entries()) {
          const other = expected[bar] ?? Number.NaN;
          if (Number.isNaN(value)) continue;
          expect(Math.abs(value - other), `${name} at ${bar}: ${value} for ${other}`).toBeLessThan(1e-9 * scale);
        }
      }
    }
  });

  test("continues the same from what it saved at any point, through JSON", () => {
    const values = odd(definition);
    const candles = walk(3, 150);
    const { indicator } = madeIndicator({ id, values });
    for (const [index, candle] of candles.entries()) {
      if (index % 9 === 0) {
        const other = madeIndicator({ id, values }).indicator;
        other.restore(JSON.parse(JSON.stringify(indicator.save())));
        const mine = madeIndicator({ id, values }).indicator;
        mine.restore(indicator.save());
        expect(other.value).toEqual(indicator.value);
        for (const next of candles.slice(index, index + 60)) {
          other.update(next);
          mine.update(next);
          expect(other.value).toEqual(mine.value);
        }
        expect(other.save()).toEqual(mine.save());
      }
      indicator.update(candle);
    }
    const whole = streamed({ id, values }, candles);
    const early = madeIndicator({ id, values }).indicator;
    for (const candle of candles.slice(0, 70)) early.update(candle);
    const late = madeIndicator({ id, values }).indicator;
    late.restore(JSON.parse(JSON.stringify(early.save())));
    for (const candle of candles.slice(70)) late.update(candle);
    for (const name of outputsOf(definition)) expect(outputOf(late.value, name)).toBe(whole[name]?.at(-1));
  });

  test("says the obvious about a price that never moves, traded or not", () => {
    for (const [price, volume] of [
      [0.1, 3],
      [64_123.45, 0],
    ] as const) {
      const { indicator } = madeIndicator({ id });
      for (const candle of still(400, price, volume)) indicator.update(candle);
      for (const name of outputsOf(definition)) {
        const expected = AT_REST[id]?.[name] ?? price;
        const difference = Math.abs(outputOf(indicator.value, name) - expected);
        expect(difference, `${name}: ${outputOf(indicator.value, name)}`).toBeLessThanOrEqual(
          1e-12 * Math.abs(expected),
        );
      }
    }
  });

  test("stays finite through the tiniest and the largest prices, and forgets them", () => {
    const values = odd(definition);
    const calm = walk(5, 1_200);
    const wild = [...walk(8, 60, 1e-12), ...still(60, 1e-12, 0), ...walk(9, 60, 1e10), ...still(60, 1e12, 1e15)];
    const stream = [...wild, ...calm];
    const series = streamed({ id, values }, stream);
    const alone = streamed({ id, values }, calm);
    const { indicator } = madeIndicator({ id, values });
    for (const name of outputsOf(definition)) {
      const found = series[name] ?? [];
      if (definition.warmupUnit === "candles")
        expect(found.slice(indicator.warmup - 1).every(Number.isFinite)).toBe(true);
      // A running total never forgets; a smoothed average forgets in proportion.
      if (id === "obv" || id === "accumulation-distribution") continue;
      const last = found.at(-1) ?? Number.NaN;
      const wanted = alone[name]?.at(-1) ?? Number.NaN;
      expect(Math.abs(last - wanted), `${name}: ${last} for ${wanted}`).toBeLessThan(
        1e-6 * Math.max(1, Math.abs(wanted)),
      );
    }
  });

  test("keeps a state that does not grow", () => {
    const { indicator } = madeIndicator({ id, values: odd(definition) });
    const numbers = () => JSON.stringify(indicator.save()).split(",").length;
    const before = numbers();
    for (const candle of walk(4, 2_000)) indicator.update(candle);
    expect(numbers()).toBe(before);
  });

  test("takes no number that is not finite", () => {
    const { indicator } = madeIndicator({ id });
    const [candle] = walk(1, 1);
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => indicator.update({ ...(candle as IndicatorCandle), close: wrong })).toThrow(/finite/);
  });
});

test("every indicator has a slow one, and an id of its own", () => {
  expect(INDICATORS.map(({ id }) => id).sort()).toEqual(Object.keys(SLOW).sort());
});

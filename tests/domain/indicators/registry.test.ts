import { expect, test } from "vitest";
import { createIndicator } from "../../../server/domain/indicators/create-indicator.ts";
import { INDICATORS } from "../../../server/domain/indicators/registry.ts";
import type { SavedState } from "../../../server/domain/indicators/state.ts";
import { walk } from "./candle-streams.ts";
import { madeIndicator } from "./outside-numbers.ts";

const refusalOf = (id: string, values: Record<string, number>) => {
  const made = createIndicator(id, values);
  return made.ok ? null : made.rejection;
};

test("every indicator has a name, and a default within the bounds of each parameter", () => {
  for (const { id, name, parameters, outputs, inputs } of INDICATORS) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(name.length).toBeGreaterThan(3);
    expect(inputs.length).toBeGreaterThan(0);
    expect(new Set(outputs.map((output) => output.name)).size).toBe(outputs.length);
    for (const { default: usual, min, max, isWhole } of Object.values(parameters)) {
      expect(usual >= min && usual <= max && (!isWhole || Number.isInteger(usual))).toBe(true);
    }
  }
});

test("every indicator can be made with the smallest and the largest parameters", () => {
  for (const { id, parameters } of INDICATORS) {
    for (const bound of ["min", "max"] as const) {
      const values = Object.fromEntries(Object.entries(parameters).map(([name, each]) => [name, each[bound]]));
      const { indicator } = madeIndicator({ id, values });
      for (const candle of walk(2, 60)) indicator.update(candle);
      if (bound === "min") expect(JSON.stringify(indicator.value), id).not.toContain("null");
    }
  }
});

test("refuses what there is not, naming what there is", () => {
  const refusal = refusalOf("ewma", {});
  expect(refusal?.code).toBe("indicator-unknown");
  for (const { id } of INDICATORS) expect(refusal?.message).toContain(id);
  expect(refusalOf("macd", { quick: 3 })?.message).toBe(
    'Indicator "macd" has no parameter "quick". It has fast, slow, signal.',
  );
  expect(refusalOf("obv", { period: 3 })?.message).toBe('Indicator "obv" has no parameter "period". It has none.');
  expect(refusalOf("sma", { toString: 3 } as unknown as Record<string, number>)?.code).toBe("parameter-unknown");
});

test("refuses values out of bounds, naming the bounds", () => {
  const message = 'Parameter "period" of "sma" is 0. Use a whole number from 1 to 5000.';
  expect(refusalOf("sma", { period: 0 })).toMatchObject({ code: "parameter-invalid", message });
  expect(refusalOf("sma", { period: 2.5 })?.code).toBe("parameter-invalid");
  expect(refusalOf("sma", { period: Number.NaN })?.code).toBe("parameter-invalid");
  expect(refusalOf("bollinger", { deviations: 11 })?.message).toContain("a number from 0.1 to 10");
});

test("restores no state of another indicator, another size or another form, and changes nothing then", () => {
  const fed = (id: string, values = {}) => {
    const { indicator } = madeIndicator({ id, values });
    for (const candle of walk(6, 80)) indicator.update(candle);
    return indicator;
  };
  const mine = fed("bollinger");
  const before = mine.save();
  const wrong: readonly SavedState[] = [
    fed("rsi").save(),
    fed("bollinger", { period: 21 }).save(),
    { ...before, count: "many" as unknown as number },
    { ...before, inner: null },
    JSON.parse(JSON.stringify(before).replace(/"values":\[[^,]+,/, '"values":[')),
    JSON.parse(JSON.stringify(before).replace(/"values":\[/, '"values":["x",')),
  ];
  for (const state of wrong) expect(() => mine.restore(state)).toThrow(/does not fit this indicator/);
  expect(mine.save()).toEqual(before);
  expect(() => fed("ema", { period: 20 }).restore(fed("ema", { period: 21 }).save())).toThrow(/warmup is 21 for 20/);
  const stop = fed("parabolic-sar");
  expect(() => stop.restore({ ...stop.save(), isRising: 1 })).toThrow(/not true or false/);
});

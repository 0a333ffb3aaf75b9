import fc from "fast-check";
import { expect, it } from "vitest";
import { DEFAULT_SETTINGS, readSettings } from "../../../components/chart/chart-settings.ts";
import { readIndicators } from "../../../components/chart/indicators/indicator-settings.ts";
import { typedTimeframe } from "../../../components/chart/timeframe-words.ts";
import { formatChartPrice, onGrid } from "../../../components/chart/view/price-format.ts";
import { formatCountdown } from "../../../components/chart/view/time-format.ts";

const grids = [
  { priceDecimals: 8, ticksMantissa: 1 },
  { priceDecimals: 2, ticksMantissa: 1 },
  { priceDecimals: 1, ticksMantissa: 5 },
  { priceDecimals: 0, ticksMantissa: 100 },
];

it("puts any price of the scale on the grid, with the grid's own decimals, from 1e-8 to 100", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...grids),
      fc.integer({ min: 1, max: 9_999_999 }),
      fc.double({ min: -0.49, max: 0.49, noNaN: true }),
      (grid, ticks, off) => {
        const scale = 10 ** grid.priceDecimals;
        const text = onGrid(grid, ((ticks + off) * grid.ticksMantissa) / scale);
        expect(text).toBe(((ticks * grid.ticksMantissa) / scale).toFixed(grid.priceDecimals));
        expect(text).not.toContain("e");
      },
    ),
  );
});

it("writes prices with all decimals of the tick, and counts a run of zeros", () => {
  expect(formatChartPrice(grids[1] ?? { priceDecimals: 2, ticksMantissa: 1 }, 64_210)).toBe("64,210.00");
  expect(formatChartPrice({ priceDecimals: 8, ticksMantissa: 1 }, 0.00001234)).toBe("0.0₄1234");
  expect(formatChartPrice({ priceDecimals: 8, ticksMantissa: 1 }, 0.01234)).toBe("0.01234000");
  expect(formatChartPrice({ priceDecimals: 0, ticksMantissa: 100 }, 64_249)).toBe("64,200");
});

it.each([
  ["15", "15m"],
  ["4h", "4h"],
  ["240", "4h"],
  ["1D", "1d"],
  ["7", null],
  ["h", null],
])("reads the typed %s as %s", (text, timeframe) => expect(typedTimeframe(text)).toBe(timeframe));

it("counts down to the end of a bar", () => {
  expect(formatCountdown(59_001)).toBe("01:00");
  expect(formatCountdown(7_384_000)).toBe("02:03:04");
  expect(formatCountdown(-5)).toBe("00:00");
});

it("keeps of stored settings what still makes sense", () => {
  expect(readSettings("nonsense")).toEqual(DEFAULT_SETTINGS);
  expect(readSettings({ timeframe: "9m", scale: "log", layers: { fills: false } })).toEqual({
    ...DEFAULT_SETTINGS,
    scale: "log",
    layers: { fills: false, orders: true, position: true },
  });
  const whole = { key: "a", id: "sma", values: { period: 20 }, outputs: ["value"], colour: 2, instrumentId: null };
  expect(readIndicators([whole, { id: "sma" }, null, 7])).toEqual([whole]);
});

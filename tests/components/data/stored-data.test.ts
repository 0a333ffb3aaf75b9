import { expect, it } from "vitest";
import type { SeriesCoverage } from "../../../components/data/data-client.ts";
import { matrixOf } from "../../../components/data/stored/matrix.ts";
import { monthScaleOf, monthStateOf } from "../../../components/data/stored/month-scale.ts";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";

const month = (year: number, index: number, rows = 744, expected: number | null = 744) => ({
  monthAt: Date.UTC(year, index, 1),
  month: `${year}-${index + 1}`,
  rows,
  expected,
  gaps: 0,
  corrections: 0,
});

function coverage(series: Partial<DataSeries>, months: SeriesCoverage["months"] = []): SeriesCoverage {
  return {
    series: { source: "kraken-spot", symbol: "BTC/USDT", kind: "candles", timeframe: "1h", ...series },
    rows: 0,
    firstAt: 0,
    lastAt: 0,
    expected: 0,
    missing: 0,
    gaps: 0,
    duplicates: 0,
    conflicts: 0,
    outliers: 0,
    zeroVolume: 0,
    outages: 0,
    bytes: 0,
    hash: "",
    months,
  };
}

it("sets instruments of each source against kinds, candles from fine to coarse first", () => {
  const { columns, rows } = matrixOf([
    coverage({ kind: "funding", timeframe: null }),
    coverage({ timeframe: "1d" }),
    coverage({ timeframe: "1m", source: "okx-spot" }),
    coverage({ kind: "mark-candles" }),
    coverage({ symbol: "ADA/USDT" }),
  ]);
  expect(columns).toEqual(["1m", "1h", "1d", "1h mark", "funding"]);
  expect(rows.map(({ symbol, source }) => `${symbol} ${source}`)).toEqual([
    "ADA/USDT kraken-spot",
    "BTC/USDT kraken-spot",
    "BTC/USDT okx-spot",
  ]);
  expect([...(rows[1]?.cells.keys() ?? [])]).toEqual(["funding", "1d", "1h mark"]);
});

it("puts all series on one scale of months and names each year where it begins", () => {
  const scale = monthScaleOf([
    coverage({}, [month(2022, 10), month(2022, 11)]),
    coverage({ timeframe: "1d" }, [month(2023, 1)]),
  ]);
  expect(scale.months).toEqual([2022, 2022, 2023, 2023].map((year, i) => Date.UTC(year, [10, 11, 0, 1][i] ?? 0, 1)));
  expect(scale.years).toEqual([
    { index: 0, year: 2022 },
    { index: 2, year: 2023 },
  ]);
  expect(monthScaleOf([]).months.length).toBeLessThanOrEqual(1);
});

it("draws at most twenty years, the newest, whatever time a file claims", () => {
  const { months } = monthScaleOf([coverage({}, [month(1970, 0), month(2026, 4)])]);
  expect(months).toHaveLength(240);
  expect(months.at(-1)).toBe(Date.UTC(2026, 4, 1));
});

it("tells a whole month from one with gaps, an empty one and one outside", () => {
  expect(monthStateOf(month(2023, 0))).toBe("full");
  expect(monthStateOf(month(2023, 0, 743))).toBe("partial");
  expect(monthStateOf(month(2023, 0, 0))).toBe("gap");
  expect(monthStateOf(month(2023, 0, 7, null))).toBe("full");
  expect(monthStateOf(undefined)).toBe("outside");
});

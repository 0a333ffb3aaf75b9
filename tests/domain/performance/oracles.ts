import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const root = new URL("../../../../shared/oracles/metrics/", import.meta.url);

type Series = { readonly freq?: string; readonly start?: string | null; readonly values: readonly (number | null)[] };
type Case = {
  readonly returns: Series | { readonly ref: string };
  readonly expected?: unknown;
  readonly starting_value?: number;
  readonly convert_to?: string;
};

const empyrical = JSON.parse(gunzipSync(readFileSync(new URL("empyrical_tests.json.gz", root))).toString()) as {
  series: Record<string, Series>;
  tests: { test: string; cases: Case[] }[];
};

/** The cases of one test of empyrical whose returns are daily, with the day they begin on. */
export function empyricalCases(test: string) {
  const found = empyrical.tests.find((each) => each.test === `TestStats.${test}`);
  return (found?.cases ?? []).flatMap((each) => {
    const series = "ref" in each.returns ? empyrical.series[each.returns.ref] : each.returns;
    if (series === undefined || series.freq !== "D") return [];
    return [
      { ...each, start: Date.parse(series.start ?? "2000-01-30"), values: series.values.map((value) => value ?? 0) },
    ];
  });
}

type Analytics = {
  datasets: {
    dataset: string;
    Ra: number[];
    results: { expr: string; value: unknown }[];
    /** Worst first, counted from 1. */
    worst_drawdowns: { return: number[]; from_index: number[]; trough_index: number[]; to_index: number[] };
  }[];
};

export const performanceAnalytics = JSON.parse(
  readFileSync(new URL("performanceanalytics.json", root), "utf8"),
) as Analytics;

/** Returns as the equity they would have made of 100, one point a day. */
export function equityFrom(returns: readonly number[], start: number) {
  let equity = 100;
  const points = [{ at: start - 86_400_000, equity, netFlow: 100 }];
  returns.forEach((value, index) => {
    equity *= 1 + value;
    points.push({ at: start + index * 86_400_000, equity, netFlow: 100 });
  });
  return points;
}

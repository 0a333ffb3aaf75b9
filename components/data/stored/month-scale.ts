import type { MonthCoverage, SeriesCoverage } from "../data-client.ts";

/** The months that a timeline shows, the same for every series below each other. */
export type MonthScale = {
  readonly months: readonly number[];
  /** Where a year begins, as an index into `months`, and its name. */
  readonly years: readonly { readonly index: number; readonly year: number }[];
};

const monthAfter = (at: number): number => {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
};

// Twenty years: a wrong time in one file must not draw a million bars.
const MONTHS_MAX = 240;

/** From the first stored month of all series to the last one. */
export function monthScaleOf(coverage: readonly SeriesCoverage[]): MonthScale {
  const all = coverage.flatMap(({ months }) => months.map(({ monthAt }) => monthAt));
  const last = all.reduce((most, at) => Math.max(most, at), 0);
  const months: number[] = [];
  for (let at = all.reduce((least, each) => Math.min(least, each), last); at <= last; at = monthAfter(at)) {
    months.push(at);
    if (months.length > MONTHS_MAX) months.shift();
  }
  const years = months.flatMap((at, index) => {
    const date = new Date(at);
    return date.getUTCMonth() === 0 || index === 0 ? [{ index, year: date.getUTCFullYear() }] : [];
  });
  return { months, years };
}

export type MonthState = "full" | "partial" | "gap" | "outside";

/** `gap`: the whole month is missing between the first and the last candle. */
export function monthStateOf(month: MonthCoverage | undefined): MonthState {
  if (month === undefined) return "outside";
  if (month.rows === 0) return "gap";
  return month.expected !== null && month.rows < month.expected ? "partial" : "full";
}

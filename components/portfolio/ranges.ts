import { wallTime } from "../ui/format-time.ts";

export const RANGES = ["1D", "1W", "1M", "YTD", "1Y", "All"] as const;
export type RangeName = (typeof RANGES)[number];

/** Instants of the tape, the end included. */
export type Range = { readonly from: number; readonly to: number };

const DAY_MS = 86_400_000;
const SPANS = { "1D": DAY_MS, "1W": 7 * DAY_MS, "1M": 30 * DAY_MS, "1Y": 365 * DAY_MS } as const;

/** Later than any tape: a range that ends now takes in what comes while it is looked at. */
export const OPEN_END = 8_640_000_000_000_000;

/** How far the clock of the person's zone is ahead of UTC at this instant. */
function offsetAt(at: number): number {
  const { year, month, day, hour, minute, second } = wallTime(at);
  return Date.UTC(year, month, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
}

/** The instant at which the day, or the year, of `at` began in the person's zone. */
export function startOf(period: "day" | "year", at: number): number {
  const { year, month, day } = wallTime(at);
  const wall = period === "day" ? Date.UTC(year, month, day) : Date.UTC(year, 0, 1);
  const guess = wall - offsetAt(at);
  return wall - offsetAt(guess); // The clocks may have been changed in between.
}

/** What a named range covers when the tape stands at `now`. */
export function rangeOf(name: RangeName, now: number): Range {
  if (name === "All") return { from: 0, to: OPEN_END };
  const from = name === "YTD" ? startOf("year", now) : now - SPANS[name];
  return { from: Math.max(0, from), to: OPEN_END };
}

/** The UTC month that begins at `startAt`. */
export function monthRange(startAt: number): Range {
  const date = new Date(startAt);
  return { from: startAt, to: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1) - 1 };
}

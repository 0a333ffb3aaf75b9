import type { Timestamp } from "../time/timestamp.ts";

export type Period = "day" | "month" | "year";

/** The return of one UTC day, month or year as a fraction; `startAt` is its first instant, whether or not there was a point. */
export type PeriodReturn = { readonly startAt: Timestamp; readonly fraction: number };

function startOf(at: Timestamp, period: Period): Timestamp {
  const date = new Date(at);
  const month = period === "year" ? 0 : date.getUTCMonth();
  return Date.UTC(date.getUTCFullYear(), month, period === "day" ? date.getUTCDate() : 1);
}

/**
 * The returns of the periods that hold a point, oldest first: growth at the last point of a period over growth at the last
 * point before it, less 1; the first period starts at the first point. Chained they give the return of the whole series.
 * `times` and `growth` have the same length; times rise.
 *
 * Source: empyrical's `aggregate_returns`, on growth rather than returns.
 */
export function periodReturns(
  times: readonly Timestamp[],
  growth: readonly number[],
  period: Period,
): readonly PeriodReturn[] {
  const returns: PeriodReturn[] = [];
  let base = growth[0] ?? 1;
  let last = base;
  let startAt: Timestamp | null = null;
  const close = () => {
    if (startAt !== null) returns.push({ startAt, fraction: base === 0 ? 0 : last / base - 1 });
    base = last;
  };
  times.forEach((at, index) => {
    const start = startOf(at, period);
    if (start !== startAt) {
      close();
      startAt = start;
    }
    last = growth[index] ?? last;
  });
  close();
  return returns;
}

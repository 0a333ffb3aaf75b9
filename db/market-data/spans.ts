import type { SeriesKind } from "../../server/domain/markets/data-series.ts";
import type { Timestamp } from "../../server/domain/time/timestamp.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The span of time, one chunk of a series, that `at` lies in: a month of candles or funding, a day of trades, an hour of book. */
export function spanOf(kind: SeriesKind, at: Timestamp): { readonly from: Timestamp; readonly until: Timestamp } {
  if (kind === "trades") return multiple(at, DAY_MS);
  if (kind === "book") return multiple(at, HOUR_MS);
  const date = new Date(at);
  const month = (offset: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1);
  return { from: month(0), until: month(1) };
}

function multiple(at: Timestamp, lengthMs: number) {
  const from = Math.floor(at / lengthMs) * lengthMs;
  return { from, until: from + lengthMs };
}

/** Where ascending times cross from one span to the next: `[start, end)` rows of each span. */
export function splitBySpan(
  kind: SeriesKind,
  times: Float64Array,
): readonly { readonly spanAt: Timestamp; readonly start: number; readonly end: number }[] {
  const parts: { spanAt: Timestamp; start: number; end: number }[] = [];
  let start = 0;
  while (start < times.length) {
    const { from, until } = spanOf(kind, times[start] as number);
    let low = start;
    let high = times.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((times[middle] as number) < until) low = middle + 1;
      else high = middle;
    }
    parts.push({ spanAt: from, start, end: low });
    start = low;
  }
  return parts;
}

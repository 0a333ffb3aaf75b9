import type { Timestamp } from "../time/timestamp.ts";

/** What a portfolio was worth, and all that was paid into it less all that was paid out until then, in one currency. */
export type EquityPoint = { readonly at: Timestamp; readonly equity: number; readonly netFlow: number };

/**
 * What one unit of money had grown to at each point, the first being 1: the chained returns of the stretches between
 * points, each `(equity − flow) ÷ equity before − 1` with the flow at the end of its stretch. So a deposit is no profit.
 * The last value less 1 is the time-weighted return, exact when a point stands at each flow; a stretch that begins with
 * nothing earns nothing. Same length as `points`, which must be in order of time.
 *
 * Source: Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed. (2008), "true time-weighted", 2.4.
 */
export function growthOf(points: readonly EquityPoint[]): number[] {
  const growth: number[] = [];
  let value = 1;
  let previous: EquityPoint | null = null;
  for (const point of points) {
    if (previous !== null && previous.equity > 0) {
      const flow = point.netFlow - previous.netFlow;
      value *= Math.max(0, (point.equity - flow) / previous.equity);
    }
    growth.push(value);
    previous = point;
  }
  return growth;
}

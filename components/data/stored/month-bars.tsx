import { memo } from "react";
import type { MonthCoverage } from "../data-client.ts";
import { formatCount, formatShare } from "../format-data.ts";
import { type MonthScale, monthStateOf } from "./month-scale.ts";

// Beyond this a line between two bars takes as much room as the bars.
const DENSE_MONTHS = 48;

type MonthBarsProps = {
  readonly name: string;
  readonly scale: MonthScale;
  readonly months: readonly MonthCoverage[];
};

/** A bar a month on the common scale: solid where whole, hatched where candles are missing, nothing before and after. */
export const MonthBars = memo(function MonthBars({ name, scale, months }: MonthBarsProps) {
  const byMonth = new Map(months.map((month) => [month.monthAt, month]));
  const partial = months.filter((month) => monthStateOf(month) === "partial").length;
  const gaps = months.filter((month) => monthStateOf(month) === "gap").length;
  const summary = `${name}: ${months.length} months, ${partial} with gaps, ${gaps} empty`;
  return (
    <div
      role="img"
      aria-label={summary}
      className="month-bars"
      data-dense={scale.months.length > DENSE_MONTHS}
      data-testid="month-bars"
    >
      {scale.months.map((monthAt) => {
        const month = byMonth.get(monthAt);
        const state = monthStateOf(month);
        return (
          <i
            key={monthAt}
            data-state={state}
            title={month === undefined ? undefined : describeMonth(month)}
            data-level={month !== undefined && state === "partial" ? missingLevel(month) : undefined}
          />
        );
      })}
    </div>
  );
});

/** How much of the bar is hatched, in quarters: never so little that nobody sees it. */
const missingLevel = ({ rows, expected }: MonthCoverage): number =>
  Math.max(1, Math.ceil((1 - rows / (expected ?? rows)) * 4));

function describeMonth({ month, rows, expected, gaps, corrections }: MonthCoverage): string {
  const corrected = corrections === 0 ? "" : ` · corrected ${corrections}×`;
  if (expected === null) return `${month}: ${formatCount(rows)} rows${corrected}`;
  const holes = gaps === 0 ? "" : ` · ${gaps} ${gaps === 1 ? "gap" : "gaps"}`;
  const share = `${formatShare(rows, expected)}%`;
  return `${month}: ${formatCount(rows)} of ${formatCount(expected)} · ${share}${holes}${corrected}`;
}

/** The years above the bars. */
export function YearScale({ scale }: { readonly scale: MonthScale }) {
  const { months, years } = scale;
  // A name needs room of its own: what would stand too close to the one before stays unnamed.
  const named: MonthScale["years"][number][] = [];
  for (const year of years) {
    const before = named.at(-1);
    if (before === undefined || year.index - before.index >= months.length / 8) named.push(year);
  }
  return (
    <span aria-hidden="true" className="relative block h-full min-w-[120px]">
      {named.map(({ index, year }) => (
        <span
          key={year}
          className="absolute top-1/2 -translate-y-1/2 border-l border-line pl-1 leading-none"
          style={{ left: `${(index / months.length) * 100}%` }}
        >
          {year}
        </span>
      ))}
    </span>
  );
}

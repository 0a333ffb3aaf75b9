"use client";

import { MINUS, UNKNOWN } from "../../ui/format-decimal.ts";
import { EmptyNote, Panel, PanelHead } from "../../ui/panel.tsx";
import { Percent } from "../percent.tsx";
import type { MonthlyReturns } from "../portfolio-client.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** Weaker months than this stay pale, so that a first day's hundredth of a percent does not look like a crash. */
const STRONG_MIN = 0.02;

type MonthlyPanelProps = {
  readonly returns: MonthlyReturns | null;
  readonly onMonth: (startAt: number) => void;
};

/** Returns of each month in a year's row; a click scopes the page to one. */
export function MonthlyPanel({ returns, onMonth }: MonthlyPanelProps) {
  return (
    <Panel name="Monthly returns" className="overflow-hidden rounded-lg border border-line-subtle">
      <PanelHead
        title="Monthly returns, %"
        aside={<span className="text-[11px] text-fg-3 max-sm:hidden">click a month to scope the page to it · UTC</span>}
      />
      {returns === null ? (
        <EmptyNote>Loading returns…</EmptyNote>
      ) : returns.months.length === 0 ? (
        <EmptyNote>The first month begins with the first recorded minute.</EmptyNote>
      ) : (
        <Grid returns={returns} onMonth={onMonth} />
      )}
    </Panel>
  );
}

function Grid({ returns, onMonth }: { readonly returns: MonthlyReturns; readonly onMonth: (startAt: number) => void }) {
  const byStart = new Map(returns.months.map(({ startAt, fraction }) => [startAt, fraction]));
  const strong = Math.max(STRONG_MIN, ...returns.months.map(({ fraction }) => Math.abs(fraction)));
  return (
    <div className="overflow-x-auto p-(--pad)">
      <table className="w-full min-w-[640px] table-fixed border-separate border-spacing-[2px] text-center text-[11px]">
        <thead className="text-fg-3">
          <tr>
            <th className="w-[52px] font-medium">
              <span className="sr-only">Year</span>
            </th>
            {MONTHS.map((month) => (
              <th key={month} className="h-[22px] font-medium">
                {month}
              </th>
            ))}
            <th className="font-medium">Year</th>
          </tr>
        </thead>
        <tbody>
          {returns.years.map((year) => {
            const name = new Date(year.startAt).getUTCFullYear();
            return (
              <tr key={year.startAt}>
                <th scope="row" className="font-medium text-fg-3">
                  {name}
                </th>
                {MONTHS.map((month, index) => {
                  const startAt = Date.UTC(name, index);
                  const fraction = byStart.get(startAt);
                  return (
                    <td key={month} className="h-[26px] p-0">
                      {fraction === undefined ? (
                        <span className="text-fg-3">{UNKNOWN}</span>
                      ) : (
                        <Cell
                          fraction={fraction}
                          heat={Math.abs(fraction) / strong}
                          label={`${month} ${name}`}
                          onPick={() => onMonth(startAt)}
                        />
                      )}
                    </td>
                  );
                })}
                <td className="font-semibold">
                  <Percent fraction={year.fraction} places={1} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

type CellProps = {
  readonly fraction: number;
  readonly heat: number;
  readonly label: string;
  readonly onPick: () => void;
};

function Cell({ fraction, heat, label, onPick }: CellProps) {
  const text = (Math.abs(fraction) * 100).toFixed(1);
  const sign = Number(text) === 0 ? "" : fraction > 0 ? "+" : MINUS;
  const heatStyle = { "--heat": heat, "--heat-colour": `var(--${fraction < 0 ? "down" : "up"}-solid)` };
  return (
    <button
      type="button"
      aria-label={`${label}: ${sign}${text} percent. Show this month`}
      className="heat-cell h-full min-h-[26px] w-full rounded-[3px] font-medium text-fg -outline-offset-1 hover:brightness-110 pointer-coarse:min-h-[44px]"
      style={heatStyle as React.CSSProperties}
      onClick={onPick}
    >
      {sign}
      {text}
    </button>
  );
}

"use client";

import { freshnessOf } from "../live/freshness.ts";
import { useDataAge, useDeskState } from "../live/use-desk.tsx";
import { Pnl } from "../ui/figure.tsx";
import { placesOf } from "../ui/format-amount.ts";
import { formatDecimal, UNKNOWN } from "../ui/format-decimal.ts";

/** What the portfolio is worth, and how much of that is not realised yet. */
export function EquityFigure() {
  const marks = useDeskState((state) => state.marks);
  const ageMs = useDataAge();
  const isStale = ageMs !== null && freshnessOf(ageMs) === "stale";
  const places = placesOf(marks?.currency ?? "USDT");
  return (
    <dl className={`flex items-center gap-4 leading-[1.15] whitespace-nowrap ${isStale ? "is-stale" : ""}`}>
      <div className="flex flex-col-reverse">
        <dt className="text-[10px] text-fg-3">Equity</dt>
        <dd className="text-[13px] font-semibold" data-testid="equity">
          {marks === null ? UNKNOWN : `${formatDecimal(marks.equity, places)} ${marks.currency}`}
        </dd>
      </div>
      <div className="flex flex-col-reverse max-sm:hidden">
        <dt className="text-[10px] text-fg-3">Unrealised PnL</dt>
        <dd className="text-[13px] font-semibold" data-testid="unrealised">
          <Pnl amount={marks?.unrealised ?? null} places={places} why="No marks yet" />
        </dd>
      </div>
    </dl>
  );
}

"use client";

import { freshnessOf } from "../../live/freshness.ts";
import { useDataAge, useDeskState, useSnapshot } from "../../live/use-desk.tsx";
import { Pnl } from "../../ui/figure.tsx";
import { placesOf } from "../../ui/format-amount.ts";
import { formatDecimal, UNKNOWN } from "../../ui/format-decimal.ts";
import { formatPercent } from "../../ui/format-percent.ts";
import { formatPnl } from "../../ui/format-pnl.ts";
import { formatDay, zoneLabel } from "../../ui/format-time.ts";
import { leverageOf } from "./leverage.ts";
import { useDayProfit } from "./use-day-profit.ts";

/** What the portfolio is worth, what the day has brought, and how much of it is at risk. */
export function EquityFigures() {
  const marks = useDeskState((state) => state.marks);
  const ageMs = useDataAge();
  const isStale = ageMs !== null && freshnessOf(ageMs) === "stale";
  const places = placesOf(marks?.currency ?? "USDT");
  return (
    <dl className={`flex items-center gap-5 leading-[1.15] whitespace-nowrap ${isStale ? "is-stale" : ""}`}>
      <div className="flex flex-col-reverse">
        <dt className="text-[10px] text-fg-3">Equity</dt>
        <dd className="text-[13px] font-semibold" data-testid="equity" data-amount="">
          {marks === null ? UNKNOWN : `${formatDecimal(marks.equity, places)} ${marks.currency}`}
        </dd>
      </div>
      <DayProfit places={places} />
      <Leverage />
    </dl>
  );
}

function DayProfit({ places }: { readonly places: number }) {
  const day = useDayProfit();
  const why = "Not known yet: no equity was recorded today";
  const percent = day === null || day.percent === null ? null : formatPercent(day.percent);
  const title = day === null ? why : `Since ${formatDay(day.since)} 00:00 ${zoneLabel(day.since)}, payments left out`;
  const colour =
    day === null ? "" : { up: "text-up", down: "text-down", flat: "text-flat" }[formatPnl(day.amount, places).outcome];
  return (
    <div className="flex flex-col-reverse max-sm:hidden">
      <dt className="text-[10px] text-fg-3" title={title}>
        Day PnL
      </dt>
      <dd className="text-[13px] font-semibold" data-testid="day-pnl">
        <span data-amount="">
          <Pnl amount={day?.amount ?? null} places={places} why={why} />
        </span>
        {percent === null ? null : <span className={colour}> ({percent})</span>}
      </dd>
    </div>
  );
}

function Leverage() {
  const snapshot = useSnapshot();
  const marks = useDeskState((state) => state.marks);
  const leverage = snapshot === null || marks === null ? null : leverageOf(snapshot, marks);
  return (
    <div className="flex flex-col-reverse max-lg:hidden" title="Exposure over equity">
      <dt className="text-[10px] text-fg-3">Leverage</dt>
      <dd className="text-[13px] font-semibold" data-testid="leverage">
        {leverage === null ? UNKNOWN : `${formatDecimal(leverage.toFixed(4), 2)}×`}
      </dd>
    </div>
  );
}

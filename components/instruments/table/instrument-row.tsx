// biome-ignore-all lint/a11y/useSemanticElements: a streaming grid of thousands of rows, of which few exist, is no table element.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row.
"use client";

import { Star } from "lucide-react";
import Link from "next/link";
import { memo, useLayoutEffect, useMemo, useRef } from "react";
import { formatDecimal, UNKNOWN } from "../../ui/format-decimal.ts";
import { formatRowTime, zoneLabel } from "../../ui/format-time.ts";
import type { FoundInstrument, Statistics } from "../catalogue-client.ts";
import { describeChange, kindName, statusName, venueName, whyNotTradable } from "../instrument-words.ts";
import { CELL, columnNamed, GRID, NUMBER } from "./columns.ts";
import type { LiveCells, Paint } from "./live-cells.ts";
import { paintChange, paintFunding, paintHigh, paintLast, paintLow, paintSpread } from "./paints.ts";
import { Sparkline } from "./sparkline.tsx";

type LiveCellProps = {
  readonly cells: LiveCells;
  readonly id: string;
  readonly column: string;
  readonly paint: Paint;
  readonly title?: string | undefined;
};

/** A cell that prices are written into without React. */
function LiveCell({ cells, id, column, paint, title }: LiveCellProps) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    return ref.current === null ? undefined : cells.add(id, ref.current, paint);
  }, [cells, id, paint]);
  return (
    <div
      role="gridcell"
      ref={ref}
      data-cell={column}
      title={title}
      className={`${CELL} ${NUMBER} ${columnNamed(column).shown} rounded-[2px]`}
    />
  );
}

type InstrumentRowProps = {
  readonly row: FoundInstrument;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly statistics: Statistics | null | undefined;
  readonly isFavourite: boolean;
  readonly isActive: boolean;
  readonly tradeHref: string;
  readonly cells: LiveCells;
};

/** One instrument. What moves is painted; the rest is drawn once. */
export const InstrumentRow = memo(function InstrumentRow(props: InstrumentRowProps) {
  const { row, index, top, height, statistics, isFavourite, isActive, tradeHref, cells } = props;
  const { id, tick, kind, base, quote, venue, symbol, status } = row;
  const day = statistics?.day ?? null;
  const refusal = whyNotTradable(row);
  const paints = useMemo(
    () => ({
      last: paintLast(tick, day),
      change: paintChange(day),
      high: paintHigh(tick, day),
      low: paintLow(tick, day),
      spread: paintSpread(),
      funding: paintFunding(kind, statistics?.funding ?? null),
    }),
    [tick, kind, day, statistics],
  );
  const turnover =
    day === null || day.isQuoteVolumeStated ? undefined : "Estimated from the candles, which state no turnover";
  const since =
    day === null
      ? "No stored candles"
      : `${formatRowTime(day.from)} to ${formatRowTime(day.until)} ${zoneLabel(day.until)}`;
  const cell = (name: string, more = "") => `${CELL} ${columnNamed(name).shown} ${more}`;
  return (
    <div
      role="row"
      id={`instrument-${index}`}
      aria-rowindex={index + 2}
      aria-selected={isActive}
      data-index={index}
      data-instrument={id}
      className={`${GRID} absolute inset-x-0 cursor-default border-b border-line-subtle [contain:strict] -outline-offset-2 outline-focus hover:bg-hover aria-selected:bg-selected group-focus-visible/grid:aria-selected:outline-2 ${status === "delisted" ? "text-fg-3" : ""}`}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" className="grid h-full place-items-center">
        <button
          type="button"
          tabIndex={-1}
          data-star={id}
          aria-pressed={isFavourite}
          aria-label={`Favourite ${symbol} ${venueName(venue)}`}
          className="grid size-full place-items-center text-fg-3 hover:text-fg aria-pressed:text-warn"
        >
          <Star size={13} fill={isFavourite ? "currentColor" : "none"} aria-hidden="true" />
        </button>
      </div>
      <div role="gridcell" className={`${CELL} leading-tight`}>
        {refusal === null ? (
          <Link href={tradeHref} tabIndex={-1} className="font-semibold hover:underline">
            <Name base={base} quote={quote} />
          </Link>
        ) : (
          <span className="font-semibold">
            <Name base={base} quote={quote} />
          </span>
        )}
        <span className="block truncate text-[11px] text-fg-3 @[640px]:hidden">
          {venueName(venue)} · {kindName(kind)}
        </span>
      </div>
      <div role="gridcell" className={cell("venue", "text-fg-2")}>
        {venueName(venue)}
      </div>
      <div role="gridcell" className={cell("kind", "text-fg-3")}>
        {kindName(kind)}
      </div>
      <LiveCell cells={cells} id={id} column="last" paint={paints.last} />
      <LiveCell cells={cells} id={id} column="change" paint={paints.change} title={since} />
      <LiveCell cells={cells} id={id} column="high" paint={paints.high} />
      <LiveCell cells={cells} id={id} column="low" paint={paints.low} />
      <div
        role="gridcell"
        data-cell="volume"
        title={turnover}
        className={cell("volume", `${NUMBER} ${day === null ? "text-fg-3" : "text-fg-2"}`)}
      >
        {day === null ? UNKNOWN : formatDecimal(day.quoteVolume, 0)}
      </div>
      <LiveCell cells={cells} id={id} column="spread" paint={paints.spread} />
      <LiveCell cells={cells} id={id} column="funding" paint={paints.funding} />
      <div role="gridcell" data-cell="course" className={cell("course")}>
        {day === null ? null : <Sparkline points={day.spark} tone={describeChange(day.changeFraction).tone} />}
      </div>
      <div role="gridcell" className={cell("status")} title={refusal?.why}>
        {refusal === null ? (
          <span className="text-fg-2">{statusName(status)}</span>
        ) : (
          <span className={status === "halted" ? "text-warn" : "text-fg-3"}>{refusal.word}</span>
        )}
      </div>
    </div>
  );
});

function Name({ base, quote }: { readonly base: string; readonly quote: string }) {
  return (
    <>
      {base}
      <span className="font-normal text-fg-3">/{quote}</span>
    </>
  );
}

type SkeletonRowProps = { readonly top: number; readonly height: number };

/** Where a row will be: its very geometry, so that nothing jumps when it comes. */
export function SkeletonRow({ top, height }: SkeletonRowProps) {
  const bar = (name: string, width: string) => (
    <div className={`${CELL} ${columnNamed(name).shown}`}>
      <div className={`h-[8px] rounded-xs bg-hover ${width} ${columnNamed(name).isNumber ? "ml-auto" : ""}`} />
    </div>
  );
  return (
    <div
      aria-hidden="true"
      className={`${GRID} absolute inset-x-0 animate-pulse border-b border-line-subtle`}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      <div />
      {bar("symbol", "w-[72px]")}
      {bar("venue", "w-[44px]")}
      {bar("kind", "w-[32px]")}
      {bar("last", "w-[60px]")}
      {bar("change", "w-[48px]")}
      {bar("high", "w-[56px]")}
      {bar("low", "w-[56px]")}
      {bar("volume", "w-[64px]")}
      {bar("spread", "w-[28px]")}
      {bar("funding", "w-[40px]")}
      {bar("course", "w-full")}
      {bar("status", "w-[44px]")}
    </div>
  );
}

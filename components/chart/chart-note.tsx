"use client";

import Link from "next/link";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { Timeframe } from "../../server/domain/time/timeframe.ts";
import type { MarketState } from "../live/market-state.ts";
import { Button } from "../ui/button.tsx";
import { timeframeWords } from "./timeframe-words.ts";
import type { RunningChart } from "./use-chart-session.ts";

type ChartNoteProps = {
  readonly chart: RunningChart;
  readonly instrument: Instrument;
  readonly timeframe: Timeframe;
  readonly state: MarketState;
};

/** What stands in place of candles, or over those that are not of now. */
export function ChartNote({
  chart: { session, state, isDetached },
  instrument,
  timeframe,
  state: market,
}: ChartNoteProps) {
  switch (state.kind) {
    case "loading":
      return (
        <div role="status" className="absolute inset-0 z-2 grid place-items-center bg-panel text-fg-3">
          <span className="animate-pulse">Loading candles…</span>
        </div>
      );
    case "empty":
      return (
        <div
          role="status"
          className="absolute inset-0 z-2 grid place-content-center justify-items-center gap-2 p-4 text-center"
        >
          <p className="text-fg-2">
            No candles of {timeframeWords(timeframe)} are stored for {instrument.name} on this feed yet. They appear as
            it trades.
          </p>
          <Link href="/data" className="font-semibold text-accent underline">
            Import or download some
          </Link>
        </div>
      );
    case "failed":
      return (
        <div
          role="alert"
          className="absolute inset-0 z-2 grid place-content-center justify-items-center gap-2 bg-panel p-4 text-center"
        >
          <strong className="font-semibold">The candles could not be loaded.</strong>
          <p className="text-fg-2">{state.problem} Orders and money are not affected.</p>
          <Button onClick={() => void session?.history.reload()}>Try again</Button>
        </div>
      );
    case "ready":
      return (
        <div className="pointer-events-none absolute right-20 bottom-9 z-4 flex items-center gap-2">
          {market.isGreyed ? (
            <span role="status" className="rounded-sm bg-raised px-2 py-0.5 text-[11px] font-medium text-warn">
              {market.words}
            </span>
          ) : null}
          {isDetached ? (
            <Button size="row" className="pointer-events-auto bg-raised" onClick={() => session?.resetView()}>
              To the newest
            </Button>
          ) : null}
        </div>
      );
  }
}

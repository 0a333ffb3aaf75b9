"use client";

import dynamic from "next/dynamic";
import type { Instrument } from "../../../../server/domain/markets/instrument.ts";
import { BookPanel } from "../../../book/book-panel.tsx";
import { TradeTables } from "../../tables/trade-tables.tsx";
import { OrderTicket } from "../../ticket/order-ticket.tsx";
import type { Watching } from "../../watchlist/use-watch-rows.ts";
import type { PanelId } from "../layout/panel-ids.ts";
import { PanelSkeleton } from "./panel-skeleton.tsx";
import { StaleVeil } from "./stale-veil.tsx";

const ChartPanel = dynamic(() => import("../../../chart/chart-panel.tsx").then((chart) => chart.ChartPanel), {
  ssr: false,
  loading: () => <PanelSkeleton words="Loading the chart" />,
});

const TapePanel = dynamic(() => import("../../../book/tape-panel.tsx").then((tape) => tape.TapePanel), {
  ssr: false,
  loading: () => <PanelSkeleton words="Loading the tape" />,
});

const WatchlistPanel = dynamic(
  () => import("../../watchlist/watchlist-panel.tsx").then((list) => list.WatchlistPanel),
  {
    ssr: false,
    loading: () => <PanelSkeleton words="Loading the watchlist" />,
  },
);

const DepthPanel = dynamic(() => import("../../../book/depth-panel.tsx").then((depth) => depth.DepthPanel), {
  ssr: false,
  loading: () => <PanelSkeleton words="Loading the depth" />,
});

const LadderPanel = dynamic(() => import("../../../book/ladder-panel.tsx").then((ladder) => ladder.LadderPanel), {
  ssr: false,
  loading: () => <PanelSkeleton words="Loading the ladder" />,
});

type PanelViewProps = {
  readonly panel: PanelId;
  readonly instrument: Instrument;
  readonly watching: Watching;
};

/** What stands inside a frame. */
export function PanelView({ panel, instrument, watching }: PanelViewProps) {
  switch (panel) {
    case "book":
      return <BookPanel key={instrument.id} instrument={instrument} />;
    case "ticket":
      return <OrderTicket key={instrument.id} instrument={instrument} />;
    case "tables":
      return <TradeTables instrument={instrument} />;
    case "watchlist":
      return <WatchlistPanel watching={watching} currentId={instrument.id} />;
    case "chart":
      return (
        <>
          <ChartPanel instrument={instrument} slot="main" />
          <StaleVeil instrumentId={instrument.id} />
        </>
      );
    case "tape":
      return <TapePanel key={instrument.id} instrument={instrument} />;
    case "depth":
      return <DepthPanel key={instrument.id} instrument={instrument} />;
    case "ladder":
      return <LadderPanel key={instrument.id} instrument={instrument} />;
  }
}

"use client";

import dynamic from "next/dynamic";
import { type MouseEvent, type SyntheticEvent, useMemo, useRef, useState } from "react";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { useMarketState, useWatch } from "../live/use-desk.tsx";
import { ChartNote } from "./chart-note.tsx";
import "./chart.css";
import { useIndicators } from "./indicators/use-indicators.ts";
import { ChartToolbar, type OwnMarket } from "./toolbar/chart-toolbar.tsx";
import type { PricePoint } from "./toolbar/price-menu.tsx";
import { useChartKeys } from "./use-chart-keys.ts";
import { useChartLayers } from "./use-chart-layers.ts";
import { useChartSession } from "./use-chart-session.ts";
import { useChartSettings } from "./use-chart-settings.ts";
import { useCompare } from "./use-compare.ts";

const PriceMenu = dynamic(() => import("./toolbar/price-menu.tsx").then((menu) => menu.PriceMenu), { ssr: false });
const ChartSearch = dynamic(() => import("./toolbar/chart-search.tsx").then((it) => it.ChartSearch), { ssr: false });

type ChartPanelProps = {
  readonly instrument: Instrument;
  /** The place on the screen whose settings this chart has. */
  readonly slot: string;
  /** A chart beside others may show another market than the page's. */
  readonly ownMarket?: OwnMarket;
};

/** Menus of the chart stand elsewhere in the page, and yet what happens in them is heard here. */
const isWithin = ({ target, currentTarget }: SyntheticEvent): boolean =>
  target instanceof Node && currentTarget.contains(target);

/** Candles of a market with what the portfolio has and does there. The chart draws itself; React only tells it what changed. */
export function ChartPanel({ instrument, slot, ownMarket }: ChartPanelProps) {
  const [settings, change] = useChartSettings(slot);
  useWatch(useMemo(() => ({ top: [instrument.id], deep: [] }), [instrument.id]));
  const root = useRef<HTMLDivElement>(null);
  const group = useRef<HTMLDivElement>(null);
  const [host, setHost] = useState<HTMLElement | null>(null);
  const [overlay, setOverlay] = useState<HTMLElement | null>(null);
  const [legend, setLegend] = useState<HTMLElement | null>(null);
  const parts = useMemo(
    () => (host === null || overlay === null || legend === null ? null : { host, overlay, legend }),
    [host, overlay, legend],
  );
  const chart = useChartSession(parts, { instrument, settings, slot });
  const liquidation = useChartLayers(chart.session, instrument, settings.layers);
  useCompare(chart.session, settings.compareId);
  const indicators = useIndicators(chart.session, parts, instrument.id);
  const [point, setPoint] = useState<PricePoint | null>(null);
  const [sought, setSought] = useState<string | null>(null);
  const wasPressed = useRef(false);
  const keys = useChartKeys({
    onTimeframe: (timeframe) => change({ timeframe }),
    // After a press of the pointer the letters stay what they are elsewhere: B buys.
    onSearch: () => (wasPressed.current ? null : setSought),
  });
  const askAt = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault();
    if (!isWithin(event)) return;
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    setPoint({ x, y, price: chart.session?.priceAt(y) ?? null });
  };
  const state = useMarketState(instrument.id);
  return (
    <div ref={root} className="flex min-h-0 min-w-0 flex-1 flex-col bg-panel">
      <ChartToolbar
        instrument={instrument}
        settings={settings}
        change={change}
        session={chart.session}
        indicators={indicators}
        root={root}
        {...(ownMarket === undefined ? {} : { ownMarket })}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: a chart is no set of fields. */}
      <div
        ref={group}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the chart takes keys for its timeframe.
        tabIndex={0}
        aria-label={`${instrument.name} chart`}
        aria-describedby={`chart-summary-${slot}`}
        className="relative min-h-0 flex-1 focus-visible:-outline-offset-2"
        onKeyDown={keys.onKeyDown}
        onContextMenu={askAt}
        onPointerDownCapture={(event) => {
          if (isWithin(event)) wasPressed.current = true;
        }}
        onBlur={() => {
          wasPressed.current = false;
        }}
        data-chart={slot}
        data-state={chart.state.kind}
      >
        <div ref={setHost} className={`absolute inset-0 ${state.isGreyed ? "opacity-60" : ""}`} />
        <div
          ref={setLegend}
          className={`pointer-events-none absolute top-1.5 left-2 z-2 flex max-w-[calc(100%-90px)] flex-wrap gap-x-2.5 text-[11px] ${state.isGreyed ? "is-stale" : ""}`}
        />
        <div ref={setOverlay} className="chart-overlay" />
        <p id={`chart-summary-${slot}`} className="sr-only">
          {liquidation === null ? chart.summary : `${chart.summary} ${liquidation}.`}
        </p>
        <ChartNote chart={chart} instrument={instrument} timeframe={settings.timeframe} state={state} />
        {point === null || chart.session === null ? null : (
          <PriceMenu
            key={`${point.x} ${point.y}`}
            {...{ point, instrument }}
            chart={group}
            session={chart.session}
            onClose={() => setPoint(null)}
          />
        )}
        {sought === null ? null : (
          <ChartSearch text={sought} onOwn={ownMarket?.onChoose ?? null} onClose={() => setSought(null)} />
        )}
        {keys.typed === "" ? null : (
          <div
            role="status"
            className="absolute top-1/3 left-1/2 z-4 -translate-x-1/2 rounded-md border border-line bg-raised px-4 py-2 text-[18px] font-semibold"
          >
            {keys.typed} <span className="text-[12px] font-medium text-fg-3">{keys.meaning}</span>
          </div>
        )}
      </div>
    </div>
  );
}

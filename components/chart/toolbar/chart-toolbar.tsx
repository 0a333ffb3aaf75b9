"use client";

import { ChevronDown, Maximize2, SquareArrowOutUpRight, X } from "lucide-react";
import dynamic from "next/dynamic";
import { type RefObject, useState } from "react";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { FoundInstrument } from "../../instruments/catalogue-client.ts";
import { useDeskState } from "../../live/use-desk.tsx";
import { zoneLabel } from "../../ui/format-time.ts";
import { type ChartSettings, LAYERS } from "../chart-settings.ts";
import type { Indicators } from "../indicators/use-indicators.ts";
import type { ChartSession } from "../view/chart-session.ts";
import { ChartMenu } from "./chart-menu.tsx";
import { LAYER_WORDS } from "./chart-words.ts";
import { MarketPopover } from "./market-popover.tsx";
import { saveSnapshot } from "./save-snapshot.ts";
import { TimeframeBar } from "./timeframe-bar.tsx";
import { TOOL } from "./tool-look.ts";

/** Of a chart beside others: how its market is chosen, and made that of the page unless it is. */
export type OwnMarket = { readonly onChoose: (instrumentId: string) => void; readonly onTrade: (() => void) | null };

export type ChartToolbarProps = {
  readonly instrument: Instrument;
  readonly settings: ChartSettings;
  readonly change: (part: Partial<ChartSettings>) => void;
  readonly session: ChartSession | null;
  readonly indicators: Indicators;
  readonly root: RefObject<HTMLElement | null>;
  readonly ownMarket?: OwnMarket;
};

// Without the server they wait behind a boundary of their own: the chart stays on screen meanwhile.
const IndicatorDialog = dynamic(() => import("../indicators/indicator-dialog.tsx").then((it) => it.IndicatorDialog), {
  ssr: false,
});
const CandleTable = dynamic(() => import("./candle-table.tsx").then((it) => it.CandleTable), { ssr: false });

const isListed = ({ id }: FoundInstrument): boolean => findInstrument(id) !== undefined;

export function ChartToolbar(props: ChartToolbarProps) {
  const { instrument, settings, change, session, indicators, root, ownMarket } = props;
  const { layers, timeframe, compareId } = settings;
  const [isPicking, setPicking] = useState(false);
  const [isTable, setTable] = useState(false);
  const mode = useDeskState((state) => state.snapshot?.mode ?? "paper");
  const feed = useDeskState((state) => state.feed);
  const toggleFullscreen = () =>
    void (document.fullscreenElement === null ? root.current?.requestFullscreen() : document.exitFullscreen());
  return (
    <div
      role="toolbar"
      aria-label={`${instrument.name} chart`}
      className="flex min-h-(--head) shrink-0 border-b border-line-subtle pr-[var(--panel-menu,var(--pad))] pl-(--pad)"
    >
      <div className="scroll-row flex min-w-0 flex-1 items-center gap-0.5">
        {ownMarket === undefined ? null : (
          <MarketPopover
            label={`Market of this chart: ${instrument.name}`}
            isChoosable={isListed}
            onChoose={({ id }) => {
              if (compareId !== null) change({ compareId: null });
              ownMarket.onChoose(id);
            }}
          >
            <span className="font-semibold text-fg">{instrument.name}</span>
            <ChevronDown size={13} aria-hidden="true" />
          </MarketPopover>
        )}
        {ownMarket?.onTrade == null ? null : (
          <button
            type="button"
            title={`Trade ${instrument.name}`}
            aria-label={`Trade ${instrument.name}`}
            className={TOOL}
            onClick={ownMarket.onTrade}
          >
            <SquareArrowOutUpRight size={12} aria-hidden="true" />
          </button>
        )}
        <TimeframeBar timeframe={timeframe} onChoose={(one) => change({ timeframe: one })} />
        <span className="mx-1 h-4 w-px shrink-0 bg-line" aria-hidden="true" />
        <button type="button" className={TOOL} onClick={() => setPicking(true)}>
          Indicators
          {indicators.shown.length === 0 ? null : <span className="text-fg-2">{indicators.shown.length}</span>}
        </button>
        {compareId === null ? (
          <MarketPopover
            label="Compare with another market"
            isChoosable={({ id }) => id !== instrument.id}
            onChoose={({ id }) => change({ compareId: id, scale: "percent" })}
          >
            Compare
          </MarketPopover>
        ) : (
          <button
            type="button"
            className={`${TOOL} text-fg`}
            aria-label={`End the comparison with ${compareId}`}
            onClick={() => change({ compareId: null, scale: "linear" })}
          >
            vs {compareId} <X size={12} aria-hidden="true" />
          </button>
        )}
        {LAYERS.map((layer) => (
          <button
            key={layer}
            type="button"
            aria-pressed={layers[layer]}
            className={`${TOOL} aria-pressed:bg-transparent`}
            onClick={() => change({ layers: { ...layers, [layer]: !layers[layer] } })}
          >
            {LAYER_WORDS[layer]}
            <span aria-hidden="true" className={layers[layer] ? "" : "invisible"}>
              ✓
            </span>
          </button>
        ))}
        <span className="ml-auto shrink-0 pl-2 text-[11px] text-fg-3">{zoneLabel(feed?.tapeAt ?? 0)}</span>
        <ChartMenu
          settings={settings}
          change={change}
          onReset={() => session?.resetView()}
          onSnapshot={() => (session === null ? undefined : saveSnapshot(session, mode, feed))}
          onTable={() => setTable(true)}
        />
        <button type="button" aria-label="Full screen" className={TOOL} onClick={toggleFullscreen}>
          <Maximize2 size={13} aria-hidden="true" />
        </button>
      </div>
      {isPicking || indicators.edited !== null ? (
        <IndicatorDialog
          indicators={indicators}
          instrumentId={instrument.id}
          symbol={instrument.name}
          onClose={() => {
            setPicking(false);
            indicators.edit(null);
          }}
        />
      ) : null}
      {isTable && session !== null ? (
        <CandleTable
          instrument={instrument}
          timeframe={timeframe}
          bars={session.bars}
          onClose={() => setTable(false)}
        />
      ) : null}
    </div>
  );
}

"use client";

import type { RefObject } from "react";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { type ChartSettings, LAYERS, type Layer } from "../chart-settings.ts";
import type { ChartSession } from "../view/chart-session.ts";
import { TimeframeBar } from "./timeframe-bar.tsx";
import { TOOL } from "./tool-look.ts";

export type ChartToolbarProps = {
  /** The page's market, and the one that is shown. */
  readonly market: Instrument;
  readonly instrument: Instrument;
  readonly slot: string;
  readonly settings: ChartSettings;
  readonly change: (part: Partial<ChartSettings>) => void;
  readonly session: ChartSession | null;
  readonly root: RefObject<HTMLElement | null>;
};

const LAYER_WORDS: Record<Layer, string> = { fills: "Fills", orders: "Orders", position: "Position" };

export function ChartToolbar({ settings, change }: ChartToolbarProps) {
  const { layers } = settings;
  return (
    <div
      role="toolbar"
      aria-label="Chart"
      className="flex min-h-(--head) shrink-0 items-center gap-1 overflow-x-auto border-b border-line-subtle pr-[var(--panel-menu,var(--pad))] pl-(--pad)"
    >
      <TimeframeBar timeframe={settings.timeframe} onChoose={(timeframe) => change({ timeframe })} />
      <span className="mx-1 h-4 w-px shrink-0 bg-line" aria-hidden="true" />
      {LAYERS.map((layer) => (
        <button
          key={layer}
          type="button"
          aria-pressed={layers[layer]}
          className={`${TOOL} aria-pressed:bg-transparent`}
          onClick={() => change({ layers: { ...layers, [layer]: !layers[layer] } })}
        >
          {LAYER_WORDS[layer]} <span aria-hidden="true">{layers[layer] ? "✓" : "–"}</span>
        </button>
      ))}
    </div>
  );
}

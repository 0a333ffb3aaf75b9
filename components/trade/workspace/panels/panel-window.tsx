"use client";

import type { Instrument } from "../../../../server/domain/markets/instrument.ts";
import type { Market } from "../../market/market.ts";
import { MarketStrip } from "../../strip/market-strip.tsx";
import type { Watching } from "../../watchlist/use-watch-rows.ts";
import { PANEL_NAMES, type PanelId } from "../layout/panel-ids.ts";
import { ViewOnlyNote } from "../view-only-note.tsx";
import { PanelBoundary } from "./panel-boundary.tsx";
import { PanelView } from "./panel-view.tsx";

type PanelWindowProps = {
  readonly panel: PanelId;
  readonly market: Market;
  readonly instrument: Instrument;
  readonly watching: Watching;
};

/** One panel that fills a window of its own, with its market above it. */
export function PanelWindow({ panel, market, instrument, watching }: PanelWindowProps) {
  const isTicketless = panel === "ticket" && market.whyViewOnly !== null;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-px bg-line-subtle">
      <MarketStrip market={market} instrument={instrument} />
      <section aria-label={PANEL_NAMES[panel]} className="relative flex min-h-0 flex-1 flex-col bg-panel">
        {isTicketless ? (
          <ViewOnlyNote why={market.whyViewOnly ?? ""} />
        ) : (
          <PanelBoundary name={PANEL_NAMES[panel]}>
            <PanelView panel={panel} instrument={instrument} watching={watching} />
          </PanelBoundary>
        )}
      </section>
    </div>
  );
}

"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useMemo, useRef } from "react";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { useWatch } from "../live/use-desk.tsx";
import type { Market } from "./market/market.ts";
import { useMarketId } from "./market/open-market.ts";
import { useMarket } from "./market/use-market.ts";
import { TradeDeskProvider } from "./trade-desk.tsx";
import { ViewOnlyMarket } from "./view-only-market.tsx";
import { useWatchRows } from "./watchlist/use-watch-rows.ts";
import { isPanelId } from "./workspace/layout/panel-ids.ts";
import { useTier } from "./workspace/layout/use-tier.ts";
import { WorkspaceProvider } from "./workspace/layout/workspace-context.tsx";
import { PanelSkeleton } from "./workspace/panels/panel-skeleton.tsx";
import { PanelWindow } from "./workspace/panels/panel-window.tsx";
import { TradeWorkspace } from "./workspace/workspace.tsx";

/** The terminal. It stays when another market is chosen: the address changes, no page is loaded. */
export function TradeScreen({ market: brought }: { readonly market: Market }) {
  const id = useMarketId();
  const { market, problem } = useMarket(id === "" ? brought.id : id, brought);
  useMarketMemory(market);
  if (problem !== null) return <ViewOnlyMarket id={id} symbol={id} why={problem} />;
  if (market === null) return <PanelSkeleton words="Loading the market" />;
  if (market.instrument === null) {
    return <ViewOnlyMarket id={market.id} symbol={market.symbol} why={market.whyViewOnly ?? ""} />;
  }
  return (
    <TradeDeskProvider instrument={market.instrument} isViewOnly={market.whyViewOnly !== null}>
      <Room market={market} instrument={market.instrument} />
    </TradeDeskProvider>
  );
}

function Room({ market, instrument }: { readonly market: Market; readonly instrument: Instrument }) {
  useWatch(useMemo(() => ({ top: [], deep: [instrument.id] }), [instrument.id]));
  const [ref, tier] = useTier();
  const watching = useWatchRows();
  const panel = useSearchParams().get("panel");
  if (isPanelId(panel))
    return <PanelWindow panel={panel} market={market} instrument={instrument} watching={watching} />;
  return (
    <div ref={ref} className="flex min-h-0 min-w-0 flex-1 flex-col">
      {tier === null ? (
        <PanelSkeleton words="Loading the terminal" />
      ) : (
        <WorkspaceProvider tier={tier}>
          <TradeWorkspace market={market} instrument={instrument} watching={watching} />
        </WorkspaceProvider>
      )}
    </div>
  );
}

const A_YEAR_S = 31_536_000;

/** The window's title follows the market, and `/trade` leads back to it. */
function useMarketMemory(market: Market | null): void {
  const titled = useRef<string | null>(null);
  useEffect(() => {
    if (market === null) return;
    const before = titled.current;
    titled.current = market.symbol;
    if (before !== null) document.title = document.title.replace(before, market.symbol);
    // biome-ignore lint/suspicious/noDocumentCookie: the server reads it to lead from /trade to the market; not all browsers have the newer API.
    document.cookie = `tradewind-market=${encodeURIComponent(market.id)};path=/;max-age=${A_YEAR_S};samesite=lax`;
  }, [market]);
}

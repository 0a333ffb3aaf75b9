"use client";

import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import type { Side } from "../../../server/domain/orders/order-type.ts";
import type { Market } from "../market/market.ts";
import { MarketStrip } from "../strip/market-strip.tsx";
import { useTradeDesk } from "../trade-desk.tsx";
import type { Watching } from "../watchlist/use-watch-rows.ts";
import type { PanelId } from "./layout/panel-ids.ts";
import { panelsOf, presetTree } from "./layout/preset-trees.ts";
import { useWorkspace } from "./layout/workspace-context.tsx";
import { LayoutBar } from "./layout-bar.tsx";
import { PanelFrame } from "./panels/panel-frame.tsx";
import { PanelSkeleton } from "./panels/panel-skeleton.tsx";
import { PanelView } from "./panels/panel-view.tsx";
import { PhoneTerminal } from "./phone/phone-terminal.tsx";
import { WORKSPACE_PARAM } from "./saved/saved-workspaces.ts";
import { useWorkspaces } from "./saved/use-workspaces.ts";
import { SkipLinks } from "./skip-links.tsx";
import { Terminal } from "./terminal.tsx";
import { TicketSheet } from "./ticket-sheet.tsx";
import { TradeBar } from "./trade-bar.tsx";
import { useLayoutKeys } from "./use-layout-keys.ts";
import { ViewOnlyNote } from "./view-only-note.tsx";

const QuadCharts = dynamic(() => import("./multi/quad-charts.tsx").then((quad) => quad.QuadCharts), {
  ssr: false,
  loading: () => <PanelSkeleton words="Loading the charts" />,
});

const WatchlistDrawer = dynamic(
  () => import("../watchlist/watchlist-drawer.tsx").then((drawer) => drawer.WatchlistDrawer),
  { ssr: false },
);

const WorkspacesDialog = dynamic(
  () => import("./saved/workspaces-dialog.tsx").then((dialog) => dialog.WorkspacesDialog),
  { ssr: false },
);

type TradeWorkspaceProps = { readonly market: Market; readonly instrument: Instrument; readonly watching: Watching };

/** The terminal of one market in the room there is. */
export function TradeWorkspace({ market, instrument, watching }: TradeWorkspaceProps) {
  const { tier, preset, layout } = useWorkspace();
  const { ticket, pick, ticketCalls } = useTradeDesk();
  const named = useWorkspaces(instrument.id);
  const [isWatchlistOpen, setIsWatchlistOpen] = useState(false);
  const [isManaging, setIsManaging] = useState(false);
  const [isTicketOpen, setIsTicketOpen] = useState(false);
  const without: readonly PanelId[] = market.whyViewOnly === null ? [] : ["ticket"];
  const isPhone = tier === "phone";
  const hasTicket =
    !isPhone && panelsOf(presetTree(preset, tier)).includes("ticket") && !layout.hidden.includes("ticket");
  const isTraded = market.whyViewOnly === null;
  useDeepLink(named.lists, named.open);
  useTicketCalls(ticketCalls, () => setIsTicketOpen(isTraded && !hasTicket));
  useLayoutKeys({
    instrumentId: instrument.id,
    rows: watching.rows ?? [],
    named,
    toggleWatchlist: () => setIsWatchlistOpen((isOpen) => !isOpen),
    manage: () => setIsManaging(true),
  });
  const trade = (side: Side) => {
    pick({ side });
    setIsTicketOpen(true);
  };
  const render = (panel: PanelId) => <PanelView panel={panel} instrument={instrument} watching={watching} />;
  const slot = (id: string, panels: readonly PanelId[]): ReactNode => (
    <PanelFrame slot={id} panels={panels} instrumentId={instrument.id} render={render} />
  );
  const aside = isPhone ? undefined : (
    <LayoutBar
      without={without}
      named={named}
      isWatchlistOpen={isWatchlistOpen}
      onWatchlist={() => setIsWatchlistOpen((isOpen) => !isOpen)}
      onManage={() => setIsManaging(true)}
    />
  );
  const strip = (
    <>
      <MarketStrip market={market} instrument={instrument} aside={aside} />
      {market.whyViewOnly === null ? null : <ViewOnlyNote why={market.whyViewOnly} />}
    </>
  );
  const bar = isTraded && !hasTicket ? <TradeBar base={instrument.base} onTrade={trade} /> : null;
  return (
    <div className="relative flex min-h-0 min-w-0 flex-1 flex-col bg-line-subtle">
      <SkipLinks />
      {isPhone ? (
        <PhoneTerminal without={without} strip={strip} render={render} bar={bar} />
      ) : (
        <>
          <Terminal without={without} strip={strip} slot={slot} quad={<QuadCharts instrument={instrument} />} />
          {bar}
        </>
      )}
      {isWatchlistOpen && tier !== "wide" ? (
        <WatchlistDrawer watching={watching} currentId={instrument.id} onClose={() => setIsWatchlistOpen(false)} />
      ) : null}
      {isTraded && !hasTicket ? (
        <TicketSheet
          title={`${ticket.draft.side === "buy" ? "Buy" : "Sell"} ${market.symbol}`}
          isOpen={isTicketOpen}
          onOpenChange={setIsTicketOpen}
        >
          {render("ticket")}
        </TicketSheet>
      ) : null}
      {isManaging ? <WorkspacesDialog named={named} onClose={() => setIsManaging(false)} /> : null}
    </div>
  );
}

/** A ticket that somebody calls from another panel or by a key shows itself. */
function useTicketCalls(calls: number, show: () => void): void {
  const seen = useRef(calls);
  useEffect(() => {
    if (seen.current === calls) return;
    seen.current = calls;
    show();
  });
}

/** An address that names a workspace opens it, once. */
function useDeepLink(
  lists: ReturnType<typeof useWorkspaces>["lists"],
  open: ReturnType<typeof useWorkspaces>["open"],
): void {
  const wanted = useSearchParams().get(WORKSPACE_PARAM);
  const opened = useRef<string | null>(null);
  useEffect(() => {
    if (wanted === null || opened.current === wanted) return;
    const found = lists.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted.toLowerCase());
    if (found === undefined) return; // The person's settings may still be on their way.
    opened.current = found.id;
    open(found);
  });
}

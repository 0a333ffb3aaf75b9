"use client";

import { Tabs } from "radix-ui";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { isEnded } from "../../../server/domain/orders/algorithms/algorithm.ts";
import { freshnessOf } from "../../live/freshness.ts";
import { useDataAge, useDesk, useSnapshot } from "../../live/use-desk.tsx";
import { useStored } from "../../preferences/preferences.ts";
import { GridFocusContext } from "../../tables/grid/grid-focus.ts";
import { StreamContext } from "../../tables/stream/stream-context.ts";
import { TOOL } from "../../tables/tools/tool-button.ts";
import type { TableCall } from "../actions/desk-actions.ts";
import { openOrdersOf } from "../open-orders.ts";
import { useTradeDesk } from "../trade-desk.tsx";
import { MarketFilterContext } from "./market-filter.ts";
import { PositionsTab } from "./positions/positions-tab.tsx";
import {
  AlgorithmsTab,
  BalancesTab,
  ClosedOrdersTab,
  FillsTab,
  OpenOrdersTab,
  prepareTabs,
} from "./tabs-on-demand.tsx";
import { ToolsSlotProvider } from "./tools-slot.tsx";
import { useTablesOfMarket } from "./use-tables-of-market.ts";

const TABS = ["Positions", "Orders", "Algos", "History", "Fills", "Balances"] as const;
type TabName = (typeof TABS)[number];

/** What the portfolio holds and has ordered, below the chart: every figure live, every table arranged as the person likes it. */
export function TradeTables({ instrument }: { readonly instrument: Instrument }) {
  const { store } = useDesk();
  const snapshot = useSnapshot();
  const [stored, setTab] = useStored<string>("table.trade-tab", "Positions");
  const [isOfMarket, setOfMarket] = useTablesOfMarket();
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  const { tableCall } = useTradeDesk();
  const [heard, setHeard] = useState(tableCall);
  const [call, setCall] = useState<TableCall | null>(null);
  const ageMs = useDataAge();
  const tab = TABS.find((name) => name === stored) ?? "Positions";
  if (heard !== tableCall) {
    setHeard(tableCall);
    setCall(tableCall);
  }
  const wantedTab = call?.tab ?? null;
  useEffect(() => {
    if (wantedTab !== null) setTab(wantedTab);
  }, [wantedTab, setTab]);
  const isThere = call !== null && (call.tab === null || call.tab === tab);
  const focus = useMemo(() => (isThere ? { id: call.editId, taken: () => setCall(null) } : null), [isThere, call]);
  const counts = useMemo<Partial<Record<TabName, number>>>(
    () =>
      snapshot === null
        ? {}
        : {
            Positions: new Set(snapshot.lots.map((lot) => lot.instrumentId + lot.direction)).size,
            Orders: openOrdersOf(snapshot.orders).length,
            Algos: snapshot.algorithms.filter(({ progress }) => !isEnded(progress.status)).length,
          },
    [snapshot],
  );
  const contents: Record<TabName, () => ReactNode> = {
    Positions: () => <PositionsTab isStale={ageMs !== null && freshnessOf(ageMs) === "stale"} />,
    Orders: () => <OpenOrdersTab instrument={instrument} editId={isThere ? call.editId : null} />,
    Algos: () => <AlgorithmsTab />,
    History: () => <ClosedOrdersTab />,
    Fills: () => <FillsTab />,
    Balances: () => <BalancesTab />,
  };
  return (
    <Tabs.Root value={tab} onValueChange={setTab} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex min-h-(--head) shrink-0 border-b border-line-subtle pr-[var(--panel-menu,4px)]">
        <div className="scroll-row flex min-w-0 flex-1 items-stretch">
          <Tabs.List
            aria-label="Positions and orders"
            className="flex shrink-0"
            onPointerEnter={prepareTabs}
            onFocus={prepareTabs}
          >
            {TABS.map((name) => (
              <Tabs.Trigger
                key={name}
                value={name}
                className="border-b-2 border-transparent px-2.5 text-[12px] font-medium whitespace-nowrap text-fg-3 -outline-offset-2 hover:text-fg data-[state=active]:border-accent data-[state=active]:text-fg pointer-coarse:min-h-[44px]"
              >
                {name}
                {counts[name] === undefined ? null : <span className="ml-1 text-fg-3">{counts[name]}</span>}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          <div className="ml-auto flex shrink-0 items-center gap-0.5 pl-3">
            {tab === "Balances" ? null : (
              <button type="button" className={TOOL} aria-pressed={isOfMarket} onClick={() => setOfMarket(!isOfMarket)}>
                This market
              </button>
            )}
            <div ref={setSlot} className="flex items-center gap-0.5" />
          </div>
        </div>
      </div>
      <StreamContext value={store.subscribe}>
        <MarketFilterContext value={isOfMarket ? instrument.id : null}>
          <ToolsSlotProvider value={slot}>
            <GridFocusContext value={focus}>
              <Tabs.Content value={tab} tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
                {contents[tab]()}
              </Tabs.Content>
            </GridFocusContext>
          </ToolsSlotProvider>
        </MarketFilterContext>
      </StreamContext>
    </Tabs.Root>
  );
}

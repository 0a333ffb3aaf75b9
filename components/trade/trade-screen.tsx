"use client";

import { useMemo, useState } from "react";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../server/domain/markets/listed-instruments.ts";
import { BookPanel } from "../book/book-panel.tsx";
import { freshnessOf } from "../live/freshness.ts";
import { useDataAge, useWatch } from "../live/use-desk.tsx";
import { Panel, PanelHead } from "../ui/panel.tsx";
import { MarketStrip } from "./market-strip.tsx";
import { BalancesPanel, OpenOrdersPanel, PositionsPanel, RecordPanel } from "./tables/tables-panels.tsx";
import { OrderTicket } from "./ticket/order-ticket.tsx";
import { TradeDeskProvider } from "./trade-desk.tsx";

const PHONE_VIEWS = ["Ticket", "Book", "Holdings", "Orders"] as const;
type PhoneView = (typeof PHONE_VIEWS)[number];

/** The page of one market: quote, book and ticket beside what the portfolio holds and has ordered. */
export function TradeScreen({ instrumentId }: { readonly instrumentId: string }) {
  const instrument = findInstrument(instrumentId);
  if (instrument === undefined) return null;
  return (
    <TradeDeskProvider key={instrument.id} instrument={instrument}>
      <Market instrument={instrument} />
    </TradeDeskProvider>
  );
}

function Market({ instrument }: { readonly instrument: Instrument }) {
  useWatch(useMemo(() => ({ top: [], deep: [instrument.id] }), [instrument.id]));
  const ageMs = useDataAge();
  const [view, setView] = useState<PhoneView>("Ticket");
  const greyed = ageMs !== null && freshnessOf(ageMs) === "stale" ? "is-stale" : "";
  const shown = (name: PhoneView) => (view === name ? "" : "max-sm:hidden");
  return (
    <div className="trade-grid grid min-h-0 flex-1 gap-px bg-line-subtle">
      <Panel name="Market" className="area-strip">
        <MarketStrip instrument={instrument} />
      </Panel>
      <nav aria-label="Panels" className="flex bg-panel sm:hidden">
        {PHONE_VIEWS.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={view === name}
            className="min-h-[44px] flex-1 border-b-2 border-transparent text-[13px] font-medium text-fg-3 aria-pressed:border-accent aria-pressed:text-fg"
            onClick={() => setView(name)}
          >
            {name}
          </button>
        ))}
      </nav>
      <Panel name="Positions" className={`area-positions ${shown("Holdings")} ${greyed}`}>
        <PositionsPanel />
      </Panel>
      <Panel name="Open orders" className={`area-open ${shown("Orders")}`}>
        <OpenOrdersPanel />
      </Panel>
      <Panel name="Fills and closed orders" className={`area-record ${shown("Orders")}`}>
        <RecordPanel />
      </Panel>
      <Panel name="Order book" className={`area-book ${shown("Book")}`}>
        <PanelHead title="Book" className="max-sm:hidden" />
        <BookPanel instrument={instrument} />
      </Panel>
      <div className="area-side">
        <Panel name="Order" className={`min-h-0 flex-1 ${shown("Ticket")}`}>
          <PanelHead title="Order" className="max-sm:hidden" />
          <OrderTicket instrument={instrument} />
        </Panel>
        <Panel name="Balances" className={`shrink-0 ${shown("Holdings")}`}>
          <BalancesPanel />
        </Panel>
      </div>
    </div>
  );
}

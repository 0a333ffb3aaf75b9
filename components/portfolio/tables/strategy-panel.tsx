"use client";

import { EmptyNote, Panel, PanelHead } from "../../ui/panel.tsx";
import { AmountPnl } from "../presenter.tsx";
import type { StrategyBar } from "../strategy-bars.ts";

type StrategyPanelProps = { readonly bars: readonly StrategyBar[] | null; readonly currency: string };

/** Who earned what: people by hand, and each run of a strategy. */
export function StrategyPanel({ bars, currency }: StrategyPanelProps) {
  return (
    <Panel name="PnL by strategy" className="overflow-hidden rounded-lg border border-line-subtle">
      <PanelHead
        title="PnL by strategy"
        aside={<span className="text-[11px] text-fg-3">realised in range + open now</span>}
      />
      {bars === null ? (
        <EmptyNote>Loading profits…</EmptyNote>
      ) : bars.length === 0 ? (
        <EmptyNote>No trades in this range yet.</EmptyNote>
      ) : (
        <ul className="flex flex-col gap-2 p-(--pad)">
          {bars.map((bar) => (
            <li key={bar.key} className="grid grid-cols-[110px_minmax(0,1fr)_max-content] items-center gap-3">
              <span className="truncate" title={bar.name}>
                {bar.name}
              </span>
              <span aria-hidden="true" className="h-[6px] overflow-hidden rounded-full bg-hover">
                <span
                  className={`block h-full rounded-full ${Number(bar.profit ?? 0) < 0 ? "bg-down" : "bg-up"}`}
                  style={{ width: `${bar.share * 100}%` }}
                />
              </span>
              <span className="min-w-[84px] text-right">
                <AmountPnl text={bar.profit} currency={currency} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

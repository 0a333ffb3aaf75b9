"use client";

import { useMemo } from "react";
import { useSnapshot } from "../../live/use-desk.tsx";
import type { TableColumn } from "../../tables/model/table-column.ts";
import { useDataTable } from "../../tables/use-data-table.ts";
import { AmountPnl } from "../presenter.tsx";
import type { StrategyBar } from "../strategy-bars.ts";
import { PanelTable } from "./panel-table.tsx";

type StrategyPanelProps = { readonly bars: readonly StrategyBar[] | null; readonly currency: string };

const NONE: readonly StrategyBar[] = [];

const columnsIn = (currency: string): readonly TableColumn<StrategyBar>[] => [
  {
    id: "strategy",
    label: "Strategy",
    kind: "text",
    width: 110,
    value: ({ name }) => name,
    cell: ({ name }) => (
      <span className="block max-w-[110px] truncate" title={name}>
        {name}
      </span>
    ),
    isKey: true,
  },
  {
    id: "share",
    label: "Share",
    kind: "drawing",
    width: 120,
    hint: "Beside the largest one",
    cell: ({ profit, share }) => (
      <span aria-hidden="true" className="block h-[6px] min-w-[60px] overflow-hidden rounded-full bg-hover">
        <span
          className={`block h-full rounded-full ${Number(profit ?? 0) < 0 ? "bg-down" : "bg-up"}`}
          style={{ width: `${share * 100}%` }}
        />
      </span>
    ),
    value: () => null,
    isKey: true,
    isProse: true,
  },
  {
    id: "realised",
    label: "Realised",
    kind: "number",
    width: 90,
    value: ({ realised }) => realised,
    cell: ({ realised }) => <AmountPnl text={realised} currency={currency} />,
    isHidden: true,
  },
  {
    id: "profit",
    label: `PnL ${currency}`,
    kind: "number",
    width: 100,
    value: ({ profit }) => profit,
    cell: ({ profit }) => <AmountPnl text={profit} currency={currency} />,
    isKey: true,
  },
];

/** Who earned what: people by hand, and each run of a strategy. */
export function StrategyPanel({ bars, currency }: StrategyPanelProps) {
  const snapshot = useSnapshot();
  const columns = useMemo(() => columnsIn(currency), [currency]);
  const table = useDataTable({
    name: "portfolio-strategies",
    label: "PnL by strategy",
    columns,
    rows: bars ?? NONE,
    rowId: ({ key }) => key,
    mode: snapshot?.mode ?? null,
  });
  return (
    <PanelTable
      table={table}
      noun="strategy"
      note={<span className="text-[11px] text-fg-3">realised in range + open now</span>}
      instead={bars === null ? "Loading profits…" : bars.length === 0 ? "No trades in this range yet." : null}
    />
  );
}

"use client";

import { useMemo } from "react";
import { useSnapshot } from "../../live/use-desk.tsx";
import type { TableColumn } from "../../tables/model/table-column.ts";
import { useDataTable } from "../../tables/use-data-table.ts";
import { formatClock, formatDay } from "../../ui/format-time.ts";
import type { Stretch } from "../portfolio-client.ts";
import { AmountFlow, AmountPnl } from "../presenter.tsx";
import { type SplitBar, splitBars } from "../split-bars.ts";
import { PanelTable } from "./panel-table.tsx";

type SplitPanelProps = { readonly split: Stretch["split"] | null; readonly currency: string };

const NONE: readonly SplitBar[] = [];

const colourOf = ({ kind, amount }: SplitBar): string => {
  if (kind === "flow") return "bg-fg-3";
  return amount.startsWith("-") ? "bg-down" : "bg-up";
};

const columnsIn = (currency: string): readonly TableColumn<SplitBar>[] => [
  {
    id: "part",
    label: "Part",
    kind: "text",
    width: 120,
    value: ({ name }) => name,
    cell: ({ name, hint, kind }) => (
      <span title={hint} className={kind === "total" ? "font-semibold" : kind === "residual" ? "text-danger" : ""}>
        {name}
      </span>
    ),
    isSortable: false,
    isKey: true,
  },
  {
    id: "bar",
    label: "Bar",
    kind: "drawing",
    width: 120,
    hint: "Each part begins where the one above it ended",
    cell: (bar) => (
      <span aria-hidden="true" className="relative block h-[8px] min-w-[60px] bg-hover">
        <span
          className={`absolute inset-y-0 ${bar.from === bar.to ? "" : "min-w-px"} ${colourOf(bar)}`}
          style={{ left: `${Math.min(bar.from, bar.to) * 100}%`, width: `${Math.abs(bar.to - bar.from) * 100}%` }}
        />
      </span>
    ),
    value: () => null,
    isKey: true,
    isProse: true,
  },
  {
    id: "amount",
    label: currency,
    kind: "number",
    width: 110,
    value: ({ amount }) => amount,
    cell: ({ amount, kind }) =>
      kind === "flow" ? (
        <AmountFlow text={amount} currency={currency} />
      ) : (
        <AmountPnl text={amount} currency={currency} />
      ),
    isSortable: false,
    isKey: true,
  },
];

/** What changed equity in the range: price, slippage, fees, funding, interest, money paid in, and nothing else. */
export function SplitPanel({ split, currency }: SplitPanelProps) {
  const snapshot = useSnapshot();
  const columns = useMemo(() => columnsIn(currency), [currency]);
  const rows = useMemo(() => (split === null ? NONE : splitBars(split)), [split]);
  const table = useDataTable({
    name: "portfolio-split",
    label: "What changed equity",
    columns,
    rows,
    rowId: ({ key }) => key,
    mode: snapshot?.mode ?? null,
  });
  return (
    <PanelTable
      table={table}
      noun="split"
      note={
        split === null ? null : (
          <span
            className="text-[11px] text-fg-3"
            title="Between the first and the last recorded point of the range. The parts come from positions, fills and the journal, equity from the balances: what they leave unexplained would be shown."
          >
            until {formatDay(split.to)} {formatClock(split.to)}
          </span>
        )
      }
      instead={split === null ? "Nothing was recorded in this range yet." : null}
    />
  );
}

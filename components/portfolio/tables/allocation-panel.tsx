"use client";

import { useMemo } from "react";
import { NO_BORROWING } from "../../../server/domain/borrowing/loan.ts";
import { netBalances } from "../../../server/domain/borrowing/net-balances.ts";
import { currencyOf } from "../../../server/domain/money/currency.ts";
import { formatScaled } from "../../../server/domain/money/decimal.ts";
import { useSampledPrices } from "../../instruments/details/use-sampled-prices.ts";
import { useStatistics } from "../../instruments/use-statistics.ts";
import { useSnapshot } from "../../live/use-desk.tsx";
import type { TableColumn } from "../../tables/model/table-column.ts";
import { useDataTable } from "../../tables/use-data-table.ts";
import { groupDigits, UNKNOWN } from "../../ui/format-decimal.ts";
import { allocationOf, marketOf, type Share } from "../allocation.ts";
import { Percent } from "../percent.tsx";
import { Amount } from "../presenter.tsx";
import { PanelTable } from "./panel-table.tsx";

const COLOURS = ["var(--cat-1)", "var(--cat-2)", "var(--cat-3)", "var(--cat-4)", "var(--cat-5)", "var(--cat-6)"];
const colourOf = (place: number) => COLOURS[place] ?? "var(--line-strong)";

type AllocationRow = Share & { readonly colour: string; readonly change: number | null };

const NONE: readonly Share[] = [];
const nameOf = ({ instrument, currency }: Share) => (instrument === null ? `Cash ${currency}` : currency);

/** Values are in `baseCurrency`. */
const columnsIn = (baseCurrency: string): readonly TableColumn<AllocationRow>[] => {
  const worthOf = ({ valueUnits }: Share) =>
    valueUnits === null ? null : formatScaled(valueUnits, currencyOf(baseCurrency).decimals);
  return [
    {
      id: "asset",
      label: "Asset",
      kind: "text",
      width: 110,
      value: nameOf,
      cell: (row) => (
        <span className="flex items-center gap-2">
          <span aria-hidden="true" className="size-[9px] rounded-[2px]" style={{ background: row.colour }} />
          {nameOf(row)}
        </span>
      ),
      isKey: true,
    },
    {
      id: "value",
      label: `Value ${baseCurrency}`,
      kind: "number",
      width: 110,
      value: worthOf,
      cell: (row) => {
        const text = worthOf(row);
        return text === null ? (
          <span title="No price yet">{UNKNOWN}</span>
        ) : (
          <Amount text={text} currency={baseCurrency} />
        );
      },
      isKey: true,
    },
    {
      id: "weight",
      label: "Weight",
      kind: "number",
      width: 70,
      value: ({ weight }) => weight?.toFixed(6) ?? null,
      cell: ({ weight }) => (weight === null ? UNKNOWN : `${groupDigits((weight * 100).toFixed(1))}%`),
      isKey: true,
    },
    {
      id: "change",
      label: "24 h",
      kind: "number",
      width: 80,
      value: ({ change }) => change?.toFixed(6) ?? null,
      cell: ({ change }) =>
        change === null ? <span className="text-fg-3">{UNKNOWN}</span> : <Percent fraction={change} />,
      isKey: true,
    },
  ];
};

/** What the portfolio is made of, at this moment's marks. */
export function AllocationPanel() {
  const snapshot = useSnapshot();
  const baseCurrency = snapshot?.baseCurrency ?? "";
  const markets = useMemo(
    () =>
      netBalances(snapshot?.balances ?? [], snapshot?.borrowing ?? NO_BORROWING).flatMap(({ currency, totalUnits }) => {
        const market = totalUnits === 0 ? null : marketOf(currency, baseCurrency);
        return market === null ? [] : [market.id];
      }),
    [snapshot?.balances, snapshot?.borrowing, baseCurrency],
  );
  const prices = useSampledPrices(markets);
  const statistics = useStatistics(markets);
  const shares = snapshot === null ? NONE : allocationOf(snapshot, (id) => prices[id]?.mark ?? null);
  const columns = useMemo(() => columnsIn(baseCurrency), [baseCurrency]);
  const table = useDataTable({
    name: "portfolio-allocation",
    label: "Allocation",
    columns,
    rows: shares.map((share, place) => ({
      ...share,
      colour: colourOf(place),
      change: share.instrument === null ? null : (statistics.get(share.instrument.id)?.day?.changeFraction ?? null),
    })),
    rowId: ({ currency }) => currency,
    mode: snapshot?.mode ?? null,
  });
  return (
    <PanelTable
      table={table}
      noun="asset"
      instead={snapshot === null ? "Loading balances…" : shares.length === 0 ? "This portfolio holds nothing." : null}
    >
      <div className="p-(--pad)">
        <div aria-hidden="true" className="flex h-[14px] gap-px overflow-hidden rounded-[3px] bg-hover">
          {shares.map(({ currency, weight }, place) => (
            <span key={currency} style={{ width: `${(weight ?? 0) * 100}%`, background: colourOf(place) }} />
          ))}
        </div>
      </div>
    </PanelTable>
  );
}

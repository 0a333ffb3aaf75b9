"use client";

import { useMemo } from "react";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import { describeFunding } from "../../instruments/instrument-words.ts";
import { useSnapshot } from "../../live/use-desk.tsx";
import type { TableColumn } from "../../tables/model/table-column.ts";
import { useDataTable } from "../../tables/use-data-table.ts";
import { placesOf } from "../../ui/format-amount.ts";
import { formatDecimal, trimZeros } from "../../ui/format-decimal.ts";
import { formatDay, formatRowTime } from "../../ui/format-time.ts";
import type { CashFlows } from "../portfolio-client.ts";
import { AmountFlow, Masked, usePresenter } from "../presenter.tsx";
import { PanelTable } from "./panel-table.tsx";

type CashRow = {
  readonly key: string;
  readonly kind: "flow" | "opening" | "funding" | "forgiven" | "fee" | "interest";
  /** Null for what was paid over the whole range. */
  readonly at: number | null;
  readonly what: string;
  readonly detail: string;
  readonly by: string | null;
  readonly amount: string;
  readonly currency: string;
};

function rowsOf({ opening, flows, funding, interest, forgiven, fees }: CashFlows): CashRow[] {
  return [
    ...flows.map(({ key, currency, amount, wallAt, by }): CashRow => {
      const what = amount.startsWith("-") ? "Paid out" : "Paid in";
      const who = by ?? "a former user";
      return { key, kind: "flow", at: wallAt, what, detail: `by ${who}`, by: who, amount, currency };
    }),
    ...funding.map(({ instrumentId, at, currency, amount, rate }): CashRow => {
      const what = `Funding ${findInstrument(instrumentId)?.name ?? instrumentId}`;
      const detail = `at ${describeFunding(rate)}`;
      return { key: `${instrumentId} ${at}`, kind: "funding", at, what, detail, by: null, amount, currency };
    }),
    ...forgiven.map(({ at, currency, amount }): CashRow => {
      const detail = "written off by the venue";
      return {
        key: `forgiven ${currency} ${at}`,
        kind: "forgiven",
        at,
        what: "Debt",
        detail,
        by: null,
        amount,
        currency,
      };
    }),
    {
      key: "opening",
      kind: "opening",
      at: opening.wallAt,
      what: "Opening balance",
      detail: "",
      by: null,
      ...money(opening),
    },
    ...interest.map(({ currency: borrowed, amount, stamps }): CashRow => {
      const what = `Borrow interest ${borrowed}`;
      const detail = stamps === 1 ? "1 hour" : `${stamps.toLocaleString("en-US")} hours`;
      const { currency } = opening;
      return { key: `interest ${borrowed}`, kind: "interest", at: null, what, detail, by: null, amount, currency };
    }),
    ...fees.map(({ instrumentId, currency, fee, fills }): CashRow => {
      const what = `Fees ${findInstrument(instrumentId)?.name ?? instrumentId}`;
      const detail = fills === 1 ? "1 fill" : `${fills.toLocaleString("en-US")} fills`;
      return {
        key: `${instrumentId} ${currency}`,
        kind: "fee",
        at: null,
        what,
        detail,
        by: null,
        amount: fee,
        currency,
      };
    }),
  ];
}

const money = ({ amount, currency }: CashFlows["opening"]) => ({ amount, currency });

const COLUMNS: readonly TableColumn<CashRow>[] = [
  {
    id: "time",
    label: "Time",
    kind: "time",
    width: 110,
    value: ({ at }) => at,
    cell: ({ at, kind }) =>
      at === null ? (
        <span className="text-fg-3">in range</span>
      ) : (
        <span title={new Date(at).toISOString()}>{kind === "opening" ? formatDay(at) : formatRowTime(at)}</span>
      ),
    isKey: true,
  },
  {
    id: "what",
    label: "What",
    kind: "text",
    width: 130,
    value: ({ what }) => what,
    cell: ({ what, detail }) => (
      <>
        {what} <span className="text-fg-3">{detail}</span>
      </>
    ),
    isFacet: true,
    isKey: true,
  },
  { id: "by", label: "By", kind: "text", width: 90, value: ({ by }) => by, isFacet: true, isHidden: true },
  {
    id: "amount",
    label: "Amount",
    kind: "number",
    width: 110,
    value: ({ amount }) => amount,
    cell: ({ kind, amount, currency }) =>
      kind === "fee" || kind === "interest" ? (
        <Fee text={amount} currency={currency} />
      ) : (
        <AmountFlow text={amount} currency={currency} />
      ),
    isKey: true,
  },
  {
    id: "currency",
    label: "Unit",
    kind: "text",
    width: 50,
    value: ({ currency }) => currency,
    cell: ({ currency }) => <span className="text-fg-3">{currency}</span>,
    isFacet: true,
    isKey: true,
  },
];

const NONE: readonly CashRow[] = [];

/** Money that came and went besides trading, and what trading and borrowing cost. */
export function CashPanel({ cash }: { readonly cash: CashFlows | null }) {
  const snapshot = useSnapshot();
  const rows = useMemo(() => (cash === null ? NONE : rowsOf(cash)), [cash]);
  const table = useDataTable({
    name: "portfolio-cash",
    label: "Cash flows and fees",
    columns: COLUMNS,
    rows,
    rowId: ({ key }) => key,
    mode: snapshot?.mode ?? null,
  });
  return (
    <PanelTable
      table={table}
      noun="cash"
      title="Cash flows & fees"
      count={cash === null ? undefined : cash.flows.length + 1}
      instead={cash === null ? "Loading cash flows…" : null}
      className="max-h-[260px]"
    />
  );
}

function Fee({ text, currency }: { readonly text: string; readonly currency: string }) {
  const { isHidden } = usePresenter();
  if (isHidden) return <Masked />;
  const exact = trimZeros(text, placesOf(currency));
  return <span title={text}>{formatDecimal(text, exact.split(".")[1]?.length ?? 0)}</span>;
}

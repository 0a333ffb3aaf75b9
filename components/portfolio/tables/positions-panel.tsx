"use client";

import dynamic from "next/dynamic";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { type ReactNode, useMemo, useState } from "react";
import { formatPrice } from "../../../server/domain/markets/instrument.ts";
import { currencyOf } from "../../../server/domain/money/currency.ts";
import { formatScaled } from "../../../server/domain/money/decimal.ts";
import type { MarksFrame } from "../../live/live-frame.ts";
import { useDesk, useSnapshot } from "../../live/use-desk.tsx";
import { settingWords } from "../../margin/margin-words.ts";
import { marginColumns } from "../../margin/positions/margin-columns.tsx";
import { protectionColumns } from "../../protection/protection-columns.tsx";
import { ProtectButton } from "../../protection/protection-on-demand.tsx";
import type { TableColumn } from "../../tables/model/table-column.ts";
import { useDataTable } from "../../tables/use-data-table.ts";
import { type PositionRow, positionRows, rowKey, unrealisedPercent } from "../../trade/position-rows.ts";
import { Button } from "../../ui/button.tsx";
import { SidePill } from "../../ui/figure.tsx";
import { placesOf } from "../../ui/format-amount.ts";
import { formatDecimal, formatUnitsAt, groupDigits, UNKNOWN } from "../../ui/format-decimal.ts";
import { SplitPositions } from "../lots/split-positions.tsx";
import { Percent } from "../percent.tsx";
import { AmountPnl, Masked, usePresenter } from "../presenter.tsx";
import { PanelTable } from "./panel-table.tsx";

const LotsSheet = dynamic(() => import("../lots/lots-sheet.tsx").then((sheet) => sheet.LotsSheet), { ssr: false });

const entryOf = ({ instrument, entryTicks }: PositionRow) =>
  entryTicks === null ? null : formatPrice(instrument, entryTicks);

const COLUMNS: readonly TableColumn<PositionRow>[] = [
  {
    id: "market",
    label: "Market",
    kind: "text",
    width: 96,
    value: ({ instrument }) => instrument.name,
    cell: ({ instrument }) => <MarketName id={instrument.id} symbol={instrument.name} />,
    isFacet: true,
    isKey: true,
  },
  {
    id: "side",
    label: "Side",
    kind: "text",
    width: 60,
    value: ({ direction }) => direction,
    cell: ({ direction }) => (direction === null ? null : <SidePill side={direction} />),
    isFacet: true,
    isKey: true,
  },
  {
    id: "size",
    label: "Size",
    kind: "number",
    width: 110,
    value: ({ instrument, quantityUnits }) => formatScaled(quantityUnits, currencyOf(instrument.base).decimals),
    cell: (row) => <Size row={row} />,
    isKey: true,
  },
  {
    id: "entry",
    label: "Entry",
    kind: "number",
    width: 92,
    hint: "The average price of its fills; of coins what one cost on average, fees included",
    value: entryOf,
    cell: (row) => {
      const entry = entryOf(row);
      return entry === null ? UNKNOWN : groupDigits(entry);
    },
  },
  {
    id: "mark",
    label: "Mark",
    kind: "number",
    width: 92,
    value: ({ mark }) => mark,
    cell: ({ mark, instrument }) => (mark === null ? UNKNOWN : formatDecimal(mark, instrument.priceDecimals)),
  },
  {
    id: "unrealised",
    label: "Unrealised",
    kind: "number",
    width: 110,
    value: ({ unrealised }) => unrealised,
    cell: ({ unrealised, instrument }) => <AmountPnl text={unrealised} currency={instrument.quote} />,
    isKey: true,
  },
  {
    id: "percent",
    label: "%",
    kind: "number",
    width: 76,
    hint: "Unrealised profit or loss of what the position cost; of a perpetual, of the margin put up for it (ROE)",
    value: (row) => unrealisedPercent(row)?.toFixed(4) ?? null,
    cell: (row) => {
      const percent = unrealisedPercent(row);
      return percent === null ? UNKNOWN : <Percent fraction={percent / 100} />;
    },
  },
];

const SETTING: TableColumn<PositionRow> = {
  id: "setting",
  label: "Leverage",
  kind: "text",
  width: 92,
  value: ({ margin }) => (margin === null ? null : settingWords(margin)),
};

const PROTECT: TableColumn<PositionRow> = {
  id: "actions",
  label: "Actions",
  kind: "actions",
  width: 56,
  value: () => null,
  cell: ({ instrument, positionSide }) => <ProtectButton instrument={instrument} positionSide={positionSide} />,
};

const lotsColumn = (open: (instrumentId: string) => void): TableColumn<PositionRow> => ({
  id: "lots",
  label: "Lots",
  kind: "actions",
  width: 56,
  value: () => null,
  cell: ({ instrument }) => (
    <Button size="row" aria-label={`Lots of ${instrument.name}`} onClick={() => open(instrument.id)}>
      Lots
    </Button>
  ),
  isKey: true,
});

type PositionsProps = { readonly marks: MarksFrame | null };

/** What is open now, at its marks: one row an instrument, or one a lot. */
export function PositionsPanel({ marks }: PositionsProps) {
  const [isSplit, setIsSplit] = useState(false);
  const toggle = (
    <Button size="row" aria-pressed={isSplit} title="One row a lot" onClick={() => setIsSplit((was) => !was)}>
      By lot
    </Button>
  );
  return isSplit ? <SplitPositions marks={marks} toggle={toggle} /> : <Positions marks={marks} toggle={toggle} />;
}

function Positions({ marks, toggle }: PositionsProps & { readonly toggle: ReactNode }) {
  const snapshot = useSnapshot();
  const [opened, setOpened] = useState<string | null>(null);
  const rows = useMemo(
    () => (snapshot === null ? [] : positionRows(snapshot, marks).filter(({ direction }) => direction !== null)),
    [snapshot, marks],
  );
  const { store } = useDesk();
  const { isHidden } = usePresenter();
  const hasMargin = rows.some(({ margin }) => margin !== null);
  const columns = useMemo(
    () => [
      ...COLUMNS,
      ...(hasMargin ? [SETTING, ...marginColumns(store, isHidden)] : []),
      ...protectionColumns<PositionRow>(store, isHidden),
      lotsColumn(setOpened),
      PROTECT,
    ],
    [store, isHidden, hasMargin],
  );
  const table = useDataTable({
    name: "portfolio-positions",
    label: "Positions",
    columns,
    rows,
    rowId: rowKey,
    mode: snapshot?.mode ?? null,
  });
  const shown = rows.find(({ instrument }) => instrument.id === opened);
  return (
    <>
      <PanelTable
        table={table}
        noun="instrument"
        count={rows.length}
        note={toggle}
        instead={
          snapshot === null
            ? "Loading positions…"
            : rows.length === 0
              ? "Nothing is open. The first fill opens a position."
              : null
        }
      />
      {shown === undefined ? null : (
        <LotsSheet instrument={shown.instrument} mark={shown.mark} onClose={() => setOpened(null)} />
      )}
    </>
  );
}

function MarketName({ id, symbol }: { readonly id: string; readonly symbol: string }) {
  const portfolio = useSearchParams().get("portfolio");
  const query = portfolio === null ? "" : `?portfolio=${encodeURIComponent(portfolio)}`;
  return (
    <Link
      href={`/trade/${id}${query}`}
      className="block leading-[24px] font-semibold -outline-offset-2 hover:underline"
    >
      {symbol}
    </Link>
  );
}

function Size({ row: { instrument, quantityUnits } }: { readonly row: PositionRow }) {
  const { isHidden } = usePresenter();
  if (isHidden) return <Masked />;
  return formatUnitsAt(quantityUnits, currencyOf(instrument.base).decimals, placesOf(instrument.base));
}

"use client";

import type { ReactNode } from "react";
import { useMemo } from "react";
import { present } from "../../../server/domain/errors/invariant.ts";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import { currencyOf } from "../../../server/domain/money/currency.ts";
import { formatScaled } from "../../../server/domain/money/decimal.ts";
import type { Lot } from "../../../server/domain/positions/lot.ts";
import type { MarksFrame } from "../../live/live-frame.ts";
import { useSnapshot } from "../../live/use-desk.tsx";
import type { TableColumn } from "../../tables/model/table-column.ts";
import { useDataTable } from "../../tables/use-data-table.ts";
import { ticksOf } from "../../trade/book-depth.ts";
import { SidePill } from "../../ui/figure.tsx";
import { placesOf } from "../../ui/format-amount.ts";
import { formatDecimal, formatUnitsAt } from "../../ui/format-decimal.ts";
import { formatRowTime } from "../../ui/format-time.ts";
import { AmountPnl, Masked, usePresenter } from "../presenter.tsx";
import { PanelTable } from "../tables/panel-table.tsx";
import { unitPrice, unrealisedOf } from "./lot-figures.ts";

type LotRow = { readonly lot: Lot; readonly instrument: Instrument; readonly unrealised: string | null };

const COLUMNS: readonly TableColumn<LotRow>[] = [
  {
    id: "market",
    label: "Market",
    kind: "text",
    width: 96,
    value: ({ instrument }) => instrument.name,
    isFacet: true,
    isKey: true,
  },
  {
    id: "side",
    label: "Side",
    kind: "text",
    width: 60,
    value: ({ lot }) => lot.direction,
    cell: ({ lot }) => <SidePill side={lot.direction} />,
    isFacet: true,
  },
  {
    id: "opened",
    label: "Opened",
    kind: "text",
    width: 120,
    value: ({ lot }) => new Date(lot.openedAt).toISOString(),
    cell: ({ lot }) => formatRowTime(lot.openedAt),
    isKey: true,
  },
  {
    id: "size",
    label: "Size",
    kind: "number",
    width: 110,
    value: ({ lot, instrument }) => formatScaled(lot.quantityUnits, currencyOf(instrument.base).decimals),
    cell: (row) => <Size row={row} />,
    isKey: true,
  },
  {
    id: "entry",
    label: "Entry",
    kind: "number",
    width: 92,
    hint: "What one coin of this lot cost, fees included",
    value: ({ lot, instrument }) => unitPrice(instrument, lot.costUnits, lot.quantityUnits),
    cell: ({ lot, instrument }) =>
      formatDecimal(unitPrice(instrument, lot.costUnits, lot.quantityUnits), instrument.priceDecimals),
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
];

type SplitPositionsProps = { readonly marks: MarksFrame | null; readonly toggle: ReactNode };

/** What is open now, one row a lot of the ledger. */
export function SplitPositions({ marks, toggle }: SplitPositionsProps) {
  const snapshot = useSnapshot();
  const rows = useMemo(
    () =>
      (snapshot?.lots ?? []).map((lot): LotRow => {
        const instrument = present(findInstrument(lot.instrumentId), `Instrument "${lot.instrumentId}" is not listed`);
        const mark = marks?.positions.find(({ instrumentId }) => instrumentId === lot.instrumentId)?.mark;
        return { lot, instrument, unrealised: unrealisedOf(instrument, lot, ticksOf(instrument, mark)) };
      }),
    [snapshot, marks],
  );
  const table = useDataTable({
    name: "portfolio-lots",
    label: "Positions",
    columns: COLUMNS,
    rows,
    rowId: ({ lot }) => lot.id,
    mode: snapshot?.mode ?? null,
  });
  return (
    <PanelTable
      table={table}
      noun="lot"
      title="Positions by lot"
      count={rows.length}
      note={toggle}
      instead={rows.length === 0 ? "Nothing is open. The first fill opens a lot." : null}
    />
  );
}

function Size({ row: { lot, instrument } }: { readonly row: LotRow }) {
  const { isHidden } = usePresenter();
  if (isHidden) return <Masked />;
  return formatUnitsAt(lot.quantityUnits, currencyOf(instrument.base).decimals, placesOf(instrument.base));
}

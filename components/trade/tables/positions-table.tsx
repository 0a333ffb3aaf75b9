"use client";

import { formatPrice } from "../../../server/domain/markets/instrument.ts";
import { currencyOf } from "../../../server/domain/money/currency.ts";
import { formatScaled } from "../../../server/domain/money/decimal.ts";
import { useDeskState, useSnapshot } from "../../live/use-desk.tsx";
import { Pnl, SidePill } from "../../ui/figure.tsx";
import { placesOf } from "../../ui/format-amount.ts";
import { formatDecimal, formatUnitsAt, groupDigits, UNKNOWN } from "../../ui/format-decimal.ts";
import { EmptyNote } from "../../ui/panel.tsx";
import { type PositionRow, positionRows } from "../position-rows.ts";

export function PositionsTable() {
  const snapshot = useSnapshot();
  const marks = useDeskState((state) => state.marks);
  if (snapshot === null) return <EmptyNote>Loading positions…</EmptyNote>;
  const rows = positionRows(snapshot, marks);
  if (rows.length === 0) return <EmptyNote>No positions yet: the first fill opens one.</EmptyNote>;
  return (
    <table className="grid-table">
      <thead>
        <tr>
          <th className="text">Market</th>
          <th className="text">Side</th>
          <th>Size</th>
          <th className="max-sm:hidden">Average entry</th>
          <th className="max-sm:hidden">Mark</th>
          <th>Unrealised PnL</th>
          <th className="max-sm:hidden">Realised PnL</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.instrument.id} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row }: { readonly row: PositionRow }) {
  const { instrument } = row;
  const places = placesOf(instrument.quote);
  // Fees leave less than a lot behind; all of it is shown, as all of it is owned.
  const size = formatUnitsAt(row.quantityUnits, currencyOf(instrument.base).decimals, placesOf(instrument.base));
  return (
    <tr data-instrument={instrument.id}>
      <td className="text font-semibold">{instrument.symbol}</td>
      <td className="text">
        {row.direction === null ? <span className="text-fg-3">flat</span> : <SidePill side={row.direction} />}
      </td>
      <td>
        {size} <span className="text-fg-3">{instrument.base}</span>
      </td>
      <td className="max-sm:hidden">
        {row.entryTicks === null ? UNKNOWN : groupDigits(formatPrice(instrument, row.entryTicks))}
      </td>
      <td className="max-sm:hidden">
        {row.mark === null ? UNKNOWN : formatDecimal(row.mark, instrument.priceDecimals)}
      </td>
      <td>
        <Pnl amount={row.unrealised} places={places} why={row.direction === null ? "Nothing is held" : "No mark yet"} />
      </td>
      <td className="max-sm:hidden">
        <Pnl amount={formatScaled(row.realisedUnits, currencyOf(instrument.quote).decimals)} places={places} />
      </td>
    </tr>
  );
}

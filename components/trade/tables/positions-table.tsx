"use client";

import { formatPrice } from "../../../server/domain/markets/instrument.ts";
import { currencyOf } from "../../../server/domain/money/currency.ts";
import { formatScaled } from "../../../server/domain/money/decimal.ts";
import type { Integer } from "../../../server/domain/money/integer.ts";
import { useDeskState, useSnapshot } from "../../live/use-desk.tsx";
import { Pnl, SidePill } from "../../ui/figure.tsx";
import { formatBalance, placesOf } from "../../ui/format-amount.ts";
import { formatDecimal, formatUnitsAt, groupDigits, UNKNOWN } from "../../ui/format-decimal.ts";
import { EmptyNote } from "../../ui/panel.tsx";
import { MarketCell } from "../market-link.tsx";
import {
  type PositionRow,
  type PositionTotals,
  positionRows,
  positionTotals,
  unrealisedPercent,
} from "../position-rows.ts";

export function PositionsTable() {
  const snapshot = useSnapshot();
  const marks = useDeskState((state) => state.marks);
  if (snapshot === null) return <EmptyNote>Loading positions…</EmptyNote>;
  const rows = positionRows(snapshot, marks);
  if (rows.length === 0) return <EmptyNote>No positions yet: the first fill opens one.</EmptyNote>;
  const totals = positionTotals(rows);
  const unit = totals === null ? null : <span className="font-normal max-sm:hidden"> {totals.currency}</span>;
  return (
    <table className="grid-table">
      <thead>
        <tr>
          <th className="text">Market</th>
          <th className="text">Side</th>
          <th>Size</th>
          <th className="max-sm:hidden">Value{unit}</th>
          <th className="max-sm:hidden">Average entry</th>
          <th className="max-sm:hidden">Mark</th>
          <th>Unrealised PnL{unit}</th>
          <th className="max-sm:hidden">%</th>
          <th className="max-sm:hidden">Realised PnL{unit}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.instrument.id} row={row} />
        ))}
      </tbody>
      {totals === null ? null : <Totals totals={totals} />}
    </table>
  );
}

function Row({ row }: { readonly row: PositionRow }) {
  const { instrument } = row;
  const places = placesOf(instrument.quote);
  const percent = unrealisedPercent(row);
  const why = row.direction === null ? "Nothing is held" : "No mark yet";
  // Fees leave less than a lot behind; all of it is shown, as all of it is owned.
  const size = formatUnitsAt(row.quantityUnits, currencyOf(instrument.base).decimals, placesOf(instrument.base));
  return (
    <tr data-instrument={instrument.id}>
      <MarketCell instrument={instrument} />
      <td className="text">
        {row.direction === null ? <span className="text-fg-3">flat</span> : <SidePill side={row.direction} />}
      </td>
      <td>
        {size} <span className="inline-block min-w-[26px] text-left text-fg-3">{instrument.base}</span>
      </td>
      <td className="max-sm:hidden">
        {row.valueUnits === null ? UNKNOWN : formatBalance(row.valueUnits, instrument.quote)}
      </td>
      <td className="max-sm:hidden">
        {row.entryTicks === null ? UNKNOWN : groupDigits(formatPrice(instrument, row.entryTicks))}
      </td>
      <td className="max-sm:hidden">
        {row.mark === null ? UNKNOWN : formatDecimal(row.mark, instrument.priceDecimals)}
      </td>
      <td data-cell="unrealised">
        <Pnl amount={row.unrealised} places={places} why={why} />
      </td>
      <td className="max-sm:hidden">
        <Pnl amount={percent === null ? null : percent.toFixed(2)} places={2} why={why} />
      </td>
      <td className="max-sm:hidden">
        <Pnl amount={formatScaled(row.realisedUnits, currencyOf(instrument.quote).decimals)} places={places} />
      </td>
    </tr>
  );
}

function Totals({ totals }: { readonly totals: PositionTotals }) {
  const { currency, valueUnits, unrealisedUnits, realisedUnits } = totals;
  const places = placesOf(currency);
  const text = (units: Integer | null) => (units === null ? null : formatScaled(units, currencyOf(currency).decimals));
  return (
    <tfoot>
      <tr data-testid="position-totals">
        <th scope="row" className="text" colSpan={3}>
          Total
        </th>
        <td className="max-sm:hidden">{valueUnits === null ? UNKNOWN : formatBalance(valueUnits, currency)}</td>
        <td colSpan={2} className="max-sm:hidden" />
        <td>
          <Pnl amount={text(unrealisedUnits)} places={places} why="No mark yet" />
        </td>
        <td className="max-sm:hidden" />
        <td className="max-sm:hidden">
          <Pnl amount={text(realisedUnits)} places={places} />
        </td>
      </tr>
    </tfoot>
  );
}

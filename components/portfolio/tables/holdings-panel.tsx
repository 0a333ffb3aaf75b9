"use client";

import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { formatPrice } from "../../../server/domain/markets/instrument.ts";
import { currencyOf } from "../../../server/domain/money/currency.ts";
import { formatScaled } from "../../../server/domain/money/decimal.ts";
import { subtract } from "../../../server/domain/money/integer.ts";
import type { MarksFrame } from "../../live/live-frame.ts";
import { useSnapshot } from "../../live/use-desk.tsx";
import { type PositionRow, positionRows, unrealisedPercent } from "../../trade/position-rows.ts";
import { SidePill } from "../../ui/figure.tsx";
import { formatBalance, placesOf } from "../../ui/format-amount.ts";
import { formatDecimal, formatUnitsAt, groupDigits, UNKNOWN } from "../../ui/format-decimal.ts";
import { EmptyNote, Panel, PanelHead } from "../../ui/panel.tsx";
import { Percent } from "../percent.tsx";
import { AmountPnl, Masked, usePresenter } from "../presenter.tsx";

/** What is open now, at its marks. */
export function PositionsPanel({ marks }: { readonly marks: MarksFrame | null }) {
  const snapshot = useSnapshot();
  const rows = snapshot === null ? [] : positionRows(snapshot, marks).filter(({ direction }) => direction !== null);
  return (
    <Panel name="Positions" className="overflow-hidden rounded-lg border border-line-subtle">
      <PanelHead title="Positions" count={rows.length} />
      {snapshot === null ? (
        <EmptyNote>Loading positions…</EmptyNote>
      ) : rows.length === 0 ? (
        <EmptyNote>Nothing is open. The first fill opens a position.</EmptyNote>
      ) : (
        <div className="overflow-x-auto">
          <table className="grid-table">
            <thead>
              <tr>
                <th className="text">Market</th>
                <th className="text">Side</th>
                <th>Size</th>
                <th className="max-sm:hidden">Entry</th>
                <th className="max-sm:hidden">Mark</th>
                <th>Unrealised</th>
                <th className="max-sm:hidden">%</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Position key={row.instrument.id} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function Position({ row }: { readonly row: PositionRow }) {
  const { isHidden } = usePresenter();
  const portfolio = useSearchParams().get("portfolio");
  const { instrument, direction } = row;
  const percent = unrealisedPercent(row);
  const query = portfolio === null ? "" : `?portfolio=${encodeURIComponent(portfolio)}`;
  return (
    <tr data-instrument={instrument.id}>
      <td className="text">
        <Link href={`/trade/${instrument.id}${query}`} className="font-semibold hover:underline">
          {instrument.symbol}
        </Link>
      </td>
      <td className="text">{direction === null ? null : <SidePill side={direction} />}</td>
      <td>
        {isHidden ? (
          <Masked />
        ) : (
          formatUnitsAt(row.quantityUnits, currencyOf(instrument.base).decimals, placesOf(instrument.base))
        )}
      </td>
      <td className="max-sm:hidden">
        {row.entryTicks === null ? UNKNOWN : groupDigits(formatPrice(instrument, row.entryTicks))}
      </td>
      <td className="max-sm:hidden">
        {row.mark === null ? UNKNOWN : formatDecimal(row.mark, instrument.priceDecimals)}
      </td>
      <td>
        <AmountPnl text={row.unrealised} currency={instrument.quote} />
      </td>
      <td className="max-sm:hidden">{percent === null ? UNKNOWN : <Percent fraction={percent / 100} />}</td>
    </tr>
  );
}

/** What may be spent, and what stands behind working orders. */
export function BalancesPanel() {
  const snapshot = useSnapshot();
  const { isHidden } = usePresenter();
  const text = (units: Parameters<typeof formatBalance>[0], currency: string) =>
    isHidden ? (
      <Masked />
    ) : (
      <span title={formatScaled(units, currencyOf(currency).decimals)}>{formatBalance(units, currency)}</span>
    );
  return (
    <Panel name="Balances" className="overflow-hidden rounded-lg border border-line-subtle">
      <PanelHead title="Balances" {...(snapshot === null ? {} : { count: snapshot.balances.length })} />
      {snapshot === null ? (
        <EmptyNote>Loading balances…</EmptyNote>
      ) : (
        <div className="overflow-x-auto">
          <table className="grid-table">
            <thead>
              <tr>
                <th className="text">Asset</th>
                <th>Total</th>
                <th className="max-sm:hidden">Reserved</th>
                <th>Available</th>
              </tr>
            </thead>
            <tbody>
              {snapshot.balances.map(({ currency, totalUnits, reservedUnits }) => (
                <tr key={currency} data-currency={currency}>
                  <td className="text font-semibold">{currency}</td>
                  <td>{text(totalUnits, currency)}</td>
                  <td className="max-sm:hidden">{text(reservedUnits, currency)}</td>
                  <td>{text(subtract(totalUnits, reservedUnits), currency)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

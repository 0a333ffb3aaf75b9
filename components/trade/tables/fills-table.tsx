"use client";

import { formatPrice, formatQuantity } from "../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { Fill } from "../../../server/domain/orders/fill.ts";
import { useSnapshot } from "../../live/use-desk.tsx";
import { SidePill } from "../../ui/figure.tsx";
import { formatBalance, formatFee } from "../../ui/format-amount.ts";
import { groupDigits } from "../../ui/format-decimal.ts";
import { formatRowTime } from "../../ui/format-time.ts";
import { EmptyNote } from "../../ui/panel.tsx";
import { MarketCell } from "../market-link.tsx";

export function FillsTable() {
  const snapshot = useSnapshot();
  if (snapshot === null) return <EmptyNote>Loading fills…</EmptyNote>;
  if (snapshot.fills.length === 0) return <EmptyNote>No fills yet: a market order fills at once.</EmptyNote>;
  return (
    <table className="grid-table">
      <thead>
        <tr>
          <th className="text max-sm:hidden">Tape time UTC</th>
          <th className="text">Market</th>
          <th className="text">Side</th>
          <th>Price</th>
          <th>Size</th>
          <th className="max-sm:hidden">Value</th>
          <th>Fee</th>
          <th className="text">Liquidity</th>
        </tr>
      </thead>
      <tbody>
        {snapshot.fills.map((fill) => (
          <Row key={fill.id} fill={fill} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ fill }: { readonly fill: Fill }) {
  const instrument = findInstrument(fill.instrumentId);
  if (instrument === undefined) return null;
  return (
    <tr data-fill={fill.id}>
      <td className="text text-fg-2 max-sm:hidden">{formatRowTime(fill.at)}</td>
      <MarketCell instrument={instrument} at={fill.at} />
      <td className="text">
        <SidePill side={fill.side} />
      </td>
      <td>{groupDigits(formatPrice(instrument, fill.priceTicks))}</td>
      <td>
        {groupDigits(formatQuantity(instrument, fill.quantityLots))}
        {fill.excessLots > 0 ? <span className="text-warn"> ▲ beyond the order</span> : null}
      </td>
      <td className="max-sm:hidden">
        {formatBalance(fill.notionalUnits, instrument.quote)} <span className="text-fg-3">{instrument.quote}</span>
      </td>
      <td>
        {formatFee(fill.feeUnits, fill.feeCurrency)}{" "}
        <span className="inline-block min-w-[32px] text-left text-fg-3">{fill.feeCurrency}</span>
      </td>
      <td className="text text-fg-2">{fill.liquidity === "maker" ? "Maker" : "Taker"}</td>
    </tr>
  );
}

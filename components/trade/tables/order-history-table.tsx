"use client";

import { formatPrice, formatQuantity } from "../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import { isTerminal } from "../../../server/domain/orders/order-status.ts";
import { useSnapshot } from "../../live/use-desk.tsx";
import { SidePill } from "../../ui/figure.tsx";
import { groupDigits, UNKNOWN } from "../../ui/format-decimal.ts";
import { formatRowTime } from "../../ui/format-time.ts";
import { EmptyNote } from "../../ui/panel.tsx";
import { MarketCell } from "../market-link.tsx";
import { averageFillPrice, statusWords, typeWords } from "../order-words.ts";

export function OrderHistoryTable() {
  const snapshot = useSnapshot();
  if (snapshot === null) return <EmptyNote>Loading orders…</EmptyNote>;
  const orders = snapshot.orders.filter((order) => isTerminal(order.status));
  if (orders.length === 0)
    return <EmptyNote>No closed orders yet: filled, cancelled and denied ones gather here.</EmptyNote>;
  return (
    <table className="grid-table">
      <thead>
        <tr>
          <th className="text max-sm:hidden">Tape time UTC</th>
          <th className="text">Market</th>
          <th className="text">Side</th>
          <th className="text max-sm:hidden">Type</th>
          <th className="max-sm:hidden">Price</th>
          <th>Size</th>
          <th className="max-sm:hidden">Filled</th>
          <th>Average</th>
          <th className="text">Status</th>
          <th className="text">Reason</th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <Row key={order.id} order={order} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ order }: { readonly order: Order }) {
  const instrument = findInstrument(order.instrumentId);
  if (instrument === undefined) return null;
  const isRefused = order.status === "denied" || order.status === "rejected";
  return (
    <tr data-order={order.id}>
      <td className="text text-fg-2 max-sm:hidden">{formatRowTime(order.createdAt)}</td>
      <MarketCell instrument={instrument} at={order.createdAt} />
      <td className="text">
        <SidePill side={order.side} />
      </td>
      <td className="text text-fg-2 max-sm:hidden">{typeWords(order)}</td>
      <td className="max-sm:hidden">
        {order.priceTicks === null ? (
          <span className="text-fg-3">market</span>
        ) : (
          groupDigits(formatPrice(instrument, order.priceTicks))
        )}
      </td>
      <td>{groupDigits(formatQuantity(instrument, order.quantityLots))}</td>
      <td className="max-sm:hidden">{groupDigits(formatQuantity(instrument, order.filledLots))}</td>
      <td>{averageFillPrice(instrument, order) ?? UNKNOWN}</td>
      <td className={`text ${isRefused ? "text-danger" : ""}`}>{statusWords(order.status)}</td>
      <td className="text text-fg-2 sm:w-full sm:max-w-0 sm:truncate" title={order.reason ?? undefined}>
        {order.reason ?? order.reasonCode ?? ""}
      </td>
    </tr>
  );
}

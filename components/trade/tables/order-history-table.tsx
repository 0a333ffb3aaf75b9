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
import { averageFillPrice, statusWords } from "../order-words.ts";

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
          <th className="text">Time UTC</th>
          <th className="text">Market</th>
          <th className="text">Side</th>
          <th className="text">Type</th>
          <th>Price</th>
          <th>Size</th>
          <th>Filled</th>
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
      <td className="text text-fg-2">{formatRowTime(order.createdAt)}</td>
      <td className="text font-semibold">{instrument.symbol}</td>
      <td className="text">
        <SidePill side={order.side} />
      </td>
      <td className="text text-fg-2">
        {order.type} {order.timeInForce}
      </td>
      <td>{order.priceTicks === null ? "market" : groupDigits(formatPrice(instrument, order.priceTicks))}</td>
      <td>{groupDigits(formatQuantity(instrument, order.quantityLots))}</td>
      <td>{groupDigits(formatQuantity(instrument, order.filledLots))}</td>
      <td>{averageFillPrice(instrument, order) ?? UNKNOWN}</td>
      <td className={`text ${isRefused ? "text-danger" : ""}`}>{statusWords(order.status)}</td>
      <td className="text max-w-[420px] truncate text-fg-2" title={order.reason ?? undefined}>
        {order.reason ?? order.reasonCode ?? ""}
      </td>
    </tr>
  );
}

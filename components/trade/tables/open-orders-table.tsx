"use client";

import { can } from "../../../server/domain/access/permission.ts";
import { formatPrice, formatQuantity } from "../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import { isTerminal } from "../../../server/domain/orders/order-status.ts";
import { useCommand } from "../../live/use-command.ts";
import { useDesk, useFrozen, useSnapshot } from "../../live/use-desk.tsx";
import { Button } from "../../ui/button.tsx";
import { SidePill } from "../../ui/figure.tsx";
import { groupDigits } from "../../ui/format-decimal.ts";
import { formatRowTime } from "../../ui/format-time.ts";
import { EmptyNote } from "../../ui/panel.tsx";
import { MarketCell } from "../market-link.tsx";
import { statusWords, typeWords } from "../order-words.ts";

export const openOrdersOf = (orders: readonly Order[]): readonly Order[] =>
  orders.filter((order) => !isTerminal(order.status));

export function OpenOrdersTable() {
  const snapshot = useSnapshot();
  if (snapshot === null) return <EmptyNote>Loading orders…</EmptyNote>;
  const orders = openOrdersOf(snapshot.orders);
  if (orders.length === 0)
    return <EmptyNote>No open orders: a limit order that does not fill at once works here.</EmptyNote>;
  const mayCancel = can(snapshot.role, "order:cancel");
  return (
    <table className="grid-table">
      <thead>
        <tr>
          <th className="text max-sm:hidden">Tape time UTC</th>
          <th className="text">Market</th>
          <th className="text">Side</th>
          <th className="text max-sm:hidden">Type</th>
          <th>Price</th>
          <th>Size</th>
          <th className="max-sm:hidden">Filled</th>
          <th className="text max-sm:hidden">Status</th>
          <th>
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <Row key={order.id} order={order} mayCancel={mayCancel} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ order, mayCancel }: { readonly order: Order; readonly mayCancel: boolean }) {
  const { verbs } = useDesk();
  const { isWaiting, send } = useCommand();
  const frozen = useFrozen();
  const instrument = findInstrument(order.instrumentId);
  if (instrument === undefined) return null;
  const isLeaving = isWaiting || order.status === "pending-cancel";
  const filledPercent = Math.floor((order.filledLots / order.quantityLots) * 100);
  return (
    <tr data-order={order.id}>
      <td className="text text-fg-2 max-sm:hidden">{formatRowTime(order.createdAt)}</td>
      <MarketCell instrument={instrument} at={order.createdAt} />
      <td className="text">
        <SidePill side={order.side} />
      </td>
      <td className="text text-fg-2 max-sm:hidden">{typeWords(order)}</td>
      <td>
        {order.priceTicks === null ? (
          <span className="text-fg-3">market</span>
        ) : (
          groupDigits(formatPrice(instrument, order.priceTicks))
        )}
      </td>
      <td>{groupDigits(formatQuantity(instrument, order.quantityLots))}</td>
      <td className="max-sm:hidden">
        <span className="inline-flex items-center gap-2">
          <span aria-hidden="true" className="inline-block h-[4px] w-[44px] overflow-hidden rounded-full bg-line">
            <span className="block h-full bg-accent" style={{ width: `${filledPercent}%` }} />
          </span>
          {groupDigits(formatQuantity(instrument, order.filledLots))}
        </span>
      </td>
      <td className="text max-sm:hidden">{statusWords(order.status)}</td>
      <td>
        <Button
          size="row"
          disabled={isLeaving || !mayCancel || frozen !== null}
          title={mayCancel ? (frozen ?? undefined) : "Your role does not cancel orders"}
          onClick={() => send((request) => verbs.cancelOrder({ ...request, orderId: order.id }))}
        >
          {isLeaving ? "Cancelling…" : "Cancel"}
        </Button>
      </td>
    </tr>
  );
}

/** Cancels every working order of the portfolio. */
export function CancelAllButton() {
  const { verbs } = useDesk();
  const { isWaiting, send } = useCommand();
  const frozen = useFrozen();
  const snapshot = useSnapshot();
  const count = snapshot === null ? 0 : openOrdersOf(snapshot.orders).length;
  if (snapshot === null || count === 0 || !can(snapshot.role, "order:cancel")) return null;
  return (
    <Button
      size="row"
      disabled={isWaiting || frozen !== null}
      title={frozen ?? undefined}
      onClick={() => send((request) => verbs.cancelAll({ ...request, instrumentId: null }))}
    >
      {isWaiting ? "Cancelling…" : `Cancel all ${count}`}
    </Button>
  );
}

import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { type LegRole, waitsForEntry } from "../../server/domain/orders/contingency/contingency.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import type { Direction } from "../../server/domain/positions/lot.ts";
import type { PositionSide } from "../../server/domain/positions/position-side.ts";
import { isWaitingOrder } from "./trigger-words.ts";

/** What is held of an instrument one way; in lots. */
export type HeldLots = {
  readonly positionSide: PositionSide | null;
  readonly direction: Direction;
  readonly lots: number;
};

const KINDS = { stop: "stop-loss", target: "take-profit" } as const;

/** The stops or the targets that wait to close it at a price that is known, and how much of it each. */
export function waitingExits(
  orders: readonly Order[],
  instrument: Instrument,
  { direction, positionSide, lots }: HeldLots,
  role: LegRole,
): readonly { readonly priceTicks: number; readonly lots: number }[] {
  const closing = direction === "long" ? "sell" : "buy";
  return orders.flatMap((order) => {
    if (order.instrumentId !== instrument.id || order.side !== closing || !isWaitingOrder(order)) return [];
    if ((order.positionSide ?? null) !== positionSide || waitsForEntry(order)) return [];
    const { trigger } = order;
    if (trigger.kind === "trailing-stop" || trigger.kind !== KINDS[role]) return [];
    return [
      { priceTicks: trigger.priceTicks, lots: order.closesPosition ? lots : order.quantityLots - order.filledLots },
    ];
  });
}

/** How much of it has no such exit yet. */
export const lotsWithout = (...[orders, instrument, held, role]: Parameters<typeof waitingExits>): number =>
  Math.max(
    0,
    waitingExits(orders, instrument, held, role).reduce((left, { lots }) => left - lots, held.lots),
  );

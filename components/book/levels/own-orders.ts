import type { Order } from "../../../server/domain/orders/order.ts";
import { isTerminal } from "../../../server/domain/orders/order-status.ts";
import type { Side } from "../../../server/domain/orders/order-type.ts";
import { groupPrice } from "./group-levels.ts";

/** An order of the portfolio that rests, or is about to, at a price of its own. */
export type OwnOrder = {
  readonly id: string;
  readonly side: Side;
  readonly priceTicks: number;
  /** What is left of it. */
  readonly lots: number;
};

export const ownOrdersOf = (orders: readonly Order[], instrumentId: string): OwnOrder[] =>
  orders.flatMap((order) =>
    order.instrumentId !== instrumentId || order.priceTicks === null || isTerminal(order.status)
      ? []
      : [
          {
            id: order.id,
            side: order.side,
            priceTicks: order.priceTicks,
            lots: order.quantityLots - order.filledLots,
          },
        ],
  );

export const rowKey = (side: Side, priceTicks: number): string => `${side}:${priceTicks}`;

/** The orders by the row that they fall into. */
export function ownByRow(orders: readonly OwnOrder[], groupTicks: number): ReadonlyMap<string, readonly OwnOrder[]> {
  const rows = new Map<string, OwnOrder[]>();
  for (const order of orders) {
    const key = rowKey(order.side, groupPrice(order.side, order.priceTicks, groupTicks));
    rows.set(key, [...(rows.get(key) ?? []), order]);
  }
  return rows;
}

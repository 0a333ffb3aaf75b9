import type { Order } from "../../server/domain/orders/order.ts";
import type { Batch } from "../../server/engine/trading-session.ts";
import type { Seen } from "./auditor-orders.ts";

const meaning = ({ instrumentId, positionSide = null, side, type, trigger, source, closesPosition }: Order): string =>
  JSON.stringify([instrumentId, positionSide, side, type, trigger, source, closesPosition === true]);

/**
 * An order that had fired to close something and never reached the venue is put back in the same commit, once; one whose fate
 * nobody knows never is: it may be there. Answers what is wrong; null when nothing is.
 */
export function problemWithLost(
  { changes }: Batch,
  orders: ReadonlyMap<string, Seen>,
  netLots: (of: Order) => bigint,
): string | null {
  const lost: Order[] = [];
  const again: Order[] = [];
  for (const change of changes) {
    if (change.kind === "order-placed") again.push(change.order);
    if (change.kind !== "order-updated" || change.reasonCode !== "never-reached-venue") continue;
    const order = orders.get(change.orderId)?.order;
    if (order?.isReduceOnly && order.trigger !== null && order.releasedTicks !== null) lost.push(order);
  }
  for (const order of lost) {
    const net = netLots(order);
    const isOpen = order.side === "sell" ? net > 0n : net < 0n;
    const found = again.findIndex((each) => meaning(each) === meaning(order));
    if (isOpen && found < 0) return `order "${order.id}" had fired, never arrived and was not put back`;
    if (!isOpen && found >= 0) return `order "${order.id}" was put back with nothing to close`;
    if (found >= 0) again.splice(found, 1);
  }
  const twice = lost.find((order) => again.some((each) => meaning(each) === meaning(order)));
  return twice === undefined ? null : `order "${twice.id}" was put back more than once`;
}

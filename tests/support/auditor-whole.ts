import type { Order } from "../../server/domain/orders/order.ts";
import { isDead } from "./auditor-moves.ts";
import { isHeldStatus } from "./auditor-orders.ts";
import { keyOf } from "./auditor-sides.ts";

/** What an order that closes a position must go out for: all of it as it is then, less what others close of it already. */
export function problemWithWhole(others: Iterable<Order>, netLots: bigint, whole: Order, lots: number): string | null {
  const { id, side, isReduceOnly, type } = whole;
  if (!isReduceOnly || type !== "market") return `order "${id}" closes a position and is not reduce-only at the market`;
  const held = side === "sell" ? netLots : -netLots;
  let working = 0n;
  for (const order of others) {
    if (order.id === id || keyOf(order) !== keyOf(whole) || order.side !== side || isDead(order.status)) continue;
    if (order.isReduceOnly && isHeldStatus(order.status)) continue;
    const most = Math.max(order.quantityLots, order.amendment?.quantityLots ?? 0);
    working += BigInt(Math.max(0, most - order.filledLots));
  }
  const free = held - working;
  return BigInt(lots) === free ? null : `order "${id}" closes ${lots} of the ${free} lots that are to be closed`;
}

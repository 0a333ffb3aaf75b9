import type { Order } from "../../server/domain/orders/order.ts";
import { isTerminal } from "../../server/domain/orders/order-status.ts";

/** What the venue has been asked for and still owes an end. Legs stand under their entry. */
export function openOrdersOf(orders: readonly Order[]): readonly Order[] {
  const open = orders.filter((order) => !isTerminal(order.status));
  if (!open.some(({ contingency }) => contingency)) return open;
  const told = new Set<string>();
  return open.flatMap((order) => {
    const groupId = order.contingency?.groupId;
    if (groupId === undefined) return [order];
    if (told.has(groupId)) return [];
    told.add(groupId);
    const members = open.filter(({ contingency }) => contingency?.groupId === groupId);
    return (["entry", "stop", "target"] as const).flatMap((role) =>
      members.filter(({ contingency }) => contingency?.role === role),
    );
  });
}

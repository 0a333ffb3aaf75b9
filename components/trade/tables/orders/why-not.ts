import { can } from "../../../../server/domain/access/permission.ts";
import { isWaiting, type Order } from "../../../../server/domain/orders/order.ts";
import { isTerminal } from "../../../../server/domain/orders/order-status.ts";
import type { PortfolioSnapshot } from "../../../live/portfolio-snapshot.ts";

/** Why this person cannot change this order now; null when that can be done. */
export function whyNoChange(order: Order, snapshot: PortfolioSnapshot | null, frozen: string | null): string | null {
  if (snapshot === null || !can(snapshot.role, "order:place")) return "Your role does not change orders";
  if (frozen !== null) return frozen;
  if (snapshot.tradingState === "halted") return "Trading is halted: an order can be cancelled, not changed";
  const isAtVenue = order.status === "accepted" || order.status === "partially-filled";
  const isResting = isAtVenue && (isWaiting(order) ? order.isReduceOnly : order.type === "limit");
  if (order.status === "emulated") return null;
  return isResting ? null : "Only an order that works at the venue or waits in the worker can be changed";
}

/** The same for taking it back. */
export function whyNoCancel(order: Order, snapshot: PortfolioSnapshot | null, frozen: string | null): string | null {
  if (snapshot === null || !can(snapshot.role, "order:cancel")) return "Your role does not cancel orders";
  if (frozen !== null) return frozen;
  if (order.status === "pending-cancel") return "It is being cancelled";
  return isTerminal(order.status) ? "It has ended" : null;
}

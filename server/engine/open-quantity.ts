import type { Order } from "../domain/orders/order.ts";
import { isTerminal } from "../domain/orders/order-status.ts";

/** The most that the order can trade in all: while an amendment is under way, the larger of its two quantities. */
export const wantedLots = (order: Order): number => Math.max(order.quantityLots, order.amendment?.quantityLots ?? 0);

export const openLots = (order: Order): number =>
  isTerminal(order.status) ? 0 : Math.max(0, wantedLots(order) - order.filledLots);

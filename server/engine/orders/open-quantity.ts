import type { Order } from "../../domain/orders/order.ts";
import { isHeld, isTerminal } from "../../domain/orders/order-status.ts";

/** The most that the order itself can trade in all: while it is being changed in place, the larger of its two quantities. */
export const tradableLots = (order: Order): number =>
  order.amendment?.isReplacement ? order.quantityLots : wantedLots(order);

/** The same with what is to take its place. */
const wantedLots = (order: Order): number => Math.max(order.quantityLots, order.amendment?.quantityLots ?? 0);

export const openLots = (order: Order): number =>
  isTerminal(order.status) ? 0 : Math.max(0, wantedLots(order) - order.filledLots);

/** A position bounds it, and it is cut down to that when it is released. */
export const isBounded = ({ isReduceOnly, status }: Order): boolean => isReduceOnly && isHeld(status);

/** What of it counts against every limit: nothing of a reduce-only order that the worker holds, which others may stand beside. */
export const workingLots = (order: Order): number => (isBounded(order) ? 0 : openLots(order));

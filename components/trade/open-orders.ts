import type { Order } from "../../server/domain/orders/order.ts";
import { isTerminal } from "../../server/domain/orders/order-status.ts";

/** What the venue has been asked for and still owes an end. */
export const openOrdersOf = (orders: readonly Order[]): readonly Order[] =>
  orders.filter((order) => !isTerminal(order.status));

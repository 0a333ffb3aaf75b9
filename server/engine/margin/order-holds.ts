import {
  heldForOrders,
  heldMoreUnits,
  type OpeningOrders,
  reliefUnits,
  withOrder,
} from "../../domain/margin/order-margin.ts";
import { type Integer, negate, subtract } from "../../domain/money/integer.ts";
import type { Order, OrderTicket } from "../../domain/orders/order.ts";
import type { Side } from "../../domain/orders/order-type.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import { reserve } from "../positions/cash-ledger.ts";
import { countOrder, type MarginAccount } from "./margin-account.ts";
import { moveMargin } from "./settle-margin.ts";

/**
 * An order of a perpetual would hold back `units` more by itself: what all of them hold back together follows. Journals the account only
 * where one relieves another or the position does.
 */
export function holdForOrder(state: EngineState, holding: Holding, account: MarginAccount, side: Side, units: Integer) {
  countOrder(account, side, 0, units);
  if (reliefUnits(account.position.netLots, account.orders) === account.reliefUnits)
    reserve(state, holding.instrument.quote, units);
  else moveMargin(state, holding, account, 0, units);
}

type Standing = Pick<Order, "side" | "isReduceOnly" | "reservedUnits">;

/** The orders of a position as if one that works were not there. */
export const ordersWithout = ({ orders }: MarginAccount, order: Standing, lots: number): OpeningOrders =>
  order.isReduceOnly ? orders : withOrder(orders, order.side, -lots, negate(order.reservedUnits));

/** How much more is held back with an order beside `orders` that would hold back `units` alone. */
export function heldMoreFor(
  { position: { netLots } }: MarginAccount,
  orders: OpeningOrders,
  { side, isReduceOnly }: Pick<OrderTicket, "side" | "isReduceOnly">,
  lots: number,
  units: Integer,
): Integer {
  return isReduceOnly ? 0 : heldMoreUnits(netLots, orders, side, lots, units);
}

/** What is free again once only `orders` work. */
export const freedBy = ({ position: { netLots }, orders: now }: MarginAccount, orders: OpeningOrders): Integer =>
  subtract(heldForOrders(netLots, now), heldForOrders(netLots, orders));

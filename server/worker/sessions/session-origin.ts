import type { Client } from "../../../db/client.ts";
import { readFills, readFinishedOrders } from "../../../db/queries/history.ts";
import { loadPortfolioState, type StoredPortfolioState } from "../../../db/queries/recovery.ts";
import type { Order } from "../../domain/orders/order.ts";
import { Digest } from "../../engine/digest.ts";
import { CLOSED_ORDERS_KEPT } from "../../engine/order-manager.ts";
import { fillText, orderText } from "../../engine/state-text.ts";

/** All that a session is rebuilt from, as plain data: the tables at its last commit. */
export type SessionOrigin = {
  readonly stored: StoredPortfolioState;
  /** The newest finished orders, which a late fill can still be booked to; the one that finished first at the front. */
  readonly closedOrders: readonly Order[];
  /** Trades already booked to those and to working orders. */
  readonly trades: readonly (readonly [orderId: string, tradeId: string])[];
  /** Digests of all fills and of all finished orders. */
  readonly fillsDigest: string;
  readonly closedDigest: string;
};

export async function readOrigin(sql: Client, portfolioId: string): Promise<SessionOrigin> {
  const stored = await loadPortfolioState(sql, portfolioId);
  const closed = new Map<string, Order>();
  const closedDigest = new Digest();
  for await (const order of readFinishedOrders(sql, portfolioId)) {
    closedDigest.add(orderText(order));
    closed.set(order.id, order);
    if (closed.size > CLOSED_ORDERS_KEPT) closed.delete(closed.keys().next().value as string);
  }
  const reachable = new Set([...closed.keys(), ...stored.workingOrders.map(({ id }) => id)]);
  const trades: [string, string][] = [];
  const fillsDigest = new Digest();
  for await (const fill of readFills(sql, portfolioId)) {
    fillsDigest.add(fillText(fill));
    if (reachable.has(fill.orderId)) trades.push([fill.orderId, fill.tradeId]);
  }
  return {
    stored,
    closedOrders: [...closed.values()],
    trades,
    fillsDigest: fillsDigest.toString(),
    closedDigest: closedDigest.toString(),
  };
}

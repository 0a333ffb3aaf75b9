import type { Client } from "../../../db/client.ts";
import { readFills, readFinishedOrders, readNewestFinished, readTradesOf } from "../../../db/queries/history.ts";
import { loadPortfolioState, type StoredPortfolioState } from "../../../db/queries/recovery.ts";
import type { Order } from "../../domain/orders/order.ts";
import { Digest } from "../../engine/journal/digest.ts";
import { fillText, orderText } from "../../engine/journal/state-text.ts";
import { CLOSED_ORDERS_KEPT } from "../../engine/orders/order-record.ts";

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

/** Costs the same however long the portfolio's story is. */
export async function readOrigin(sql: Client, portfolioId: string): Promise<SessionOrigin> {
  const stored = await loadPortfolioState(sql, portfolioId);
  const closedOrders = await readNewestFinished(sql, portfolioId, CLOSED_ORDERS_KEPT);
  const reachable = [...closedOrders, ...stored.workingOrders].map(({ id }) => id);
  const trades = await readTradesOf(sql, portfolioId, reachable);
  const { fillsDigest, closedDigest } = stored;
  const digests =
    fillsDigest === null || closedDigest === null
      ? await digestHistory(sql, portfolioId)
      : { fillsDigest, closedDigest };
  return { stored, closedOrders, trades, ...digests };
}

/** Of a portfolio whose digests were never written: one that has not committed since they are. */
async function digestHistory(
  sql: Client,
  portfolioId: string,
): Promise<Pick<SessionOrigin, "fillsDigest" | "closedDigest">> {
  const closed = new Digest();
  for await (const order of readFinishedOrders(sql, portfolioId)) closed.add(orderText(order));
  const fills = new Digest();
  for await (const fill of readFills(sql, portfolioId)) fills.add(fillText(fill));
  return { fillsDigest: fills.toString(), closedDigest: closed.toString() };
}

import type { Fill } from "../../server/domain/orders/fill.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import type { Client } from "../client.ts";
import { WORKING_STATUSES } from "../schema/orders.ts";
import { type FillRow, fillFromRow } from "./fill-row.ts";
import { type OrderRow, orderFromRow } from "./order-row.ts";

const ROWS_AT_ONCE = 2_000;

/** Every fill of a portfolio, oldest first, a few thousand at a time. */
export async function* readFills(sql: Client, portfolioId: string): AsyncGenerator<Fill> {
  const rows = sql<FillRow[]>`select * from fills where portfolio_id = ${portfolioId} order by length(id), id`;
  for await (const page of rows.cursor(ROWS_AT_ONCE)) for (const row of page) yield fillFromRow(row);
}

/** Every finished order of a portfolio, the one that finished first at the front, a few thousand at a time. */
export async function* readFinishedOrders(sql: Client, portfolioId: string): AsyncGenerator<Order> {
  const rows = sql<OrderRow[]>`
    select * from orders where portfolio_id = ${portfolioId} and not status = any(${[...WORKING_STATUSES]})
    order by updated_at, length(id), id`;
  for await (const page of rows.cursor(ROWS_AT_ONCE)) for (const row of page) yield orderFromRow(row);
}

/** The finished orders among the newest of a portfolio, the one that finished first at the front. */
export async function readNewestFinished(sql: Client, portfolioId: string, limit: number): Promise<Order[]> {
  const rows = await sql<OrderRow[]>`
    select * from (
      select * from orders where portfolio_id = ${portfolioId} and not status = any(${[...WORKING_STATUSES]})
        and created_at >= 0
      order by created_at desc, length(id) desc, id desc limit ${limit}
    ) newest order by updated_at, length(id), id`;
  return rows.map(orderFromRow);
}

/** The ids of the trades that are booked to these orders, as pairs of order and trade. */
export async function readTradesOf(
  sql: Client,
  portfolioId: string,
  orderIds: readonly string[],
): Promise<(readonly [orderId: string, tradeId: string])[]> {
  const rows = await sql<{ order_id: string; trade_id: string }[]>`
    select order_id, trade_id from fills where portfolio_id = ${portfolioId} and order_id = any(${[...orderIds]})`;
  return rows.map(({ order_id, trade_id }) => [order_id, trade_id]);
}

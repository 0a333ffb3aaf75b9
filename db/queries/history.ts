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

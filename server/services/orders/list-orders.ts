import { type OrderSearch, searchOrders } from "../../../db/queries/orders/order-search.ts";
import type { ListedOrder, Listing } from "../../domain/orders/order-listing.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import type { Desk } from "../desk.ts";

export type ListOrdersInput = OrderSearch & { readonly after: readonly string[] | null; readonly limit: number };

/** The orders of a portfolio under a filter, sorted, a page at a time, with who placed each and what is noted beside it. */
export async function listOrders(desk: Desk, actor: Actor, input: ListOrdersInput): Promise<Listing<ListedOrder>> {
  await authorize(desk.database, actor, "portfolio:view", input.portfolioId);
  return searchOrders(desk.sql, input, input);
}

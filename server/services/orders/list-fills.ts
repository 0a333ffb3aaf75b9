import { type FillSearch, searchFills } from "../../../db/queries/orders/fill-search.ts";
import type { ListedFill, Listing } from "../../domain/orders/order-listing.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import type { Desk } from "../desk.ts";

export type ListFillsInput = FillSearch & { readonly after: readonly string[] | null; readonly limit: number };

/** The fills of a portfolio under a filter, sorted, a page at a time. */
export async function listFills(desk: Desk, actor: Actor, input: ListFillsInput): Promise<Listing<ListedFill>> {
  await authorize(desk.database, actor, "portfolio:view", input.portfolioId);
  return searchFills(desk.sql, input, input);
}

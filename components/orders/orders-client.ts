import type { inferRouterInputs } from "@trpc/server";
import type { AppRouter } from "../../server/api/router.ts";
import type { QualitySummary } from "../../server/domain/execution-quality/quality-summary.ts";
import { parseExact } from "../../server/domain/money/integer-json.ts";
import type { ListedFill, ListedOrder, Listing, OrderLife } from "../../server/domain/orders/order-listing.ts";
import { ask, deskClient } from "../access/desk-client.ts";

type Inputs = inferRouterInputs<AppRouter>["orders"];

export type Annotation = Inputs["annotate"];

const api = deskClient.orders;

// The texts were written by the same build's server from these very types.
const read = async <Value>(text: Promise<string>): Promise<Value> => parseExact(await text) as Value;

/** All that the orders screen asks of the desk. */
export const ordersClient = {
  list: (input: Inputs["list"]) => read<Listing<ListedOrder>>(ask(() => api.list.query(input))),
  fills: (input: Inputs["fills"]) => read<Listing<ListedFill>>(ask(() => api.fills.query(input))),
  life: (input: Inputs["life"]) => read<OrderLife>(ask(() => api.life.query(input))),
  execution: (input: Inputs["execution"]) =>
    read<QualitySummary & { readonly total: number }>(ask(() => api.execution.query(input))),
  statement: (input: Inputs["statement"]) => ask(() => api.statement.query(input)),
  annotate: (input: Annotation) => ask(() => api.annotate.mutate(input)),
};

/** Where the desk writes all rows of a listing as a file. */
export const exportAddress = (what: "orders" | "fills" | "gains", search: object): string =>
  `/api/orders/export?what=${what}&search=${encodeURIComponent(JSON.stringify(search))}`;

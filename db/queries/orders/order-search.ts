import type {
  ListedOrder,
  Listing,
  OrderEnd,
  OrderFilter,
  OrderNote,
  OrderSort,
  SortedBy,
} from "../../../server/domain/orders/order-listing.ts";
import type { OrderStatus } from "../../../server/domain/orders/order-status.ts";
import type { Client } from "../../client.ts";
import { WORKING_STATUSES } from "../../schema/orders.ts";
import { type OrderRow, orderFromRow } from "../order-row.ts";
import { type KeysetKey, keysetAfter, keysetOrder, keysetValues, type SortColumn } from "./keyset.ts";

const SORTS: Readonly<Record<OrderSort, SortColumn>> = {
  time: { expression: "o.created_at", type: "bigint" },
  market: { expression: "o.instrument_id", type: "text" },
  side: { expression: "o.side", type: "text" },
  type: { expression: "o.type || o.time_in_force", type: "text" },
  price: { expression: "coalesce(o.price, 0)", type: "numeric" },
  size: { expression: "o.quantity", type: "numeric" },
  value: { expression: "coalesce(o.price * o.quantity, o.filled_notional)", type: "numeric" },
  filled: { expression: "o.filled_quantity", type: "numeric" },
  average: { expression: "coalesce(o.filled_notional / nullif(o.filled_quantity, 0), 0)", type: "numeric" },
  status: { expression: "o.status", type: "text" },
};

const STATUSES: Readonly<Record<OrderEnd, readonly OrderStatus[]>> = {
  working: WORKING_STATUSES,
  filled: ["filled"],
  canceled: ["canceled"],
  expired: ["expired"],
  denied: ["denied"],
  rejected: ["rejected"],
};

type ListedRow = OrderRow & {
  keyset: string[];
  placed_by: string | null;
  note: string | null;
  tags: string[] | null;
  note_by: string | null;
  note_at: Date | null;
};

export type OrderSearch = {
  readonly portfolioId: string;
  readonly filter: OrderFilter;
  readonly sort: readonly SortedBy<OrderSort>[];
};

/** Orders under a filter, a page at a time: the next page begins after the last row, however many came meanwhile. */
export async function searchOrders(
  sql: Client,
  search: OrderSearch,
  page: { readonly after: readonly string[] | null; readonly limit: number },
): Promise<Listing<ListedOrder>> {
  const keys = keysOf(search.sort);
  const after = page.after === null ? sql`true` : keysetAfter(sql, keys, page.after);
  const [rows, [counted]] = await Promise.all([
    sql<ListedRow[]>`${selectOrders(sql, search, keys)} and ${after} ${keysetOrder(sql, keys)} limit ${page.limit}`,
    sql<{ count: string }[]>`select count(*) from orders o ${NOTED(sql)} where ${matches(sql, search)}`,
  ]);
  const last = rows.at(-1);
  return {
    rows: rows.map(listedFromRow),
    total: Number(counted?.count ?? 0),
    next: rows.length < page.limit || last === undefined ? null : last.keyset,
  };
}

/** All of them in the same order, a few thousand at a time. */
export async function* readOrders(sql: Client, search: OrderSearch, pageRows: number): AsyncGenerator<ListedOrder> {
  const keys = keysOf(search.sort);
  const rows = sql<ListedRow[]>`${selectOrders(sql, search, keys)} ${keysetOrder(sql, keys)}`;
  for await (const page of rows.cursor(pageRows)) for (const row of page) yield listedFromRow(row);
}

/** One order with its note; null when the portfolio has none of this id. */
export async function readListedOrder(sql: Client, portfolioId: string, orderId: string): Promise<ListedOrder | null> {
  const [row] = await sql<ListedRow[]>`
    select o.*, ${keysetValues(sql, [])} ${BESIDE(sql)} from orders o ${NOTED(sql)}
    where o.portfolio_id = ${portfolioId} and o.id = ${orderId}`;
  return row === undefined ? null : listedFromRow(row);
}

function keysOf(sort: OrderSearch["sort"]): KeysetKey[] {
  const wanted = sort.length === 0 ? [{ key: "time" as const, isDescending: true }] : sort;
  const isDescending = wanted[0]?.isDescending ?? true;
  return [
    ...wanted.map(({ key, ...direction }) => ({ ...SORTS[key], ...direction })),
    { expression: "o.created_at", type: "bigint", isDescending },
    { expression: "o.id", type: "text", isDescending },
  ];
}

const NOTED = (sql: Client) => sql`
  left join order_note n on n.portfolio_id = o.portfolio_id and n.order_id = o.id
  left join "user" writer on writer.id = n.user_id
  left join "user" placer on placer.id = o.user_id
  left join strategy_run run on run.portfolio_id = o.portfolio_id and run.run_id = o.run_id`;

const BESIDE = (sql: Client) => sql`,
  coalesce(placer.name, run.strategy) as placed_by,
  n.note, n.tags, coalesce(writer.name, n.user_id) as note_by, n.updated_at as note_at`;

const selectOrders = (sql: Client, search: OrderSearch, keys: readonly KeysetKey[]) =>
  sql`select o.*, ${keysetValues(sql, keys)} ${BESIDE(sql)} from orders o ${NOTED(sql)} where ${matches(sql, search)}`;

function matches(sql: Client, { portfolioId, filter }: OrderSearch) {
  const { instrumentIds, sides, types, ends, sources, tag, text, from, until } = filter;
  const any = (column: string, words: readonly string[]) =>
    words.length === 0 ? sql`true` : sql`${sql.unsafe(column) as never} = any(${[...words]})`;
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`o.portfolio_id = ${portfolioId} and o.created_at >= 0
    and ${any("o.instrument_id", instrumentIds)} and ${any("o.side", sides)} and ${any("o.type", types)}
    and ${any(
      "o.status",
      ends.flatMap((end) => STATUSES[end]),
    )}
    and ${sources.length === 0 ? sql`true` : sql`(case when o.run_id is null then 'manual' else 'strategy' end) = any(${[...sources]})`}
    and ${tag === "" ? sql`true` : sql`n.tags @> array[${tag}]`}
    and ${
      text === ""
        ? sql`true`
        : sql`(o.id ilike ${pattern} or o.instrument_id ilike ${pattern} or o.reason ilike ${pattern} or o.reason_code ilike ${pattern}
            or n.note ilike ${pattern} or array_to_string(n.tags, ' ') ilike ${pattern} or placer.name ilike ${pattern} or run.strategy ilike ${pattern})`
    }
    and ${from === null ? sql`true` : sql`o.created_at >= ${from}`} and ${until === null ? sql`true` : sql`o.created_at < ${until}`}`;
}

const listedFromRow = (row: ListedRow): ListedOrder => ({
  order: orderFromRow(row),
  placedBy: row.placed_by ?? row.user_id ?? row.run_id ?? "",
  note: noteFromRow(row),
});

function noteFromRow({ note, tags, note_by, note_at }: ListedRow): OrderNote | null {
  if (note === null || tags === null || note_by === null || note_at === null) return null;
  return { note, tags, by: note_by, at: note_at.getTime() };
}

import type {
  FillFilter,
  FillSort,
  ListedFill,
  Listing,
  SortedBy,
} from "../../../server/domain/orders/order-listing.ts";
import type { Client } from "../../client.ts";
import { type ListedFillRow, listedFillFromRow } from "../fill-row.ts";
import { type KeysetKey, keysetAfter, keysetOrder, keysetValues, type SortColumn } from "./keyset.ts";

const SORTS: Readonly<Record<FillSort, SortColumn>> = {
  time: { expression: "f.at", type: "bigint" },
  market: { expression: "f.instrument_id", type: "text" },
  side: { expression: "f.side", type: "text" },
  price: { expression: "f.price", type: "numeric" },
  size: { expression: "f.quantity", type: "numeric" },
  value: { expression: "f.notional", type: "numeric" },
  liquidity: { expression: "f.liquidity", type: "text" },
};

export type FillSearch = {
  readonly portfolioId: string;
  readonly filter: FillFilter;
  readonly sort: readonly SortedBy<FillSort>[];
};

/** Fills under a filter, a page at a time. */
export async function searchFills(
  sql: Client,
  search: FillSearch,
  page: { readonly after: readonly string[] | null; readonly limit: number },
): Promise<Listing<ListedFill>> {
  const keys = keysOf(search.sort);
  const after = page.after === null ? sql`true` : keysetAfter(sql, keys, page.after);
  const [rows, [counted]] = await Promise.all([
    sql<(ListedFillRow & { keyset: string[] })[]>`
      select f.*, ${positionSide(sql)}, ${keysetValues(sql, keys)} from fills f where ${matches(sql, search)} and ${after}
      ${keysetOrder(sql, keys)} limit ${page.limit}`,
    sql<{ count: string }[]>`select count(*) from fills f where ${matches(sql, search)}`,
  ]);
  const last = rows.at(-1);
  return {
    rows: rows.map(listedFillFromRow),
    total: Number(counted?.count ?? 0),
    next: rows.length < page.limit || last === undefined ? null : last.keyset,
  };
}

/** All of them in the same order, a few thousand at a time. */
export async function* readFoundFills(sql: Client, search: FillSearch, pageRows: number): AsyncGenerator<ListedFill> {
  const rows = sql<ListedFillRow[]>`
    select f.*, ${positionSide(sql)} from fills f where ${matches(sql, search)} ${keysetOrder(sql, keysOf(search.sort))}`;
  for await (const page of rows.cursor(pageRows)) for (const row of page) yield listedFillFromRow(row);
}

/** Of its order, in hedge mode. */
const positionSide = (sql: Client) =>
  sql`(select position_side from orders o where o.portfolio_id = f.portfolio_id and o.id = f.order_id) as position_side`;

function keysOf(sort: FillSearch["sort"]): KeysetKey[] {
  const wanted = sort.length === 0 ? [{ key: "time" as const, isDescending: true }] : sort;
  const isDescending = wanted[0]?.isDescending ?? true;
  return [
    ...wanted.map(({ key, ...direction }) => ({ ...SORTS[key], ...direction })),
    { expression: "f.at", type: "bigint", isDescending },
    { expression: "f.id", type: "text", isDescending },
  ];
}

function matches(sql: Client, { portfolioId, filter }: FillSearch) {
  const { instrumentIds, sides, liquidities, text, from, until } = filter;
  const any = (column: string, words: readonly string[]) =>
    words.length === 0 ? sql`true` : sql`${sql.unsafe(column) as never} = any(${[...words]})`;
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`f.portfolio_id = ${portfolioId} and ${any("f.instrument_id", instrumentIds)}
    and ${any("f.side", sides)} and ${any("f.liquidity", liquidities)}
    and ${text === "" ? sql`true` : sql`(f.order_id ilike ${pattern} or f.id ilike ${pattern} or f.instrument_id ilike ${pattern} or f.trade_id ilike ${pattern})`}
    and ${from === null ? sql`true` : sql`f.at >= ${from}`} and ${until === null ? sql`true` : sql`f.at < ${until}`}`;
}

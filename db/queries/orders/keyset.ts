import type { Client } from "../../client.ts";

/** A column to sort by: its expression and the type in which two of its values are compared. */
export type SortColumn = { readonly expression: string; readonly type: "bigint" | "numeric" | "text" };

export type KeysetKey = SortColumn & { readonly isDescending: boolean };

type Fragment = ReturnType<Client>;

/** `order by` over the keys. Expressions are our own constants, never a caller's words. */
export const keysetOrder = (sql: Client, keys: readonly KeysetKey[]): Fragment =>
  sql.unsafe(`order by ${keys.map((key) => `${typed(key)} ${key.isDescending ? "desc" : "asc"}`).join(", ")}`) as never;

/** The values of the keys as text, by which the next page continues. */
export const keysetValues = (sql: Client, keys: readonly KeysetKey[]): Fragment =>
  sql.unsafe(`array[${keys.map((key) => `(${key.expression})::text`).join(", ")}]::text[] as keyset`) as never;

/** What comes after the row with these values: equal in the first keys and beyond it in the next one. */
export function keysetAfter(sql: Client, keys: readonly KeysetKey[], values: readonly string[]): Fragment {
  let equal = sql`true`;
  let after = sql`false`;
  keys.forEach((key, index) => {
    const column = sql.unsafe(typed(key)) as never;
    const type = sql.unsafe(castOf(key)) as never;
    const value = sql`${values[index] ?? ""}::text::${type}`;
    const beyond = key.isDescending ? sql`${column} < ${value}` : sql`${column} > ${value}`;
    after = sql`${after} or (${equal} and ${beyond})`;
    equal = sql`${equal} and ${column} = ${value}`;
  });
  return sql`(${after})`;
}

const castOf = ({ type }: SortColumn): string => (type === "text" ? 'text collate "C"' : type);
const typed = (column: SortColumn): string => `(${column.expression})::${castOf(column)}`;

import { type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, check } from "drizzle-orm/pg-core";

/** A check constraint from the domain's own list of words, so that database and code cannot disagree. */
export function oneOf(name: string, column: AnyPgColumn, words: readonly string[]) {
  return check(name, wordsOf(column, words));
}

export function wordsOf(column: AnyPgColumn, words: readonly string[]): SQL {
  return sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(", "))})`;
}

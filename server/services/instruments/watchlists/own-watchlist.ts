import { and, eq, sql } from "drizzle-orm";
import { FAVOURITES } from "../../../../db/queries/watchlists.ts";
import { watchlist } from "../../../../db/schema/index.ts";
import { accept, type Rejection, type Result, refuse } from "../../../domain/errors/rejection.ts";
import type { Transaction } from "../../desk.ts";

const NAME_LENGTH_MAX = 40;
export const LISTS_MAX = 50;
export const INSTRUMENTS_PER_LIST_MAX = 500;

/** Lets one change at a time touch a person's lists: places on a list and names would clash else. */
export async function lockWatchlists(transaction: Transaction, userId: string): Promise<void> {
  await transaction.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`tradewind.watchlists:${userId}`}, 0))`,
  );
}

/** The name as it is kept, or why it cannot be one. */
export function readListName(text: string): Result<string> {
  const name = text.trim().replace(/\s+/g, " ");
  if (name === "") return refuse("list-name-empty", "A watchlist needs a name. Type one.");
  if (name.length > NAME_LENGTH_MAX) {
    return refuse("list-name-too-long", `The name has ${name.length} characters. Use at most ${NAME_LENGTH_MAX}.`);
  }
  if (name.toLowerCase() === FAVOURITES) {
    return refuse("list-name-reserved", `"${name}" is the list behind the stars. Choose another name.`);
  }
  return accept(name);
}

export const unknownList = (name: string): { readonly ok: false; readonly rejection: Rejection } =>
  refuse("list-unknown", `You have no watchlist "${name}". It may have been renamed or deleted in another tab.`);

/** Whether the person has this list, by its exact name. */
export async function hasList(transaction: Transaction, userId: string, name: string): Promise<boolean> {
  const rows = await transaction
    .select({ name: watchlist.name })
    .from(watchlist)
    .where(and(eq(watchlist.userId, userId), eq(watchlist.name, name)));
  return rows.length > 0;
}

/** The names that the person's lists bear already, so that a new one differs in more than capitals. */
export async function listNames(transaction: Transaction, userId: string): Promise<readonly string[]> {
  const rows = await transaction.select({ name: watchlist.name }).from(watchlist).where(eq(watchlist.userId, userId));
  return rows.map(({ name }) => name);
}

export const isNameTaken = (names: readonly string[], name: string): boolean =>
  names.some((known) => known.toLowerCase() === name.toLowerCase());

import { watchlist } from "../../../../db/schema/index.ts";
import { accept, type Result, refuse } from "../../../domain/errors/rejection.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import { recordAudit } from "../../access/record-audit.ts";
import { requireUser } from "../../controls/require-user.ts";
import type { Desk } from "../../desk.ts";
import { isNameTaken, LISTS_MAX, listNames, lockWatchlists, readListName } from "./own-watchlist.ts";

/** A new, empty watchlist of the actor's own. */
export async function createWatchlist(
  desk: Desk,
  actor: Actor,
  input: { readonly name: string },
): Promise<Result<{ name: string }>> {
  const read = readListName(input.name);
  return desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "data:view", null);
    if (!read.ok) return read;
    const name = read.value;
    const userId = requireUser(actor);
    await lockWatchlists(transaction, userId);
    const names = await listNames(transaction, userId);
    if (isNameTaken(names, name)) {
      return refuse("list-name-taken", `You have a watchlist "${name}" already. Choose another name.`);
    }
    if (names.length >= LISTS_MAX) {
      return refuse("lists-too-many", `You have ${names.length} watchlists, the most there can be. Delete one first.`);
    }
    await transaction.insert(watchlist).values({ userId, name });
    await recordAudit(transaction, actor, { action: "watchlist.create", target: name, portfolioId: null });
    return accept({ name });
  });
}

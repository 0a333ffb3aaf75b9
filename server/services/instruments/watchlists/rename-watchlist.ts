import { and, eq } from "drizzle-orm";
import { FAVOURITES } from "../../../../db/queries/watchlists.ts";
import { watchlist } from "../../../../db/schema/index.ts";
import { accept, type Result, refuse } from "../../../domain/errors/rejection.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import { recordAudit } from "../../access/record-audit.ts";
import { requireUser } from "../../controls/require-user.ts";
import type { Desk } from "../../desk.ts";
import { isNameTaken, listNames, lockWatchlists, readListName, unknownList } from "./own-watchlist.ts";

/** Gives one of the actor's lists another name; what is on it stays. */
export async function renameWatchlist(
  desk: Desk,
  actor: Actor,
  input: { readonly list: string; readonly name: string },
): Promise<Result<{ name: string }>> {
  const read = readListName(input.name);
  return desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "data:view", null);
    if (!read.ok) return read;
    const name = read.value;
    const userId = requireUser(actor);
    await lockWatchlists(transaction, userId);
    const names = await listNames(transaction, userId);
    if (input.list === FAVOURITES || !names.includes(input.list)) return unknownList(input.list);
    if (name === input.list) return accept({ name });
    const others = names.filter((known) => known !== input.list);
    if (isNameTaken(others, name)) {
      return refuse("list-name-taken", `You have a watchlist "${name}" already. Choose another name.`);
    }
    await transaction
      .update(watchlist)
      .set({ name })
      .where(and(eq(watchlist.userId, userId), eq(watchlist.name, input.list)));
    await recordAudit(transaction, actor, {
      action: "watchlist.rename",
      target: name,
      portfolioId: null,
      before: { name: input.list },
      after: { name },
    });
    return accept({ name });
  });
}

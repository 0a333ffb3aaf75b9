import { and, asc, eq } from "drizzle-orm";
import { FAVOURITES } from "../../../../db/queries/watchlists.ts";
import { watchlist, watchlistInstrument } from "../../../../db/schema/index.ts";
import { accept, type Result } from "../../../domain/errors/rejection.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import { recordAudit } from "../../access/record-audit.ts";
import { requireUser } from "../../controls/require-user.ts";
import type { Desk } from "../../desk.ts";
import { hasList, lockWatchlists, unknownList } from "./own-watchlist.ts";

/** Deletes one of the actor's lists. The answer tells what was on it, so that it can be made again. */
export async function deleteWatchlist(
  desk: Desk,
  actor: Actor,
  input: { readonly list: string },
): Promise<Result<{ instrumentIds: readonly string[] }>> {
  return desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "data:view", null);
    const userId = requireUser(actor);
    await lockWatchlists(transaction, userId);
    if (input.list === FAVOURITES || !(await hasList(transaction, userId, input.list))) return unknownList(input.list);
    const rows = await transaction
      .select({ id: watchlistInstrument.instrumentId })
      .from(watchlistInstrument)
      .where(and(eq(watchlistInstrument.userId, userId), eq(watchlistInstrument.list, input.list)))
      .orderBy(asc(watchlistInstrument.position));
    const instrumentIds = rows.map(({ id }) => id);
    await transaction.delete(watchlist).where(and(eq(watchlist.userId, userId), eq(watchlist.name, input.list)));
    await recordAudit(transaction, actor, {
      action: "watchlist.delete",
      target: input.list,
      portfolioId: null,
      before: { instrumentIds },
    });
    return accept({ instrumentIds });
  });
}

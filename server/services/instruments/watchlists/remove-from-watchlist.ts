import { and, eq } from "drizzle-orm";
import { watchlistInstrument } from "../../../../db/schema/index.ts";
import { accept, type Result } from "../../../domain/errors/rejection.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import { recordAudit } from "../../access/record-audit.ts";
import { requireUser } from "../../controls/require-user.ts";
import type { Desk } from "../../desk.ts";
import { lockWatchlists } from "./own-watchlist.ts";

/** Takes an instrument off one of the actor's lists; what is not on it needs no taking off. */
export async function removeFromWatchlist(
  desk: Desk,
  actor: Actor,
  input: { readonly list: string; readonly instrumentId: string },
): Promise<Result<{ isRemoved: boolean }>> {
  return desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "data:view", null);
    const userId = requireUser(actor);
    await lockWatchlists(transaction, userId);
    const removed = await transaction
      .delete(watchlistInstrument)
      .where(
        and(
          eq(watchlistInstrument.userId, userId),
          eq(watchlistInstrument.list, input.list),
          eq(watchlistInstrument.instrumentId, input.instrumentId),
        ),
      )
      .returning({ position: watchlistInstrument.position });
    if (removed.length === 0) return accept({ isRemoved: false });
    await recordAudit(transaction, actor, {
      action: "watchlist.remove",
      target: input.list,
      portfolioId: null,
      before: { instrumentId: input.instrumentId },
    });
    return accept({ isRemoved: true });
  });
}

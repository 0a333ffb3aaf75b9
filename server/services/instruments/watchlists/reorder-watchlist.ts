import { and, asc, eq, sql } from "drizzle-orm";
import { watchlistInstrument } from "../../../../db/schema/index.ts";
import { accept, type Result, refuse } from "../../../domain/errors/rejection.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import { recordAudit } from "../../access/record-audit.ts";
import { requireUser } from "../../controls/require-user.ts";
import type { Desk } from "../../desk.ts";
import { lockWatchlists } from "./own-watchlist.ts";

/**
 * Puts one of the actor's lists into the order given. It must name exactly what is on the list: an order made on a screen
 * that another tab has made old would lose or bring back what somebody changed.
 */
export async function reorderWatchlist(
  desk: Desk,
  actor: Actor,
  input: { readonly list: string; readonly instrumentIds: readonly string[] },
): Promise<Result<{ instrumentIds: readonly string[] }>> {
  const { list } = input;
  const instrumentIds = [...input.instrumentIds];
  return desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "data:view", null);
    const userId = requireUser(actor);
    await lockWatchlists(transaction, userId);
    const ofList = and(eq(watchlistInstrument.userId, userId), eq(watchlistInstrument.list, list));
    const rows = await transaction
      .select({ id: watchlistInstrument.instrumentId })
      .from(watchlistInstrument)
      .where(ofList)
      .orderBy(asc(watchlistInstrument.position), asc(watchlistInstrument.instrumentId));
    const before = rows.map(({ id }) => id);
    if ([...before].sort().join("\n") !== [...instrumentIds].sort().join("\n")) {
      return refuse("list-changed", `"${list}" was changed in the meantime. Look at it again, then reorder it.`);
    }
    await transaction.execute(sql`
      update watchlist_instrument item set position = wanted.position
      from unnest(${sql.param(instrumentIds)}::text[]) with ordinality as wanted (id, position)
      where item.user_id = ${userId} and item.list = ${list} and item.instrument_id = wanted.id`);
    await recordAudit(transaction, actor, {
      action: "watchlist.reorder",
      target: list,
      portfolioId: null,
      before: { instrumentIds: before },
      after: { instrumentIds },
    });
    return accept({ instrumentIds });
  });
}

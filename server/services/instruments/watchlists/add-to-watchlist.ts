import { and, eq, sql } from "drizzle-orm";
import { FAVOURITES } from "../../../../db/queries/watchlists.ts";
import { instrument, watchlist, watchlistInstrument } from "../../../../db/schema/index.ts";
import { accept, type Result, refuse } from "../../../domain/errors/rejection.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import { recordAudit } from "../../access/record-audit.ts";
import { requireUser } from "../../controls/require-user.ts";
import type { Desk } from "../../desk.ts";
import { hasList, INSTRUMENTS_PER_LIST_MAX, lockWatchlists, unknownList } from "./own-watchlist.ts";

/** Puts an instrument at the end of one of the actor's lists; what is on it already stays where it is. */
export async function addToWatchlist(
  desk: Desk,
  actor: Actor,
  input: { readonly list: string; readonly instrumentId: string },
): Promise<Result<{ isAdded: boolean }>> {
  const { list, instrumentId } = input;
  return desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "data:view", null);
    const userId = requireUser(actor);
    await lockWatchlists(transaction, userId);
    const [listed] = await transaction.select().from(instrument).where(eq(instrument.id, instrumentId));
    if (listed === undefined) {
      return refuse("instrument-unknown", `No venue of this desk lists "${instrumentId}". Search for it again.`);
    }
    if (list === FAVOURITES) {
      await transaction.insert(watchlist).values({ userId, name: list }).onConflictDoNothing();
    } else if (!(await hasList(transaction, userId, list))) return unknownList(list);
    const [shape] = await transaction
      .select({
        length: sql<string>`count(*)`,
        isOn: sql<boolean>`coalesce(bool_or(${watchlistInstrument.instrumentId} = ${instrumentId}), false)`,
        last: sql<string>`coalesce(max(${watchlistInstrument.position}), 0)`,
      })
      .from(watchlistInstrument)
      .where(and(eq(watchlistInstrument.userId, userId), eq(watchlistInstrument.list, list)));
    if (shape?.isOn === true) return accept({ isAdded: false });
    if (Number(shape?.length ?? 0) >= INSTRUMENTS_PER_LIST_MAX) {
      const most = `${INSTRUMENTS_PER_LIST_MAX} instruments, the most a list can hold`;
      return refuse("list-full", `"${list}" has ${most}. Remove one first, or make another list.`);
    }
    const position = Number(shape?.last ?? 0) + 1;
    await transaction.insert(watchlistInstrument).values({ userId, list, instrumentId, position });
    await recordAudit(transaction, actor, {
      action: "watchlist.add",
      target: list,
      portfolioId: null,
      after: { instrumentId },
    });
    return accept({ isAdded: true });
  });
}

import { readWatchlists, type Watchlist } from "../../../../db/queries/watchlists.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import { requireUser } from "../../controls/require-user.ts";
import type { Desk } from "../../desk.ts";

/** The actor's own lists; nobody sees another's. */
export async function listWatchlists(desk: Desk, actor: Actor): Promise<readonly Watchlist[]> {
  await authorize(desk.database, actor, "data:view", null);
  return readWatchlists(desk.sql, requireUser(actor));
}

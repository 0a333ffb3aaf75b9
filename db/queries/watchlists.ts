import type { Client } from "../client.ts";

/** The list behind the star. It comes into being with the first star and cannot be renamed. */
export const FAVOURITES = "favourites";

export type Watchlist = { readonly name: string; readonly instrumentIds: readonly string[] };

/** A person's lists with what is on them in its order: the favourites first, even when there are none, then by age. */
export async function readWatchlists(sql: Client, userId: string): Promise<readonly Watchlist[]> {
  const rows = await sql<{ name: string; ids: string[] }[]>`
    select list.name, coalesce(array_agg(item.instrument_id order by item.position, item.instrument_id)
      filter (where item.instrument_id is not null), '{}') as ids
    from watchlist list left join watchlist_instrument item on item.user_id = list.user_id and item.list = list.name
    where list.user_id = ${userId}
    group by list.name, list.created_at order by list.name <> ${FAVOURITES}, list.created_at, list.name`;
  const lists = rows.map(({ name, ids }) => ({ name, instrumentIds: ids }));
  return lists[0]?.name === FAVOURITES ? lists : [{ name: FAVOURITES, instrumentIds: [] }, ...lists];
}

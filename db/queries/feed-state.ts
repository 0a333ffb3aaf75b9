import type { Client } from "../client.ts";

export type StoredFeed = { readonly key: string; readonly position: number; readonly tapeAt: number };

/** The newest tape whose key starts with `prefix`. */
export async function findFeed(sql: Client, prefix: string): Promise<StoredFeed | null> {
  const [row] = await sql<{ key: string; position: string; tape_at: string }[]>`
    select key, position, tape_at from feed_state where starts_with(key, ${prefix}) order by updated_at desc limit 1`;
  return row === undefined ? null : { key: row.key, position: Number(row.position), tapeAt: Number(row.tape_at) };
}

/** A tape never runs backwards: an older position changes nothing. */
export async function saveFeedPosition(sql: Client, feed: StoredFeed): Promise<void> {
  await sql`
    insert into feed_state (key, position, tape_at) values (${feed.key}, ${feed.position}, ${feed.tapeAt})
    on conflict (key) do update set position = excluded.position, tape_at = excluded.tape_at, updated_at = clock_timestamp()
    where feed_state.position <= excluded.position`;
}

/** How far the furthest session of a tape had come at its last commit; 0 when there is none. */
export async function furthestSessionPosition(sql: Client, feedKey: string): Promise<number> {
  const [row] = await sql<{ position: string | null }[]>`
    select max(feed_position) as position from portfolio_state where feed_key = ${feedKey}`;
  return Number(row?.position ?? 0);
}

/** How far a session has read without a change since its last commit; nothing when it has committed or lost its lease since. */
export async function saveSessionPosition(
  sql: Client,
  portfolioId: string,
  {
    epoch,
    sequence,
    feedPosition,
  }: { readonly epoch: number; readonly sequence: number; readonly feedPosition: number },
): Promise<void> {
  await sql`
    update portfolio_state set feed_position = ${feedPosition}
    where portfolio_id = ${portfolioId} and epoch = ${epoch} and sequence = ${sequence}`;
}

import type { FeedKind } from "../../server/domain/portfolio/portfolio-kind.ts";
import type { Client } from "../client.ts";

/** Ids of the portfolios that trade on this tape or on none yet, oldest first; all others stay frozen, and archived ones put away. */
export async function portfoliosOfFeed(sql: Client, feedKind: FeedKind, feedKey: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select p.id from portfolio p join portfolio_state s on s.portfolio_id = p.id
    where p.archived_at is null and p.feed_kind = ${feedKind} and coalesce(s.feed_key, ${feedKey}) = ${feedKey} order by p.created_at, p.id`;
  return rows.map((row) => row.id);
}

/** From now on the portfolio trades on this tape and no other: positions in one tape mean nothing in another. */
export async function bindFeed(sql: Client, portfolioId: string, feedKey: string): Promise<void> {
  await sql`update portfolio_state set feed_key = ${feedKey} where portfolio_id = ${portfolioId} and feed_key is null`;
}

/** The tape that the portfolio trades on; null before it traded on any. */
export async function findFeedKey(sql: Client, portfolioId: string): Promise<string | null> {
  const [row] = await sql<{ feed_key: string | null }[]>`
    select feed_key from portfolio_state where portfolio_id = ${portfolioId}`;
  return row?.feed_key ?? null;
}

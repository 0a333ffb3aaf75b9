import type { FeedKind } from "../../server/domain/portfolio/portfolio-kind.ts";
import type { Client } from "../client.ts";

/** Ids of the portfolios that trade on this kind of feed, oldest first; those of other kinds stay frozen. */
export async function portfoliosOfFeed(sql: Client, feedKind: FeedKind): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id from portfolio where feed_kind = ${feedKind} order by created_at, id`;
  return rows.map((row) => row.id);
}

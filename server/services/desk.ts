import { type Client, connect, connectDrizzle } from "../../db/client.ts";
import { type LiveUpdates, openLiveUpdates } from "../../db/live-updates.ts";
import * as schema from "../../db/schema/index.ts";

const openDatabase = (url: string) => connectDrizzle(url, { max: 4, applicationName: "tradewind-web", schema });

export type Database = ReturnType<typeof openDatabase>;
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** What a verb works with: drizzle for ordinary queries, the raw client for the tables' own readers, and the bell. */
export type Desk = {
  readonly database: Database;
  readonly sql: Client;
  readonly updates: LiveUpdates;
  close(): Promise<void>;
};

export async function openDesk(databaseUrl: string): Promise<Desk> {
  const database = openDatabase(databaseUrl);
  const sql = connect(databaseUrl, { max: 4, applicationName: "tradewind-web-live" });
  const updates = await openLiveUpdates(sql);
  return {
    database,
    sql,
    updates,
    async close() {
      await updates.close();
      await Promise.all([sql.end({ timeout: 2 }), database.$client.end({ timeout: 2 })]);
    },
  };
}

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
  /** For what reads as slowly as somebody downloads: it would hold the others' connections as long. */
  readonly exports: Client;
  readonly updates: LiveUpdates;
  close(): Promise<void>;
};

export async function openDesk(databaseUrl: string): Promise<Desk> {
  const database = openDatabase(databaseUrl);
  const sql = connect(databaseUrl, { max: 4, applicationName: "tradewind-web-live" });
  const exports = connect(databaseUrl, { max: 2, applicationName: "tradewind-web-export" });
  const updates = await openLiveUpdates(sql);
  return {
    database,
    sql,
    exports,
    updates,
    async close() {
      await updates.close();
      await Promise.all([sql, exports, database.$client].map((client) => client.end({ timeout: 2 })));
    },
  };
}

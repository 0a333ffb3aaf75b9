import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { z } from "zod";
import { type Client, connect } from "./client.ts";

const lockNumber = 7_236_041; // Any number that nobody else takes; one desk migrates a database at a time.
const journal = z.object({ entries: z.array(z.object({ when: z.number() })) });

/**
 * Brings the database to the newest migration of `migrations`, all or nothing, then puts in the functions of `routines`, which stand
 * beside them as they are now. Returns how many migrations were applied.
 */
export async function migrateDatabase(ownerUrl: string, migrations: string): Promise<number> {
  const file = join(migrations, "meta", "_journal.json");
  if (!existsSync(file)) return 0;
  const newestAt = Math.max(
    0,
    ...journal.parse(JSON.parse(readFileSync(file, "utf8"))).entries.map(({ when }) => when),
  );
  const sql = connect(ownerUrl, { max: 1, applicationName: "tradewind-migrate" });
  try {
    await sql`select pg_advisory_lock(${lockNumber})`;
    const before = await applied(sql);
    if (before.lastAt > newestAt) {
      throw new Error(
        "This database was written by a newer Tradewind than this one. Start the newer version, or point DATABASE_URL or TRADEWIND_DATA_DIR elsewhere.",
      );
    }
    await migrate(drizzle(sql), { migrationsFolder: migrations });
    await putRoutines(sql, join(migrations, "..", "routines"));
    return (await applied(sql)).count - before.count;
  } finally {
    await sql.end(); // Ends the lock too.
  }
}

async function putRoutines(sql: Client, folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const texts = readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8"));
  await sql.begin(async (transaction) => {
    for (const text of texts) await transaction.unsafe(text);
  });
}

async function applied(sql: Client): Promise<{ readonly count: number; readonly lastAt: number }> {
  const [table] = await sql<
    { name: string | null }[]
  >`select to_regclass('drizzle.__drizzle_migrations')::text as name`;
  if (table?.name == null) return { count: 0, lastAt: 0 };
  const [row] = await sql<{ count: number; last: string }[]>`
    select count(*)::int as count, coalesce(max(created_at), 0)::text as last from drizzle.__drizzle_migrations`;
  return { count: row?.count ?? 0, lastAt: Number(row?.last ?? 0) };
}

import { join } from "node:path";
import { connect } from "../../db/client.ts";
import { createLoginRoles, type DatabaseUrls } from "../../db/login-roles.ts";
import { migrateDatabase } from "../../db/migrate.ts";
import { type EmbeddedPostgres, ensureDatabase, startEmbeddedPostgres } from "./embedded-postgres/start-postgres.ts";

export type Database = {
  readonly urls: DatabaseUrls;
  readonly migrations: number;
};

export type DatabaseOptions = {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly migrationsFolder: string;
};

/** The built-in Postgres, unless DATABASE_URL names another. */
export async function startOwnPostgres({
  dataDir,
  databaseUrl,
}: DatabaseOptions): Promise<EmbeddedPostgres | undefined> {
  return databaseUrl === undefined ? startEmbeddedPostgres({ folder: dataDir }) : undefined;
}

/** Brings the tables up to date and gives web and worker their logins. */
export async function prepareDatabase(options: DatabaseOptions, own: EmbeddedPostgres | undefined): Promise<Database> {
  const owner = own === undefined ? (options.databaseUrl ?? "") : await ensureDatabase(own, "tradewind");
  if (own === undefined) await refuseUnreachable(owner);
  const migrations = await migrateDatabase(owner, options.migrationsFolder);
  const urls = await createLoginRoles(owner, join(options.dataDir, "roles.json"));
  return { urls, migrations };
}

async function refuseUnreachable(url: string): Promise<void> {
  const sql = connect(url, { max: 1, applicationName: "tradewind-start" });
  try {
    await sql`select 1`;
  } catch (cause) {
    const { host, pathname } = new URL(url);
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The database "${pathname.slice(1)}" at ${host} that DATABASE_URL names does not answer: ${reason}. Check the address, the user and that the database exists, or leave DATABASE_URL out for the built-in Postgres.`,
    );
  } finally {
    await sql.end({ timeout: 1 });
  }
}

export async function hasOwner(ownerUrl: string): Promise<boolean> {
  const sql = connect(ownerUrl, { max: 1, applicationName: "tradewind-start" });
  try {
    const [table] = await sql<{ name: string | null }[]>`select to_regclass('public.user')::text as name`;
    if (table?.name == null) return false;
    return (await sql`select 1 from public."user" where role = 'owner' limit 1`).length > 0;
  } finally {
    await sql.end();
  }
}

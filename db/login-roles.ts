import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import postgres from "postgres";
import { z } from "zod";
import { connect } from "./client.ts";

const departments = ["web", "worker"] as const;
type Department = (typeof departments)[number];

const passwords = z.object({ web: z.string().min(20), worker: z.string().min(20) });

export type DatabaseUrls = {
  readonly owner: string;
  readonly web: string;
  readonly worker: string;
  /** False where the owner may not create roles: then all three are the owner's. */
  readonly areSeparate: boolean;
};

/** Gives web and worker a login of their own, member of the group role that the migrations granted rights to. */
export async function createLoginRoles(ownerUrl: string, passwordFile: string): Promise<DatabaseUrls> {
  const sql = connect(ownerUrl, { max: 1, applicationName: "tradewind-roles" });
  try {
    const [row] = await sql<{ database: string; may: boolean; groups: number }[]>`
      select current_database() as database, (rolsuper or rolcreaterole) as may,
        (select count(*)::int from pg_roles where rolname in ('tradewind_web', 'tradewind_worker')) as groups
      from pg_roles where rolname = current_user`;
    if (row === undefined || !row.may || row.groups < departments.length) return oneForAll(ownerUrl);
    const kept = keptPasswords(passwordFile);
    await sql.begin(async (transaction) => {
      for (const department of departments) await createLogin(transaction, row.database, department, kept[department]);
      await transaction`revoke connect on database ${transaction(row.database)} from public`;
    });
    return {
      owner: ownerUrl,
      web: withUser(ownerUrl, loginName(row.database, "web"), kept.web),
      worker: withUser(ownerUrl, loginName(row.database, "worker"), kept.worker),
      areSeparate: true,
    };
  } catch (cause) {
    // Another desk's owner made the group roles on this server and alone may add members to them.
    if (cause instanceof postgres.PostgresError && cause.code === "42501") return oneForAll(ownerUrl);
    throw cause;
  } finally {
    await sql.end();
  }
}

async function createLogin(
  sql: postgres.TransactionSql,
  database: string,
  department: Department,
  password: string,
): Promise<void> {
  const name = loginName(database, department);
  const [found] = await sql`select 1 from pg_roles where rolname = ${name}`;
  if (found === undefined) await sql`create role ${sql(name)} login`;
  // The grammar takes no parameter here; the password is base64url of our own making.
  await sql.unsafe(`alter role "${name}" with login password '${password}'`);
  await sql`grant ${sql(`tradewind_${department}`)} to ${sql(name)}`;
  await sql`grant connect on database ${sql(database)} to ${sql(name)}`;
}

/** Named after the database, so that two desks on one server keep apart. */
function loginName(database: string, department: Department): string {
  return `${database.replaceAll(/[^A-Za-z0-9_]/g, "_").slice(0, 40)}_${department}_login`;
}

function keptPasswords(file: string): z.output<typeof passwords> {
  if (existsSync(file)) return passwords.parse(JSON.parse(readFileSync(file, "utf8")));
  const fresh = { web: randomBytes(24).toString("base64url"), worker: randomBytes(24).toString("base64url") };
  const draft = `${file}.draft-${process.pid}`;
  writeFileSync(draft, JSON.stringify(fresh), { mode: 0o600 });
  renameSync(draft, file);
  return fresh;
}

function oneForAll(url: string): DatabaseUrls {
  return { owner: url, web: url, worker: url, areSeparate: false };
}

function withUser(ownerUrl: string, user: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(password);
  return url.href;
}

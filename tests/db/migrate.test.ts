import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, connect } from "../../db/client.ts";
import { createLoginRoles } from "../../db/login-roles.ts";
import { migrateDatabase } from "../../db/migrate.ts";
import { startTestPostgres, type TestPostgres } from "../support/postgres.ts";

const migrations = fileURLToPath(new URL("../../db/migrations", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "tradewind-roles-"));
let server: TestPostgres;
let admin: Client;

beforeAll(async () => {
  server = await startTestPostgres({ isDurable: true });
  admin = connect(server.owner, { max: 1, applicationName: "tests" });
});
afterAll(async () => {
  await admin.end();
  await server.stop();
  rmSync(folder, { recursive: true });
});

async function makeDatabase(name: string, owner?: string): Promise<string> {
  await admin`create database ${admin(name)}`;
  if (owner !== undefined) await admin`alter database ${admin(name)} owner to ${admin(owner)}`;
  const url = new URL(server.cluster.url(name));
  if (owner !== undefined) [url.username, url.password] = [owner, "plain"];
  return url.href;
}

test("applies each migration once, also when two desks start at the same moment", async () => {
  const url = await makeDatabase("twice");
  const [one, two] = await Promise.all([migrateDatabase(url, migrations), migrateDatabase(url, migrations)]);
  expect(Math.min(one, two)).toBe(0);
  expect(Math.max(one, two)).toBeGreaterThan(0);
  expect(await migrateDatabase(url, migrations)).toBe(0);
});

test("every start has the functions of this version, those of another give way, and the worker alone may call them", async () => {
  const url = await makeDatabase("routines");
  await migrateDatabase(url, migrations);
  const sql = connect(url, { max: 1, applicationName: "tests" });
  const all = () => sql`select pg_get_functiondef(oid) as text from pg_proc where proname = 'commit_batch'`;
  const made = await all();
  await sql`drop function commit_batch`;
  await sql`create function commit_batch(other text) returns void language sql as 'select null'`;
  expect(await migrateDatabase(url, migrations)).toBe(0);
  expect([made.length, await all()]).toEqual([1, made]);
  const may = (role: string) =>
    sql`select has_function_privilege(${role}, oid, 'execute') as may from pg_proc where proname = 'commit_batch'`;
  expect([...(await may("tradewind_worker")), ...(await may("tradewind_web"))]).toEqual([
    { may: true },
    { may: false },
  ]);
  await sql.end();
});

test("no migration since there are routines writes one out again", () => {
  const later = readdirSync(migrations).filter((name) => name.endsWith(".sql") && name > "0017");
  const isWritten = (name: string) => /function\s+commit_batch/i.test(readFileSync(join(migrations, name), "utf8"));
  expect(later.filter(isWritten), "commit_batch stands in db/routines/commit-batch.sql: change it there").toEqual([]);
});

test("refuses a database that a newer version wrote", async () => {
  const url = await makeDatabase("newer");
  await migrateDatabase(url, migrations);
  const sql = connect(url, { max: 1, applicationName: "tests" });
  await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)`;
  await sql.end();
  await expect(migrateDatabase(url, migrations)).rejects.toThrow("written by a newer Tradewind");
});

test("web and worker log in as themselves and may do only their work", async () => {
  const url = await makeDatabase("separate");
  await migrateDatabase(url, migrations);
  const file = join(folder, "separate.json");
  const urls = await createLoginRoles(url, file);
  expect(urls.areSeparate).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const web = connect(urls.web, { max: 1, applicationName: "tests" });
  const worker = connect(urls.worker, { max: 1, applicationName: "tests" });
  expect(await web`select current_user as name`).toEqual([{ name: "separate_web_login" }]);
  expect(await web`select count(*)::int as count from journal`).toEqual([{ count: 0 }]);
  await expect(web`delete from journal`).rejects.toThrow("permission denied");
  await expect(web`create table mine (id int)`).rejects.toThrow("permission denied");
  await expect(worker`select password from account`).rejects.toThrow("permission denied");
  await Promise.all([web.end(), worker.end()]);
});

test("the passwords stay the same at the next start and are replaced when their file is lost", async () => {
  const url = await makeDatabase("again");
  await migrateDatabase(url, migrations);
  const file = join(folder, "again.json");
  const first = await createLoginRoles(url, file);
  expect(await createLoginRoles(url, file)).toEqual(first);
  expect(readFileSync(file, "utf8")).not.toContain("postgres://");
  rmSync(file);
  const second = await createLoginRoles(url, file);
  expect(second.web).not.toBe(first.web);
  const old = connect(first.web, { max: 1, applicationName: "tests" });
  await expect(old`select 1`).rejects.toThrow("password authentication failed");
  await old.end();
});

test("where the user may not create roles, all three are that user", async () => {
  await admin.unsafe("create role modest login password 'plain'");
  const url = await makeDatabase("shared", "modest");
  expect(await migrateDatabase(url, migrations)).toBeGreaterThan(0);
  const urls = await createLoginRoles(url, join(folder, "shared.json"));
  expect(urls).toEqual({ owner: url, web: url, worker: url, areSeparate: false });
});

test("where the group roles belong to another desk's owner, all three are that user", async () => {
  await admin.unsafe("create role neighbour login createrole password 'plain'");
  const url = await makeDatabase("next_door", "neighbour");
  await migrateDatabase(url, migrations);
  expect((await createLoginRoles(url, join(folder, "next.json"))).areSeparate).toBe(false);
});

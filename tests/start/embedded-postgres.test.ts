import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connect } from "../../db/client.ts";
import { findUser } from "../../server/start/embedded-postgres/run-as.ts";
import {
  type EmbeddedPostgres,
  ensureDatabase,
  startEmbeddedPostgres,
} from "../../server/start/embedded-postgres/start-postgres.ts";

let folder = "";
let started: EmbeddedPostgres | undefined;
beforeEach(() => {
  folder = mkdtempSync("/tmp/tradewind-pg-");
  chmodSync(folder, 0o755);
  started = undefined;
});
afterEach(async () => {
  await started?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const isRoot = process.getuid?.() === 0;
const hasNamespaces = spawnSync("unshare", ["-U", "--map-user=65534", "true"]).status === 0;
const nobody = findUser("nobody");

async function answers(postgres: EmbeddedPostgres): Promise<void> {
  const sql = connect(await ensureDatabase(postgres, "desk"), { max: 1, applicationName: "tests" });
  expect(await sql`select current_setting('synchronous_commit') as value`).toEqual([{ value: "on" }]);
  expect(await sql`select current_setting('listen_addresses') as value`).toEqual([{ value: "127.0.0.1" }]);
  await sql.end();
}

test("keeps its password to itself and wants it", async () => {
  started = await startEmbeddedPostgres({ folder: join(folder, "data") });
  await answers(started);
  expect(statSync(join(folder, "data", "pg.password")).mode & 0o777).toBe(0o600);
  const stranger = new URL(started.url("postgres"));
  stranger.password = "guess";
  const sql = connect(stranger.href, { max: 1, applicationName: "tests" });
  await expect(sql`select 1`).rejects.toThrow("password authentication failed");
  await sql.end();
});

test.skipIf(!isRoot || !hasNamespaces)("as root it works below a folder that nobody else may enter", async () => {
  chmodSync(folder, 0o700);
  started = await startEmbeddedPostgres({ folder: join(folder, "data") });
  expect(started.runAs).toBe("user-namespace");
  await answers(started);
  expect(statSync(join(folder, "data", "pg")).uid).toBe(0);
});

test.skipIf(!isRoot || nobody === undefined)("as root without user namespaces it runs as another user", async () => {
  if (nobody === undefined) return;
  started = await startEmbeddedPostgres({ folder: join(folder, "data"), runAs: nobody });
  await answers(started);
  expect(statSync(join(folder, "data", "pg")).uid).toBe(nobody.uid);
  expect(statSync(`/proc/${started.pid()}`).uid).toBe(nobody.uid);
});

test.skipIf(!isRoot || nobody === undefined)(
  "names DATABASE_URL where that other user cannot reach the data",
  async () => {
    if (nobody === undefined) return;
    chmodSync(folder, 0o700);
    const start = startEmbeddedPostgres({ folder: join(folder, "data"), runAs: nobody });
    await expect(start).rejects.toThrow(/user "nobody" .* cannot reach .*\/data.* DATABASE_URL/);
  },
);

test("clears the pid file of another program", async () => {
  const data = join(folder, "data");
  const first = await startEmbeddedPostgres({ folder: data });
  await first.stop();
  writeFileSync(join(data, "pg", "postmaster.pid"), `${process.pid}\n${data}/pg\n1\n5432\n\n127.0.0.1\n\nready\n`);
  started = await startEmbeddedPostgres({ folder: data });
  expect(started.wasAdopted).toBe(false);
  await answers(started);
});

test("clears the pid file of a zombie", async () => {
  const data = join(folder, "data");
  const first = await startEmbeddedPostgres({ folder: data });
  await first.stop();
  // The shell's child ends at once and stays a zombie, as the program that took the shell's place never reaps it.
  const holder = spawn("sh", ["-c", "sleep 0.1 & echo $!; exec sleep 30"], { stdio: ["ignore", "pipe", "ignore"] });
  const pid = await new Promise<number>((done) => holder.stdout.once("data", (chunk: Buffer) => done(Number(chunk))));
  await new Promise((done) => setTimeout(done, 300));
  expect(readFileSync(`/proc/${pid}/stat`, "utf8")).toContain(") Z ");
  writeFileSync(join(data, "pg", "postmaster.pid"), `${pid}\n${data}/pg\n1\n5432\n\n127.0.0.1\n\nready\n`);
  try {
    started = await startEmbeddedPostgres({ folder: data });
    await answers(started);
  } finally {
    holder.kill("SIGKILL");
  }
});

test("a creation that was cut short leaves nothing that a later start trips over", async () => {
  const data = join(folder, "data");
  mkdirSync(join(data, "pg.draft-1"), { recursive: true });
  writeFileSync(join(data, "pg.draft-1", "half"), "");
  started = await startEmbeddedPostgres({ folder: data });
  await answers(started);
  expect(existsSync(join(data, "pg", "PG_VERSION"))).toBe(true);
});

test("data copied from a stopped cluster starts with its password beside it", async () => {
  const first = await startEmbeddedPostgres({ folder: join(folder, "one") });
  const url = await ensureDatabase(first, "desk");
  const sql = connect(url, { max: 1, applicationName: "tests" });
  await sql`create table kept as select 5 as id`;
  await sql.end();
  await first.stop();
  cpSync(join(folder, "one"), join(folder, "two"), { recursive: true });
  started = await startEmbeddedPostgres({ folder: join(folder, "two") });
  const copy = connect(started.url("desk"), { max: 1, applicationName: "tests" });
  expect(await copy`select id from kept`).toEqual([{ id: 5 }]);
  await copy.end();
});

import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { connect } from "../../db/client.ts";
import { createLoginRoles, type DatabaseUrls } from "../../db/login-roles.ts";
import { migrateDatabase } from "../../db/migrate.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../server/start/embedded-postgres/start-postgres.ts";

const migrations = fileURLToPath(new URL("../../db/migrations", import.meta.url));
const template = "tradewind_template";
export const runFolderVariable = "TRADEWIND_TEST_RUN";

export type TestPostgres = DatabaseUrls & {
  readonly database: string;
  /** The cluster behind it; kill and revive only one of your own (`isDurable`). */
  readonly cluster: EmbeddedPostgres;
  stop(): Promise<void>;
};

export type TestPostgresOptions = {
  /** A cluster of its own that survives kill -9, for crash tests; else one without fsync, shared by the whole run. */
  readonly isDurable?: boolean;
};

/** A fresh, migrated database with owner, web and worker logins. Call `stop` in `afterAll`. */
export async function startTestPostgres({ isDurable = false }: TestPostgresOptions = {}): Promise<TestPostgres> {
  const { [runFolderVariable]: shared } = process.env;
  const isOwn = isDurable || shared === undefined;
  const folder = isOwn ? makeRunFolder() : shared;
  const cluster = await withLock(folder, () => startCluster(folder, isDurable));
  const database = `test_${randomBytes(6).toString("hex")}`;
  const maintenance = () => connect(cluster.url("postgres"), { max: 1, applicationName: "tests" });
  await withLock(folder, async () => {
    const sql = maintenance();
    await sql`create database ${sql(database)} template ${sql(template)}`;
    await sql.end();
  });
  const urls = await withLock(folder, () => createLoginRoles(cluster.url(database), join(folder, "roles.json")));
  return {
    ...urls,
    database,
    cluster,
    stop: async () => {
      if (isOwn) {
        await cluster.stop();
        rmSync(folder, { recursive: true, force: true });
        return;
      }
      const sql = maintenance();
      await sql`drop database if exists ${sql(database)} with (force)`;
      await sql.end();
    },
  };
}

export function makeRunFolder(): string {
  return mkdtempSync(join(tmpdir(), "tradewind-test-"));
}

/** Kills a cluster's postmaster and waits until it is dead: one that is only dying would be taken over as alive. */
export async function killCluster(cluster: EmbeddedPostgres): Promise<void> {
  process.kill(cluster.pid(), "SIGKILL");
  while (cluster.isAlive()) await sleep(10);
}

/** Stops the run's shared cluster, if a test started one, and removes the folder. */
export async function removeRunFolder(folder: string): Promise<void> {
  if (existsSync(join(folder, "pg"))) await (await startEmbeddedPostgres({ folder })).stop();
  rmSync(folder, { recursive: true, force: true });
}

async function startCluster(folder: string, isDurable: boolean): Promise<EmbeddedPostgres> {
  const fast = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
  const settings = { max_connections: "120", shared_buffers: "64MB", ...(isDurable ? {} : fast) };
  const cluster = await startEmbeddedPostgres({ folder, settings });
  const marker = join(folder, "template-ready");
  if (existsSync(marker)) return cluster;
  const sql = connect(cluster.url("postgres"), { max: 1, applicationName: "tests" });
  await sql`drop database if exists ${sql(template)} with (force)`;
  await sql`create database ${sql(template)}`;
  await sql.end();
  await migrateDatabase(cluster.url(template), migrations);
  writeFileSync(marker, "");
  return cluster;
}

/** Test files run in several processes; one at a time touches the cluster's shared parts. */
async function withLock<T>(folder: string, action: () => Promise<T>): Promise<T> {
  const lock = join(folder, "lock");
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      if (isAbandoned(lock)) renameSync(lock, `${lock}-abandoned-${process.pid}-${Date.now()}`);
      await sleep(25);
    }
  }
  try {
    writeFileSync(join(lock, "pid"), String(process.pid));
    return await action();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function isAbandoned(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(join(lock, "pid"), "utf8")), 0);
    return false;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "ESRCH";
  }
}

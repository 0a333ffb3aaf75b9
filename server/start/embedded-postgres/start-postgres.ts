import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { connect } from "../../../db/client.ts";
import { findBinaries } from "./binaries.ts";
import { clusterFiles, createCluster, superuser } from "./cluster.ts";
import { isAlive, type Postmaster, startPostmaster, stopPostmaster } from "./postmaster.ts";
import { chooseRunAs, type RunAs } from "./run-as.ts";

export type EmbeddedPostgres = {
  readonly port: number;
  readonly wasAdopted: boolean;
  readonly runAs: RunAs["kind"];
  pid(): number;
  isAlive(): boolean;
  url(database: string): string;
  /** Starts a dead postmaster again on the same port. */
  revive(): Promise<void>;
  stop(): Promise<void>;
};

export type EmbeddedPostgresOptions = {
  /** The folder that holds the cluster; made when absent. Whoever calls must own it alone. */
  readonly folder: string;
  readonly port?: number;
  readonly runAs?: RunAs;
  readonly settings?: Readonly<Record<string, string>>;
};

const defaults = {
  synchronous_commit: "on", // A commit that was reported is on disk: the journal rests on it.
  max_connections: "60",
  shared_buffers: "128MB",
  wal_compression: "on",
  wal_init_zero: "off", // Zeroing a new segment stalls every commit for a tenth of a second.
  log_min_duration_statement: "-1", // Statements may carry secrets; they never reach the log.
  log_min_error_statement: "panic",
};

/** Starts the built-in Postgres in a folder, or takes over the one that a killed desk left running there. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const files = clusterFiles(resolve(options.folder));
  const runAs = options.runAs ?? chooseRunAs();
  const binaries = await findBinaries();
  const settings = { ...defaults, ...options.settings };
  await createCluster(files, binaries, runAs);
  let postmaster: Postmaster = await startPostmaster(files, binaries, runAs, { port: options.port, settings });
  const { port } = postmaster;
  const password = readFileSync(files.passwordFile, "utf8").trim();
  return {
    port,
    wasAdopted: postmaster.wasAdopted,
    runAs: runAs.kind,
    pid: () => postmaster.pid,
    isAlive: () => isAlive(postmaster.pid),
    url: (database) => `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`,
    revive: async () => {
      postmaster = await startPostmaster(files, binaries, runAs, { port, settings });
    },
    stop: () => stopPostmaster(postmaster.pid, 10_000),
  };
}

export async function ensureDatabase(postgres: EmbeddedPostgres, database: string): Promise<string> {
  const sql = connect(postgres.url("postgres"), { max: 1, applicationName: "tradewind-start" });
  try {
    const [found] = await sql`select 1 from pg_database where datname = ${database}`;
    if (found === undefined) await sql`create database ${sql(database)}`;
  } finally {
    await sql.end();
  }
  return postgres.url(database);
}

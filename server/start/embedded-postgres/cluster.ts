import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { PostgresBinaries } from "./binaries.ts";
import { canReach, type RunAs, spawnAs } from "./run-as.ts";

export const superuser = "tradewind";

/** One Postgres cluster on disk: `pg/` with its data, and beside it the superuser's password and the log. */
export type ClusterFiles = {
  readonly folder: string;
  readonly data: string;
  readonly passwordFile: string;
  readonly logFile: string;
};

export function clusterFiles(folder: string): ClusterFiles {
  return {
    folder,
    data: join(folder, "pg"),
    passwordFile: join(folder, "pg.password"),
    logFile: join(folder, "postgres.log"),
  };
}

/** Creates the cluster unless it is there. It is built aside and renamed, so a crash half-way leaves nothing broken behind. */
export async function createCluster(files: ClusterFiles, binaries: PostgresBinaries, runAs: RunAs): Promise<void> {
  mkdirSync(files.folder, { recursive: true, mode: 0o700 });
  if (runAs.kind === "other-user") chmodSync(files.folder, 0o711);
  refuseUnreachable(files, binaries, runAs);
  if (!existsSync(files.passwordFile)) {
    writeFileSync(files.passwordFile, `${randomBytes(18).toString("base64url")}\n`, { mode: 0o600 });
  }
  if (existsSync(join(files.data, "PG_VERSION"))) return;
  const draft = `${files.data}.draft-${process.pid}`;
  const draftPassword = `${files.passwordFile}.draft-${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(draftPassword, readFileSync(files.passwordFile), { mode: 0o600 });
  if (runAs.kind === "other-user") {
    for (const path of [draft, draftPassword]) chownSync(path, runAs.uid, runAs.gid);
  }
  try {
    await initialise(draft, draftPassword, binaries, runAs);
    renameSync(draft, files.data);
  } finally {
    rmSync(draftPassword, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

function initialise(data: string, passwordFile: string, binaries: PostgresBinaries, runAs: RunAs): Promise<void> {
  const parameters = ["-D", data, "-U", superuser, "-A", "scram-sha-256", `--pwfile=${passwordFile}`];
  parameters.push("-E", "UTF8", "--locale=C", "--data-checksums");
  return new Promise((done, fail) => {
    const child = spawnAs(runAs, binaries.initdb, parameters, { stdio: ["ignore", "ignore", "pipe"] });
    let complaint = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    child.once("error", fail);
    child.once("close", (code) => {
      if (code === 0) done();
      else fail(new Error(`Postgres could not create its data in ${data}: ${complaint.trim()}`));
    });
  });
}

function refuseUnreachable(files: ClusterFiles, binaries: PostgresBinaries, runAs: RunAs): void {
  if (runAs.kind !== "other-user") return;
  for (const path of [binaries.postgres, dirname(files.data)]) {
    if (canReach(runAs, path)) continue;
    throw new Error(
      `Postgres must not run as root, and the user "${runAs.name}" that would run it cannot reach ${path}. Move the desk out of that folder or set TRADEWIND_DATA_DIR, start it as an ordinary user, or set DATABASE_URL to a Postgres of your own.`,
    );
  }
}

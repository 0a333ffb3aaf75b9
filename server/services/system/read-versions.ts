import { readFile } from "node:fs/promises";
import { arch, platform, release } from "node:os";
import { join } from "node:path";
import type { Client } from "../../../db/client.ts";
import type { VersionsReport } from "./system-report.ts";

/** What runs here. `root` is the folder of the program. */
export async function readVersions(sql: Client, root: string): Promise<VersionsReport> {
  const [[server], manifest, build] = await Promise.all([
    sql<{ version: string }[]>`select current_setting('server_version') as version`,
    readFile(join(root, "package.json"), "utf8").catch(() => "{}"),
    readFile(join(root, ".next", "BUILD_ID"), "utf8").catch(() => "development"),
  ]);
  const { version } = JSON.parse(manifest) as { version?: string };
  return {
    tradewind: version ?? "unknown",
    build: build.trim(),
    node: process.versions.node,
    postgres: server?.version ?? "unknown",
    platform: `${platform()} ${release()} ${arch()}`,
  };
}

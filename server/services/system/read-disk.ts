import { lstat, readdir, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Client } from "../../../db/client.ts";
import type { DiskReport } from "./system-report.ts";

const WALK_EVERY_MS = 60_000;

const walked = new Map<string, { readonly at: number; readonly bytes: Promise<number | null> }>();

/** How much the desk keeps and how much there is room for. The folder is measured once a minute at most. */
export async function readDisk(sql: Client, dataDir: string, now: number): Promise<DiskReport> {
  const [[database], room, dataDirBytes] = await Promise.all([
    sql<{ bytes: string }[]>`select pg_database_size(current_database()) as bytes`,
    statfs(dataDir).catch(() => null),
    sizeOf(dataDir, now),
  ]);
  return {
    dataDirBytes,
    freeBytes: room === null ? null : room.bavail * room.bsize,
    totalBytes: room === null ? null : room.blocks * room.bsize,
    databaseBytes: Number(database?.bytes ?? 0),
  };
}

function sizeOf(folder: string, now: number): Promise<number | null> {
  const known = walked.get(folder);
  if (known !== undefined && now - known.at < WALK_EVERY_MS) return known.bytes;
  const bytes = measure(folder).catch(() => null);
  walked.set(folder, { at: now, bytes });
  return bytes;
}

async function measure(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += await measure(path).catch(() => 0);
    else if (entry.isFile()) bytes += (await lstat(path).catch(() => null))?.size ?? 0; // Gone meanwhile: it counts nothing.
  }
  return bytes;
}

import { mkdir, readdir, rename, rm, stat, statfs } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { newUuid } from "../../../platform/uuid.ts";

const UPLOAD_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PART = ".part";

/** Where uploaded files wait for their import: each under an id of our own, so that no name of a person touches the disk. */
const uploadFolder = (dataDir: string): string => join(dataDir, "uploads");

export type Upload = { readonly path: string; readonly bytes: number };

export type NewUpload = { readonly uploadId: string; readonly partPath: string };

export async function openUpload(dataDir: string): Promise<NewUpload> {
  await mkdir(uploadFolder(dataDir), { recursive: true, mode: 0o700 });
  const uploadId = newUuid();
  return { uploadId, partPath: join(uploadFolder(dataDir), uploadId + PART) };
}

/** Only now the file can be found: a broken upload leaves nothing that an import could read. */
export const keepUpload = ({ partPath }: NewUpload): Promise<void> => rename(partPath, partPath.slice(0, -PART.length));

export const dropUpload = ({ partPath }: NewUpload): Promise<void> => rm(partPath, { force: true });

/** Whether a file is one that somebody uploaded here: no job may read any other. */
export const isUploadPath = (dataDir: string, path: string): boolean =>
  dirname(path) === uploadFolder(dataDir) && UPLOAD_ID.test(basename(path));

/** Null when there is no such upload, or it was removed. */
export async function findUpload(dataDir: string, uploadId: string): Promise<Upload | null> {
  if (!UPLOAD_ID.test(uploadId)) return null;
  const path = join(uploadFolder(dataDir), uploadId);
  const found = await stat(path).catch(() => null);
  return found === null || !found.isFile() ? null : { path, bytes: found.size };
}

/** Removes all uploads last written before `beforeAt` (UTC ms) and those named, except the kept; says how many went. */
export async function removeUploads(
  dataDir: string,
  { beforeAt, done, kept }: { readonly beforeAt: number; readonly done: Set<string>; readonly kept: Set<string> },
): Promise<number> {
  const names = await readdir(uploadFolder(dataDir)).catch(() => []);
  let removed = 0;
  for (const name of names) {
    const path = join(uploadFolder(dataDir), name);
    if (kept.has(path)) continue;
    const written = await stat(path).catch(() => null);
    if (written === null || (written.mtimeMs >= beforeAt && !done.has(path))) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

/** Free bytes of the disk that holds the uploads. */
export async function freeBytes(dataDir: string): Promise<number> {
  const { bavail, bsize } = await statfs(uploadFolder(dataDir));
  return bavail * bsize;
}

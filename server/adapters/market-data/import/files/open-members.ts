import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { createGunzip } from "node:zlib";
import { whyUnreadable } from "../../why-unreadable.ts";
import { ImportError, messageOf } from "../import-error.ts";
import type { ImportFile } from "../import-options.ts";
import type { FileMember } from "./file-member.ts";
import { guardSize } from "./size-guard.ts";
import { listZipEntries, type ZipEntry } from "./zip-directory.ts";
import { readZipEntry } from "./zip-entry.ts";

/** What a file holds: itself, what its gzip holds, or the members of its zip. */
export async function openMembers(file: ImportFile): Promise<readonly FileMember[]> {
  const { head, size } = await look(file);
  const nameParts = [...folderNames(file.path), basename(file.name)].reverse();
  if (size === 0) throw new ImportError("file-empty", file.name, "is empty. Give a file with at least one row.");
  if (head[0] === 0x1f && head[1] === 0x8b) {
    return [member(file.name, nameParts, size, (count) => gunzipped(file, size, count))];
  }
  if (head.readUInt32LE(0) === 0x04034b50 || head.readUInt32LE(0) === 0x06054b50) {
    const entries = (await listZipEntries(file, size)).filter(isMeant);
    if (entries.length === 0) throw new ImportError("file-empty", file.name, "is an archive without files.");
    return entries.map((entry) => {
      const name = `${file.name}: ${entry.name}`;
      const parts = [basename(entry.name), ...nameParts];
      return member(name, parts, entry.packedBytes, (count) => readZipEntry(file.path, entry, { name, count }));
    });
  }
  return [member(file.name, nameParts, size, (count) => plain(file, count))];
}

function member(
  name: string,
  nameParts: readonly string[],
  packedBytes: number,
  begin: (count: (bytes: number) => void) => AsyncIterable<Uint8Array>,
): FileMember {
  let read = 0;
  const chunks = () => {
    read = 0;
    return guardSize(
      begin((bytes) => {
        read += bytes;
      }),
      packedBytes,
      name,
    );
  };
  return { name, nameParts, packedBytes, packedRead: () => read, chunks };
}

/** Folders tell the exchange and the market: `data/spot/monthly/klines`, `data/binance/futures`. */
const folderNames = (path: string): string[] => dirname(path).split("/").slice(-6);

const isMeant = ({ name }: ZipEntry): boolean =>
  !name.endsWith("/") && !name.startsWith("__MACOSX/") && !basename(name).startsWith(".") && !/\.CHECKSUM$/i.test(name);

async function look(file: ImportFile): Promise<{ readonly head: Buffer; readonly size: number }> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file.path, "r");
    const status = await handle.stat();
    if (!status.isFile()) throw new Error("it is not a file");
    const head = Buffer.alloc(4);
    await handle.read(head, 0, 4, 0);
    return { head, size: status.size };
  } catch (cause) {
    throw unreadable(file, cause);
  } finally {
    await handle?.close();
  }
}

const unreadable = (file: ImportFile, cause: unknown): ImportError =>
  new ImportError("file-unreadable", file.name, whyUnreadable(cause));

type Count = (bytes: number) => void;

async function* plain(file: ImportFile, count: Count): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(file.path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
      count(chunk.length);
      yield chunk;
    }
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

async function* gunzipped(file: ImportFile, size: number, count: Count): AsyncGenerator<Uint8Array> {
  const source = createReadStream(file.path, { highWaterMark: 1 << 18 });
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  source.on("error", (cause) => gunzip.destroy(cause));
  source.on("data", (chunk) => count(chunk.length));
  source.pipe(gunzip);
  try {
    yield* gunzip as AsyncIterable<Buffer>;
    // What follows the last gzip member is silently left out by zlib; here it would be lost rows.
    if (gunzip.bytesWritten !== size) throw new Error(`${size - gunzip.bytesWritten} bytes after its end are no gzip`);
  } catch (cause) {
    if (cause instanceof ImportError) throw cause;
    throw new ImportError(
      "file-corrupt",
      file.name,
      `is a damaged gzip file (${messageOf(cause)}). Get it anew from where it came.`,
    );
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { crc32, createInflateRaw } from "node:zlib";
import { ImportError, messageOf } from "../import-error.ts";
import type { ZipEntry } from "./zip-directory.ts";

/** A member's content; after the last byte its length and checksum are held against the directory's. */
export async function* readZipEntry(
  path: string,
  entry: ZipEntry,
  { name, count }: { readonly name: string; readonly count: (bytes: number) => void },
): AsyncGenerator<Uint8Array> {
  try {
    const start = await contentStart(path, entry);
    let crc = 0;
    let size = 0;
    for await (const chunk of unpacked(path, start, entry, count)) {
      crc = crc32(chunk, crc);
      size += chunk.length;
      if (size > entry.bytes) break;
      yield chunk;
    }
    if (size !== entry.bytes) throw new Error(`${size} bytes instead of ${entry.bytes}`);
    if (crc !== entry.crc) throw new Error("its checksum does not match");
  } catch (cause) {
    if (cause instanceof ImportError) throw cause;
    throw new ImportError(
      "file-corrupt",
      name,
      `is damaged in its archive (${messageOf(cause)}). Get the archive anew from where it came.`,
    );
  }
}

async function contentStart(path: string, entry: ZipEntry): Promise<number> {
  const handle = await open(path, "r");
  try {
    const header = Buffer.alloc(30);
    await handle.read(header, 0, 30, entry.headerAt);
    if (header.readUInt32LE(0) !== 0x04034b50) throw new Error("its header is missing");
    return entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await handle.close();
  }
}

async function* unpacked(
  path: string,
  start: number,
  entry: ZipEntry,
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  if (entry.packedBytes === 0) return;
  const source = createReadStream(path, { start, end: start + entry.packedBytes - 1, highWaterMark: 1 << 18 });
  if (entry.method === 0) {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      count(chunk.length);
      yield chunk;
    }
    return;
  }
  const inflate = createInflateRaw({ chunkSize: 1 << 18 });
  source.on("error", (cause) => inflate.destroy(cause));
  source.on("data", (chunk) => count(chunk.length));
  source.pipe(inflate);
  try {
    yield* inflate as AsyncIterable<Buffer>;
  } finally {
    source.destroy();
    inflate.destroy();
  }
}

import { open } from "node:fs/promises";
import { ImportError, messageOf } from "../import-error.ts";
import type { ImportFile } from "../import-options.ts";

/**
 * A file in a zip archive, as the archive's directory has it. Read by our own code: the zip library at hand keeps whole
 * archives in memory and checks no checksum.
 */
export type ZipEntry = {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly headerAt: number;
};

const END_BYTES = 22;
const COMMENT_BYTES_MAX = 65_535;
const ENTRIES_MAX = 10_000;
const UNKNOWN = 0xffff_ffff;

export async function listZipEntries(file: ImportFile, size: number): Promise<readonly ZipEntry[]> {
  const handle = await open(file.path, "r");
  try {
    const read = async (at: number, length: number): Promise<Buffer> => {
      if (at < 0 || length < 0 || at + length > size) throw new Error(`it points to byte ${at + length} of ${size}`);
      const bytes = Buffer.alloc(length);
      const { bytesRead } = await handle.read(bytes, 0, length, at);
      if (bytesRead !== length) throw new Error("it ends too early");
      return bytes;
    };
    const { at, length, count } = await findDirectory(read, size);
    if (count > ENTRIES_MAX) throw new Error(`it claims ${count} members, more than ${ENTRIES_MAX}`);
    if (length > size) throw new Error("its directory is longer than the file");
    return readDirectory(await read(at, length), count);
  } catch (cause) {
    throw new ImportError(
      "file-corrupt",
      file.name,
      `is a damaged zip file (${messageOf(cause)}). Get it anew from where it came.`,
    );
  } finally {
    await handle.close();
  }
}

type Read = (at: number, length: number) => Promise<Buffer>;

async function findDirectory(read: Read, size: number) {
  const tailLength = Math.min(size, END_BYTES + COMMENT_BYTES_MAX);
  const tail = await read(size - tailLength, tailLength);
  let end = tailLength - END_BYTES;
  while (end >= 0 && tail.readUInt32LE(end) !== 0x06054b50) end -= 1;
  if (end < 0) throw new Error("its directory is missing");
  const found = {
    count: tail.readUInt16LE(end + 10),
    length: tail.readUInt32LE(end + 12),
    at: tail.readUInt32LE(end + 16),
  };
  if (found.at !== UNKNOWN && found.length !== UNKNOWN && found.count !== 0xffff) return found;
  if (end < 20 || tail.readUInt32LE(end - 20) !== 0x07064b50) throw new Error("its large directory is missing");
  const record = await read(wide(tail, end - 20 + 8), 56);
  if (record.readUInt32LE(0) !== 0x06064b50) throw new Error("its large directory is malformed");
  return { count: wide(record, 32), length: wide(record, 40), at: wide(record, 48) };
}

function readDirectory(directory: Buffer, count: number): readonly ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let number = 0; number < count; number += 1) {
    if (directory.readUInt32LE(at) !== 0x02014b50) throw new Error("its directory is malformed");
    const flags = directory.readUInt16LE(at + 8);
    const method = directory.readUInt16LE(at + 10);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => directory.readUInt16LE(at + offset));
    const nameEnd = at + 46 + Number(nameLength);
    const extraEnd = nameEnd + Number(extraLength);
    if (extraEnd > directory.length) throw new Error("its directory ends too early");
    const name = directory.toString("utf8", at + 46, nameEnd);
    if ((flags & 1) !== 0) throw new Error(`"${name}" is encrypted`);
    if (method !== 0 && method !== 8) throw new Error(`"${name}" is packed by method ${method}; only deflate is read`);
    const sizes = largeSizes(directory.subarray(nameEnd, extraEnd), {
      bytes: directory.readUInt32LE(at + 24),
      packedBytes: directory.readUInt32LE(at + 20),
      headerAt: directory.readUInt32LE(at + 42),
    });
    entries.push({ name, method, crc: directory.readUInt32LE(at + 16), ...sizes });
    at = extraEnd + Number(commentLength);
  }
  return entries;
}

type Sizes = { readonly bytes: number; readonly packedBytes: number; readonly headerAt: number };

/** Sizes beyond 4 GiB stand in an extra field, in this order and only those that need it. */
function largeSizes(extra: Buffer, sizes: Sizes): Sizes {
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) !== 1) {
      at += 4 + length;
      continue;
    }
    let place = at + 4;
    const take = (value: number): number => {
      if (value !== UNKNOWN) return value;
      place += 8;
      return wide(extra, place - 8);
    };
    return { bytes: take(sizes.bytes), packedBytes: take(sizes.packedBytes), headerAt: take(sizes.headerAt) };
  }
  return sizes;
}

function wide(bytes: Buffer, at: number): number {
  const value = Number(bytes.readBigUInt64LE(at));
  if (!Number.isSafeInteger(value)) throw new Error(`it has a size of ${value}`);
  return value;
}

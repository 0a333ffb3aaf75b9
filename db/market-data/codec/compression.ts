import { createHash, webcrypto } from "node:crypto";
import { promisify } from "node:util";
import { constants, deflateRaw, inflateRaw } from "node:zlib";

const deflate = promisify(deflateRaw) as (bytes: Uint8Array, options: { strategy: number }) => Promise<Buffer>;
const inflate = promisify(inflateRaw) as (
  bytes: Uint8Array,
  options: { chunkSize: number; maxOutputLength: number },
) => Promise<Buffer>;

const LENGTH_BYTES = 4;
/** More than deflate can shrink anything. */
const DEFLATE_RATIO_MAX = 1_100;

/** Compressed columns and the SHA-256 of what they were before. */
export type Packed = { readonly payload: Buffer; readonly hash: string };

/** Planes of bytes repeat themselves only at once: looking further back costs ten times as long and is no smaller. */
export async function pack(columns: Buffer): Promise<Packed> {
  const payload = await deflate(columns, { strategy: constants.Z_RLE });
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(columns.length);
  return { payload: Buffer.concat([length, payload]), hash: hashOf(columns) };
}

/** Inflates and hashes on the thread pool. Throws when the payload is damaged or its columns have another hash. */
export async function unpack(payload: Buffer, hash: string): Promise<Buffer> {
  const length = payload.readUInt32BE(0);
  if (length > payload.length * DEFLATE_RATIO_MAX)
    throw new RangeError(`its length of ${length} bytes cannot be right`);
  const chunkSize = Math.max(64, length + 1); // One output buffer, or zlib hops through 16 kB ones.
  const columns = await inflate(payload.subarray(LENGTH_BYTES), { chunkSize, maxOutputLength: chunkSize });
  const actual = Buffer.from(await webcrypto.subtle.digest("SHA-256", columns)).toString("hex");
  if (actual !== hash) throw new RangeError(`the columns have the hash ${actual} and not ${hash}`);
  return columns;
}

const hashOf = (columns: Uint8Array): string => createHash("sha256").update(columns).digest("hex");

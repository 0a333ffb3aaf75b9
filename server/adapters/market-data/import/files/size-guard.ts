import { ImportError } from "../import-error.ts";

const MIB = 1_048_576;
// Market data packs 3 to 15 to one; a file of nothing but zeros a thousand to one.
const RATIO_MAX = 100;
const RATIO_FREE_BYTES = 64 * MIB;
const STREAM_BYTES_MAX = 64 * 1_024 * MIB;
const WHOLE_BYTES_MAX = 1_024 * MIB;

/** Lets content through and stops it when it unpacks to more than market data ever does. */
export async function* guardSize(
  chunks: AsyncIterable<Uint8Array>,
  packedBytes: number,
  name: string,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > STREAM_BYTES_MAX || (size > RATIO_FREE_BYTES && size > packedBytes * RATIO_MAX)) {
      throw new ImportError(
        "file-too-large",
        name,
        `unpacks to more than ${size} bytes from ${packedBytes}. Unpack it yourself and give its parts if it is what you mean.`,
      );
    }
    yield chunk;
  }
}

/** Content that must be in memory as a whole. */
export async function readWhole(chunks: AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > WHOLE_BYTES_MAX) {
      throw new ImportError(
        "file-too-large",
        name,
        `is larger than ${WHOLE_BYTES_MAX} bytes and of a format that is read as a whole. Split it, or give it as CSV.`,
      );
    }
    parts.push(chunk);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

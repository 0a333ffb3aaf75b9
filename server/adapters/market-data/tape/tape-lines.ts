import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { whyUnreadable } from "../why-unreadable.ts";
import { TapeError } from "./tape-error.ts";

/** Longer than any message of an exchange; what has no line break for this long is no text of lines. */
const LINE_LENGTH_MAX = 32 * 1_024 * 1_024;

/**
 * Hands over a plain or gzipped text file line by line, numbered from 1, without holding it in memory; `onLine` may answer
 * false to stop. Rejects with a {@link TapeError} when the file cannot be read, and with what `onLine` throws.
 */
export async function readTapeLines(path: string, onLine: (text: string, line: number) => unknown): Promise<void> {
  const name = basename(path);
  let line = 0;
  let rest = "";
  const text = await openText(path, name);
  try {
    for await (const part of text) {
      const chunk = rest + String(part);
      let start = 0;
      for (let end = chunk.indexOf("\n"); end >= 0; end = chunk.indexOf("\n", start)) {
        line += 1;
        const stop = chunk.charCodeAt(end - 1) === 13 && end > start ? end - 1 : end;
        if (onLine(chunk.slice(start, stop), line) === false) return;
        start = end + 1;
      }
      rest = chunk.slice(start);
      if (rest.length > LINE_LENGTH_MAX) throw new TapeError(name, line + 1, "is no text: its line never ends.");
    }
  } catch (error) {
    if (isFileTrouble(error)) throw unreadable(name, error);
    throw error;
  } finally {
    text.destroy();
  }
  if (rest !== "") onLine(rest, line + 1);
  else if (line === 0) throw new TapeError(name, 0, "is empty. Give a recording with at least one line.");
}

async function openText(path: string, name: string): Promise<Readable> {
  const magic = Buffer.alloc(2);
  try {
    const file = await open(path);
    await file.read(magic, 0, 2, 0).finally(() => file.close());
  } catch (error) {
    throw unreadable(name, error);
  }
  const bytes = createReadStream(path, { highWaterMark: 262_144 });
  if (magic[0] !== 0x1f || magic[1] !== 0x8b) return bytes.setEncoding("utf8");
  const unzipped = createGunzip({ chunkSize: 262_144 });
  bytes.on("error", (error) => unzipped.destroy(error));
  return bytes.pipe(unzipped).setEncoding("utf8");
}

const isFileTrouble = (error: unknown): boolean => error instanceof Error && "code" in error;

function unreadable(name: string, error: unknown): TapeError {
  return new TapeError(name, 0, whyUnreadable(error));
}

import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { TapeError } from "./tape-error.ts";

const unzip = promisify(gunzip);

/** A recording's text, line by line; `name` is what errors call it. */
export type TapeFile = { readonly name: string; readonly lines: readonly string[] };

/** Reads a plain or gzipped text file whole. */
export async function readTapeFile(path: string): Promise<TapeFile> {
  const name = basename(path);
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = await unzip(bytes);
  } catch (error) {
    throw new TapeError(name, 0, `cannot be read (${error instanceof Error ? error.message : String(error)}).`);
  }
  const lines = bytes.toString("utf8").split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  if (lines.length === 0) throw new TapeError(name, 0, "is empty. Give a recording with at least one line.");
  return { name, lines };
}

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { promisify } from "node:util";
import { deflateRaw, inflateRawSync } from "node:zlib";

const compress = promisify(deflateRaw);
/** Length of the compressed bytes, length of the head, and a check over both. */
const PREFIX_BYTES = 4 + 4 + 8;

export type Block = { readonly head: unknown; readonly bytes: Buffer };

/**
 * A file that only grows, by compressed blocks with a check each. A write that fails is told once, and nothing is written
 * after it: what is kept for later must never stop what happens now.
 */
export class BlockFile {
  readonly path: string;
  readonly #onProblem: (error: unknown) => void;
  #file: Promise<FileHandle>;
  #written: Promise<void> = Promise.resolve();
  #hasFailed = false;
  bytes = 0;

  constructor(path: string, onProblem: (error: unknown) => void) {
    this.path = path;
    this.#onProblem = onProblem;
    this.#file = open(path, "a", 0o600);
    this.#file.catch(() => undefined);
  }

  /** The bytes are the file's from now on. */
  append(head: unknown, bytes: Uint8Array): void {
    this.#written = this.#written.then(() => this.#write(head, bytes));
  }

  async #write(head: unknown, bytes: Uint8Array): Promise<void> {
    if (this.#hasFailed) return;
    try {
      const file = await this.#file;
      const block = blockOf(Buffer.from(JSON.stringify(head)), await compress(bytes, { level: 3 }));
      await file.appendFile(block);
      this.bytes += block.length;
    } catch (error) {
      this.#hasFailed = true;
      this.#onProblem(error);
    }
  }

  /** Resolves when all appended so far has been handed to the system. */
  settled(): Promise<void> {
    return this.#written;
  }

  /** Never rejects. */
  async close(): Promise<void> {
    await this.#written;
    const file = await this.#file.catch(() => null);
    await file?.close().catch((error: unknown) => {
      if (!this.#hasFailed) this.#onProblem(error);
    });
  }
}

function blockOf(head: Buffer, body: Buffer): Buffer {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt32LE(body.length, 0);
  prefix.writeUInt32LE(head.length, 4);
  checkOf(head, body).copy(prefix, 8);
  return Buffer.concat([prefix, head, body]);
}

const checkOf = (head: Buffer, body: Buffer): Buffer =>
  createHash("sha256").update(head).update(body).digest().subarray(0, 8);

/** The whole blocks of a file in order. A torn or damaged one, as a killed process leaves it, ends the reading. */
export function* readBlocks(path: string): Generator<Block> {
  const bytes = readFileSync(path);
  for (let at = 0; at + PREFIX_BYTES <= bytes.length; ) {
    const bodyLength = bytes.readUInt32LE(at);
    const headLength = bytes.readUInt32LE(at + 4);
    const headAt = at + PREFIX_BYTES;
    const bodyAt = headAt + headLength;
    const end = bodyAt + bodyLength;
    if (end > bytes.length) return;
    const head = bytes.subarray(headAt, bodyAt);
    const body = bytes.subarray(bodyAt, end);
    if (!checkOf(head, body).equals(bytes.subarray(at + 8, at + 16))) return;
    yield { head: JSON.parse(head.toString("utf8")), bytes: inflateRawSync(body) };
    at = end;
  }
}

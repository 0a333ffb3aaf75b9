import { open } from "node:fs/promises";
import { accept, type Result, refuse } from "../../../domain/errors/rejection.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import type { Desk } from "../../desk.ts";
import { dropUpload, freeBytes, keepUpload, openUpload } from "./upload-folder.ts";

export type ReceiveUploadInput = {
  readonly body: AsyncIterable<Uint8Array>;
  /** What the sender says it will send; less or more is refused. */
  readonly bytes: number;
};

export type UploadRoom = {
  readonly dataDir: string;
  readonly bytesMax: number;
  /** What must stay free: the desk's database lives on the same disk, and a full disk stops trading. */
  readonly reserveBytes: number;
};

/** What uploads under way have yet to write, so that several at once cannot promise the same room. */
let promisedBytes = 0;

/** Writes a file of market data to disk as it comes in. What breaks off or does not fit leaves nothing behind. */
export async function receiveUpload(
  desk: Desk,
  actor: Actor,
  room: UploadRoom,
  { body, bytes }: ReceiveUploadInput,
): Promise<Result<{ uploadId: string; bytes: number }, "file-too-large" | "disk-full" | "broken-off">> {
  await authorize(desk.database, actor, "data:import", null);
  if (bytes > room.bytesMax) return tooLarge(bytes, room.bytesMax);
  const upload = await openUpload(room.dataDir);
  const free = (await freeBytes(room.dataDir)) - promisedBytes;
  if (free - bytes < room.reserveBytes) return diskFull(bytes, Math.max(0, free));
  let written = 0;
  let promised = bytes;
  promisedBytes += promised;
  try {
    const file = await open(upload.partPath, "wx", 0o600);
    try {
      for await (const chunk of body) {
        written += chunk.byteLength;
        if (written > bytes) break;
        await file.writeFile(chunk);
        promised -= chunk.byteLength;
        promisedBytes -= chunk.byteLength;
      }
    } finally {
      await file.close();
    }
    if (written !== bytes) {
      return refuse(
        "broken-off",
        `The upload broke off: ${Math.min(written, bytes)} of ${bytes} bytes came. Drop the file again.`,
      );
    }
    await keepUpload(upload);
    return accept({ uploadId: upload.uploadId, bytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") return diskFull(bytes, 0);
    return refuse("broken-off", `The upload broke off after ${written} of ${bytes} bytes. Drop the file again.`);
  } finally {
    promisedBytes -= promised;
    await dropUpload(upload);
  }
}

const megabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(1);

const tooLarge = (bytes: number, bytesMax: number) =>
  refuse(
    "file-too-large",
    `The file has ${megabytes(bytes)} MB; ${megabytes(bytesMax)} MB is the most. Split it, compress it, or raise TRADEWIND_UPLOAD_MB_MAX.`,
  );

const diskFull = (bytes: number, free: number) =>
  refuse(
    "disk-full",
    `The desk's disk has ${megabytes(free)} MB left, too little for ${megabytes(bytes)} MB more. Make room, then drop the file again.`,
  );

import { decodeEvents, EventWriter, encodeEvent } from "../../../domain/markets/event-codec.ts";
import type { OwnFlow } from "../../../domain/markets/feed-input.ts";
import type { MarketEvent } from "../../../domain/markets/market-event.ts";
import type { TapeBatch, TapeDescription, TapePace, TapeRange } from "../tape/tape-source.ts";

/** What one who trades on the tape asks and answers, one JSON text a line. The first line of a connection is the token. */
export type TapeRequest =
  | { readonly kind: "describe" }
  /** `isResumed`: what is known at `from` need not be shown again. */
  | ({ readonly kind: "read"; readonly isResumed: boolean } & TapeRange)
  | { readonly kind: "follow"; readonly position: number; readonly flows: readonly OwnFlow[] }
  | { readonly kind: "ack"; readonly flows: readonly OwnFlow[] }
  | { readonly kind: "busy" };

/** What it hears, each behind its length: events as compact bytes, all else as JSON. */
export type TapeMessage =
  | { readonly kind: "described"; readonly description: TapeDescription }
  | ({ readonly kind: "batch" } & TapeBatch)
  /** All that is known at `position`, as events that lead there. */
  | ({ readonly kind: "known" } & TapeBatch)
  | { readonly kind: "pace"; readonly pace: TapePace }
  | { readonly kind: "done" }
  | { readonly kind: "refused"; readonly reason: string };

const TEXT = 0;
const BATCH = 1;
const KNOWN = 2;
/** Length, kind and, before events, the position. */
const HEAD_BYTES = 5;
const POSITION_BYTES = 8;
const LENGTH_MAX = 64_000_000;

const writer = new EventWriter();

export function encodeMessage(message: TapeMessage): Uint8Array {
  if (message.kind === "batch" || message.kind === "known") {
    return encodeEvents(message.kind === "batch" ? BATCH : KNOWN, message.position, message.events);
  }
  const text = Buffer.from(JSON.stringify(message));
  const bytes = Buffer.allocUnsafe(HEAD_BYTES + text.length);
  bytes.writeUInt32BE(text.length + 1, 0);
  bytes[4] = TEXT;
  bytes.set(text, HEAD_BYTES);
  return bytes;
}

function encodeEvents(kind: number, position: number, events: readonly MarketEvent[]): Uint8Array {
  writer.reset();
  for (const event of events) encodeEvent(writer, event);
  const run = writer.finish();
  const bytes = Buffer.allocUnsafe(HEAD_BYTES + POSITION_BYTES + run.length);
  bytes.writeUInt32BE(run.length + POSITION_BYTES + 1, 0);
  bytes[4] = kind;
  bytes.writeDoubleBE(position, HEAD_BYTES);
  bytes.set(run, HEAD_BYTES + POSITION_BYTES);
  return bytes;
}

/** Cuts what arrives into messages. Throws a RangeError for bytes that are none. */
export class MessageReader {
  #rest: Buffer = Buffer.alloc(0);

  take(chunk: Buffer): TapeMessage[] {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const messages: TapeMessage[] = [];
    let start = 0;
    while (bytes.length - start >= HEAD_BYTES) {
      const length = bytes.readUInt32BE(start);
      if (length < 1 || length > LENGTH_MAX) throw new RangeError(`A message of ${length} bytes is none of a tape's`);
      const end = start + 4 + length;
      if (end > bytes.length) break;
      messages.push(decodeMessage(bytes.subarray(start + 4, end)));
      start = end;
    }
    this.#rest = bytes.subarray(start);
    return messages;
  }
}

function decodeMessage(bytes: Buffer): TapeMessage {
  const kind = bytes[0];
  if (kind === TEXT) return JSON.parse(bytes.toString("utf8", 1)) as TapeMessage;
  if (kind !== BATCH && kind !== KNOWN) throw new RangeError(`A message of kind ${kind} is none of a tape's`);
  const events = decodeEvents(bytes.subarray(1 + POSITION_BYTES));
  return { kind: kind === BATCH ? "batch" : "known", position: bytes.readDoubleBE(1), events };
}

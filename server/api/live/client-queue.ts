import type { PriceParts } from "./price-board.ts";

/** A frame of which only the newest counts; `slot` says of what. */
export type LatestFrame = { readonly slot: string; readonly text: string };

const encoder = new TextEncoder();
const BYTES_AHEAD_MAX = 256 * 1024;
const CHANGES_WAITING_BYTES_MAX = 4 * 1024 * 1024;

/**
 * What one browser still has to read. While it keeps up, frames pass through; when it is slow, prices, marks and status
 * are replaced by newer ones, and changes wait in order. Changes are never dropped: past the bound the stream ends, and
 * the browser comes back with its cursor.
 */
export class ClientQueue {
  readonly stream: ReadableStream<Uint8Array>;
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  readonly #latest = new Map<string, string>();
  readonly #prices = new Map<string, string>();
  #pricesAt = 0;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;

  constructor(onEnd: () => void) {
    this.stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: () => this.#flush(),
        cancel: () => {
          this.#controller = null;
          onEnd();
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: BYTES_AHEAD_MAX }),
    );
  }

  /** False when the stream has ended. */
  pushLatest({ slot, text }: LatestFrame): boolean {
    if (this.#controller === null) return false;
    if (this.#hasRoom()) return this.#send(encode(text, null));
    this.#latest.set(slot, text);
    return true;
  }

  pushPrices({ at, parts }: PriceParts): void {
    if (this.#controller === null) return;
    if (this.#hasRoom() && this.#prices.size === 0) {
      const texts = parts.map(({ text }) => text);
      this.#send(encode(pricesText(at, texts), null));
      return;
    }
    this.#pricesAt = at;
    for (const { id, text } of parts) this.#prices.set(id, text);
  }

  /** The first thing that a browser reads: the name under which it says what it shows. */
  greet(streamId: string): void {
    this.#send(encode(`{"kind":"hello","stream":"${streamId}"}`, null));
  }

  /** Says that the web is there although the worker may be silent. */
  beat(): void {
    if (this.#hasRoom()) this.#send(encode('{"kind":"beat"}', null));
  }

  /** False when the stream has ended, also because too much was waiting. */
  pushChanges(text: string, cursor: string): boolean {
    if (this.#controller === null) return false;
    const bytes = encode(text, cursor);
    if (this.#waiting.length === 0 && this.#hasRoom()) return this.#send(bytes);
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.byteLength;
    if (this.#waitingBytes <= CHANGES_WAITING_BYTES_MAX) return true;
    this.end();
    return false;
  }

  end(): void {
    const controller = this.#controller;
    this.#controller = null;
    this.#waiting = [];
    controller?.close();
  }

  #hasRoom(): boolean {
    return (this.#controller?.desiredSize ?? 0) > 0;
  }

  #send(bytes: Uint8Array): boolean {
    this.#controller?.enqueue(bytes);
    return true;
  }

  #flush(): void {
    while (this.#hasRoom()) {
      const bytes = this.#waiting.shift();
      if (bytes === undefined) break;
      this.#waitingBytes -= bytes.byteLength;
      this.#send(bytes);
    }
    if (this.#waiting.length > 0 || !this.#hasRoom()) return;
    for (const text of this.#latest.values()) this.#send(encode(text, null));
    this.#latest.clear();
    if (this.#prices.size > 0) {
      this.#send(encode(pricesText(this.#pricesAt, [...this.#prices.values()]), null));
      this.#prices.clear();
    }
  }
}

const pricesText = (at: number, instruments: readonly string[]): string =>
  `{"kind":"prices","at":${at},"instruments":[${instruments.join(",")}]}`;

const encode = (text: string, cursor: string | null): Uint8Array =>
  encoder.encode(cursor === null ? `data: ${text}\n\n` : `id: ${cursor}\ndata: ${text}\n\n`);

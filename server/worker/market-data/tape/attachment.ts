import type { PulledFeed } from "../../../adapters/market-data/pulled-feed.ts";
import type { MarketEvent } from "../../../domain/markets/market-event.ts";
import type { TapeBatch, TapePace } from "./tape-source.ts";

/** Whoever trades on the tape must not be silent for longer with a batch in hand. */
export const SILENT_MS = 5_000;

/** The other end of an attachment. */
export type AttachedReader = {
  send(batch: TapeBatch): void;
  onPace(pace: TapePace): void;
  onDetached(reason: string): void;
};

/** One who trades on the tape, as the player sees it: up with it, or behind and reading after it. */
export class Attachment {
  readonly reader: AttachedReader;
  position: number;
  /** A reader's own instance of the feed, while it is behind. */
  catchUp: PulledFeed | null = null;
  isDetached = false;
  readonly #silentMs: number;
  #isWaiting = false;
  #silence: NodeJS.Timeout | null = null;
  readonly #onSilent: () => void;

  constructor(position: number, reader: AttachedReader, silentMs: number, onSilent: () => void) {
    this.position = position;
    this.reader = reader;
    this.#silentMs = silentMs;
    this.#onSilent = onSilent;
  }

  /** It has a batch that it has not acknowledged. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  send(events: readonly MarketEvent[]): void {
    const batch = { position: this.position, events };
    this.position += events.length;
    this.#isWaiting = true;
    this.#listen();
    this.reader.send(batch);
  }

  /** It is alive and deliberately not ready. */
  busy(): void {
    if (this.#isWaiting) this.#listen();
  }

  acknowledged(): void {
    this.#isWaiting = false;
    this.#hush();
  }

  end(): void {
    this.isDetached = true;
    this.#hush();
  }

  #listen(): void {
    this.#hush();
    if (Number.isFinite(this.#silentMs)) this.#silence = setTimeout(this.#onSilent, this.#silentMs);
  }

  #hush(): void {
    if (this.#silence !== null) clearTimeout(this.#silence);
    this.#silence = null;
  }
}

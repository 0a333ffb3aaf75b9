import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { MarketEvent } from "../../../domain/markets/market-event.ts";
import { parseExact, stringifyExact } from "../../../domain/money/integer-json.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";
import type { ControlEvent } from "../../../engine/engine-event.ts";
import type { SessionWitness } from "../../../engine/journal/session-witness.ts";
import { BlockFile, readBlocks } from "./block-file.ts";

const BLOCK_CHARACTERS = 64 * 1024;

/** One thing that happened to a session. Events of the feed are named by position, `from` to `to` in one go. */
export type TapeRecord =
  | { readonly kind: "origin"; readonly origin: unknown }
  | { readonly kind: "primed"; readonly event: MarketEvent }
  | { readonly kind: "adopted" }
  | { readonly kind: "offered"; readonly from: number; readonly to: number }
  | { readonly kind: "controlled"; readonly event: ControlEvent }
  | { readonly kind: "elapsed"; readonly at: Timestamp }
  | { readonly kind: "checkpointed" }
  | { readonly kind: "drained" }
  | { readonly kind: "committed"; readonly sequence: number };

/** What a session starts from, and when. */
type Begun = { readonly portfolioId: string; readonly at: Timestamp; readonly origin: unknown };

/** Keeps the inbox of one session, in the order in which it was dealt with. Never throws and never waits. */
export class SessionTapeRecorder implements SessionWitness {
  readonly #folder: string;
  readonly #onProblem: (error: unknown) => void;
  #file: BlockFile;
  #lines: string[] = [];
  #characters = 0;
  #offered: { from: number; to: number } | null = null;

  constructor(folder: string, begun: Begun, onProblem: (error: unknown) => void) {
    this.#folder = folder;
    this.#onProblem = onProblem;
    this.#file = this.#fileOf(begun);
    this.#write({ kind: "origin", origin: begun.origin });
  }

  /** Goes on in a new file, which can be replayed without the older ones. */
  begin(begun: Begun): void {
    this.flush();
    void this.#file.close();
    this.#file = this.#fileOf(begun);
    this.#write({ kind: "origin", origin: begun.origin });
  }

  #fileOf({ portfolioId, at }: Begun): BlockFile {
    return new BlockFile(join(this.#folder, `${prefixOf(portfolioId)}${at}.tape`), this.#onProblem);
  }

  primed(event: MarketEvent): void {
    this.#write({ kind: "primed", event });
  }

  /** Orders that worked already were handed to the venue, and what was in flight was judged. */
  adopted(): void {
    this.#write({ kind: "adopted" });
  }

  offered(feedPosition: number | null): void {
    if (feedPosition === null) return;
    if (this.#offered?.to === feedPosition - 1) {
      this.#offered.to = feedPosition;
      return;
    }
    this.#writeOffered();
    this.#offered = { from: feedPosition, to: feedPosition };
  }

  controlled(event: ControlEvent): void {
    this.#write({ kind: "controlled", event });
  }

  elapsed(at: Timestamp): void {
    this.#write({ kind: "elapsed", at });
  }

  checkpointed(): void {
    this.#write({ kind: "checkpointed" });
  }

  drained(): void {
    this.#write({ kind: "drained" });
  }

  committed(sequence: number): void {
    this.#write({ kind: "committed", sequence });
  }

  flush(): void {
    this.#writeOffered();
    if (this.#lines.length === 0) return;
    this.#file.append({ records: this.#lines.length }, Buffer.from(this.#lines.join("\n")));
    this.#lines = [];
    this.#characters = 0;
  }

  async close(): Promise<void> {
    this.flush();
    await this.#file.close();
  }

  #writeOffered(): void {
    const offered = this.#offered;
    this.#offered = null;
    if (offered !== null) this.#write({ kind: "offered", ...offered });
  }

  #write(record: TapeRecord): void {
    if (this.#offered !== null) this.#writeOffered();
    const line = stringifyExact(record);
    this.#lines.push(line);
    this.#characters += line.length;
    if (this.#characters >= BLOCK_CHARACTERS) this.flush();
  }
}

const prefixOf = (portfolioId: string): string => `session-${portfolioId}-`;

export type KeptSession = { readonly path: string; readonly begunAt: Timestamp };

/** The kept sessions of a portfolio, the oldest first. */
export function keptSessions(folder: string, portfolioId: string): KeptSession[] {
  const prefix = prefixOf(portfolioId);
  return readdirSync(folder)
    .filter((name) => name.startsWith(prefix))
    .map((name) => ({ path: join(folder, name), begunAt: Number.parseInt(name.slice(prefix.length), 10) }))
    .sort((a, b) => a.begunAt - b.begunAt);
}

export function* readSessionTape(path: string): Generator<TapeRecord> {
  for (const { bytes } of readBlocks(path)) {
    for (const line of bytes.toString("utf8").split("\n")) yield parseExact(line) as TapeRecord;
  }
}

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { decodeEvents, EventWriter, encodeEvent } from "../../../domain/markets/event-codec.ts";
import type { MarketEvent } from "../../../domain/markets/market-event.ts";
import { BlockFile, readBlocks } from "./block-file.ts";

const PREFIX = "market-";
const BLOCK_BYTES = 64 * 1024;
const SEGMENT_BYTES = 16 * 1024 * 1024;

const head = z.object({ from: z.number(), count: z.number() });

/** Keeps the events that sessions were offered, by their position on the feed. Never throws and never waits. */
export class MarketTapeRecorder {
  readonly #folder: string;
  readonly #onProblem: (error: unknown) => void;
  readonly #writer = new EventWriter();
  #file: BlockFile | null = null;
  #from = 0;

  constructor(folder: string, onProblem: (error: unknown) => void) {
    this.#folder = folder;
    this.#onProblem = onProblem;
  }

  record(position: number, event: MarketEvent): void {
    if (position !== this.#from + this.#writer.count) {
      this.flush();
      this.#from = position;
    }
    try {
      encodeEvent(this.#writer, event);
    } catch (error) {
      // The run is spoilt; what was written before it is not.
      this.#writer.reset();
      this.#from = position + 1;
      this.#onProblem(error);
      return;
    }
    if (this.#writer.bytes.length >= BLOCK_BYTES) this.flush();
  }

  /** Hands everything so far to the file. */
  flush(): void {
    const { count } = this.#writer;
    if (count === 0) return;
    if (this.#file === null || this.#file.bytes >= SEGMENT_BYTES) {
      void this.#file?.close();
      this.#file = new BlockFile(join(this.#folder, `${PREFIX}${place(this.#from)}.tape`), this.#onProblem);
    }
    this.#file.append({ from: this.#from, count }, this.#writer.finish());
    this.#from += count;
    this.#writer.reset();
  }

  async close(): Promise<void> {
    this.flush();
    await this.#file?.close();
  }
}

const place = (position: number): string => String(position).padStart(16, "0");

type KeptBlock = { readonly from: number; readonly count: number; readonly bytes: Uint8Array };
type Segment = { readonly from: number; readonly path: string };

/** The kept events of one feed by position; what was recorded twice, before and after a crash, is the same. Made for reading onwards. */
export class MarketTapeReader {
  readonly #segments: readonly Segment[];
  #open: { readonly path: string; readonly blocks: readonly KeptBlock[] } | null = null;
  #block: KeptBlock | null = null;
  #events: readonly MarketEvent[] = [];

  constructor(folder: string) {
    const names = readdirSync(folder).filter((name) => name.startsWith(PREFIX));
    this.#segments = names
      .sort()
      .reverse()
      .map((name) => ({ from: Number.parseInt(name.slice(PREFIX.length), 10), path: join(folder, name) }));
  }

  /** Null for what is kept no longer, or was never written. */
  eventAt(position: number): MarketEvent | null {
    if (this.#block === null || !isInside(this.#block, position)) {
      this.#block = this.#find(position);
      this.#events = this.#block === null ? [] : decodeEvents(this.#block.bytes);
    }
    return this.#block === null ? null : (this.#events[position - this.#block.from] ?? null);
  }

  #find(position: number): KeptBlock | null {
    for (const { from, path } of this.#segments) {
      if (from > position) continue;
      if (this.#open?.path !== path) {
        const blocks = [...readBlocks(path)].map(({ head: text, bytes }) => ({ ...head.parse(text), bytes }));
        this.#open = { path, blocks };
      }
      const found = this.#open.blocks.findLast((block) => isInside(block, position));
      if (found !== undefined) return found;
    }
    return null;
  }
}

const isInside = ({ from, count }: KeptBlock, position: number): boolean => position >= from && position < from + count;

import type { LiveFeed } from "../../../adapters/market-data/live-feed.ts";
import { SANITY_DEFAULTS, SanityFilter } from "../../../adapters/market-data/quality/sanity-filter.ts";
import { StreamWatch } from "../../../adapters/market-data/quality/stream-watch.ts";
import { STREAMS, type Stream } from "../../../domain/markets/data-quality.ts";
import type { MarketEvent } from "../../../domain/markets/market-event.ts";
import type { MarketView } from "../market-view.ts";
import { findShownInstrument } from "../shown-instruments.ts";
import { ConflatedQueue } from "./conflated-queue.ts";

const TICK_MS = 1_000;

export type LiveSourceOptions = {
  readonly open: () => LiveFeed;
  readonly view: MarketView;
  readonly now: () => number;
  readonly onFailed: (error: unknown) => void;
};

export type LiveReader = { readonly queue: ConflatedQueue; leave(): void };

/**
 * One exchange's prices for all who want them: opened with the first reader and closed after the last, each stream asked for once.
 * What comes passes the sanity filter and the watch for silence, then waits for every reader, conflated for each by itself.
 */
export class LiveSource {
  readonly #options: LiveSourceOptions;
  readonly #readers = new Set<{ readonly queue: ConflatedQueue; readonly wants: ReadonlySet<string> }>();
  readonly #wanted = new Map<string, number>();
  readonly #filters = new Map<string, SanityFilter>();
  #watch = new StreamWatch();
  #feed: LiveFeed | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: LiveSourceOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#feed !== null;
  }

  /** A reader hears of its instruments from the next event on; what is known already is told first. */
  join(instrumentIds: readonly string[], streams: readonly Stream[] = STREAMS): LiveReader {
    const reader = { queue: new ConflatedQueue(), wants: new Set(instrumentIds) };
    this.#readers.add(reader);
    const feed = this.#feed ?? this.#openFeed();
    for (const id of reader.wants) {
      for (const event of this.#options.view.instrument(id)?.snapshot() ?? []) reader.queue.add(event);
      for (const stream of streams) if (this.#count(id, stream, 1) === 1) feed.subscribe(id, [stream]);
    }
    let hasLeft = false;
    const leave = () => {
      if (hasLeft) return;
      hasLeft = true;
      this.#readers.delete(reader);
      for (const id of reader.wants) {
        for (const stream of streams) if (this.#count(id, stream, -1) === 0) feed.unsubscribe(id, [stream]);
      }
      if (this.#readers.size === 0) this.#closeFeed();
    };
    return { queue: reader.queue, leave };
  }

  #openFeed(): LiveFeed {
    const feed = this.#options.open();
    this.#feed = feed;
    this.#timer = setInterval(() => {
      for (const event of this.#watch.tick(this.#options.now())) this.#tell(event);
    }, TICK_MS);
    feed.open((event) => this.#receive(feed, event)).catch(this.#options.onFailed);
    return feed;
  }

  #closeFeed(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#feed?.close().catch(this.#options.onFailed);
    this.#feed = null;
    this.#filters.clear();
    this.#watch = new StreamWatch();
  }

  #receive(feed: LiveFeed, event: MarketEvent): void {
    if (feed !== this.#feed) return;
    this.#watch.observe(event);
    for (const sound of this.#filterOf(event.instrumentId).observe(event)) this.#tell(sound);
  }

  #tell(event: MarketEvent): void {
    this.#options.view.observe(event);
    for (const { queue, wants } of this.#readers) if (wants.has(event.instrumentId)) queue.add(event);
  }

  #filterOf(instrumentId: string): SanityFilter {
    let filter = this.#filters.get(instrumentId);
    if (filter === undefined) {
      const quantityLotsMax = findShownInstrument(instrumentId)?.quantityLotsMax ?? Number.MAX_SAFE_INTEGER;
      filter = new SanityFilter(instrumentId, { ...SANITY_DEFAULTS, quantityLotsMax });
      this.#filters.set(instrumentId, filter);
    }
    return filter;
  }

  #count(instrumentId: string, stream: Stream, change: 1 | -1): number {
    const key = `${instrumentId} ${stream}`;
    const count = (this.#wanted.get(key) ?? 0) + change;
    if (count === 0) this.#wanted.delete(key);
    else this.#wanted.set(key, count);
    return count;
  }
}

import { randomUUID } from "node:crypto";
import type { InstrumentPrices, PricePrint } from "../../domain/markets/price-frames.ts";

/** What a browser shows: instruments with their top of the book, and those with its levels too. */
export type Watch = { readonly top: ReadonlySet<string>; readonly deep: ReadonlySet<string> };

/** The prices of one instrument as text, written once for all who see them. */
type PricePart = { readonly id: string; readonly text: string };

export type PriceParts = { readonly at: number; readonly parts: readonly PricePart[] };

const EMPTY_WATCH: Watch = { top: new Set(), deep: new Set() };

type Known = {
  readonly prices: InstrumentPrices;
  readonly deep: string;
  top: string | null;
  /** For who looks deep only now: its newest trades, not those of the last frame alone. */
  readonly prints: readonly PricePrint[];
};

const PRINTS_KEPT = 64;

/** A browser's ears. */
export type Onlooker = { readonly showPrices: (prices: PriceParts) => void; readonly showFeed: (text: string) => void };

type Viewer = { readonly userId: string; readonly onlooker: Onlooker; watch: Watch };

export type PriceSeat = { readonly streamId: string; leave(): void };

/** The newest prices, and who looks at which of them: each browser is told of what it shows and nothing else. */
export class PriceBoard {
  readonly #known = new Map<string, Known>();
  readonly #viewers = new Map<string, Viewer>();
  readonly #onInterest: (watch: Watch) => void;
  #interest: ReadonlySet<string> = new Set();
  #at = 0;
  #feed: string | null = null;

  /** `onInterest` hears what all browsers together look at, whenever that changes. */
  constructor(onInterest: (watch: Watch) => void) {
    this.#onInterest = onInterest;
  }

  receive(at: number, instruments: readonly InstrumentPrices[]): void {
    this.#at = at;
    for (const prices of instruments) {
      if (!this.#interest.has(prices.id)) continue; // Was under way when the last browser turned to something else.
      const before = this.#known.get(prices.id)?.prints ?? [];
      const prints = prices.trades.length === 0 ? before : [...before, ...prices.trades].slice(-PRINTS_KEPT);
      this.#known.set(prices.id, { prices, deep: JSON.stringify(prices), top: null, prints });
    }
    const moved = instruments.map(({ id }) => id);
    for (const viewer of this.#viewers.values()) this.#show(viewer, moved);
  }

  /** The feed's own state goes to everybody, as it came. */
  receiveFeed(text: string): void {
    if (text === this.#feed) return;
    this.#feed = text;
    for (const { onlooker } of this.#viewers.values()) onlooker.showFeed(text);
  }

  join(userId: string, onlooker: Onlooker): PriceSeat {
    const streamId = randomUUID();
    this.#viewers.set(streamId, { userId, onlooker, watch: EMPTY_WATCH });
    if (this.#feed !== null) onlooker.showFeed(this.#feed);
    return {
      streamId,
      leave: () => {
        const viewer = this.#viewers.get(streamId);
        this.#viewers.delete(streamId);
        if (viewer !== undefined && viewer.watch.top.size + viewer.watch.deep.size > 0) this.#announce();
      },
    };
  }

  /** Changes what one browser looks at and shows it at once what is new to it; false when the stream is not this person's. */
  watch(streamId: string, userId: string, watch: Watch): boolean {
    const viewer = this.#viewers.get(streamId);
    if (viewer === undefined || viewer.userId !== userId) return false;
    const before = viewer.watch;
    viewer.watch = watch;
    this.#announce();
    const isNew = (id: string) => !before.deep.has(id) && (watch.deep.has(id) || !before.top.has(id));
    this.#show(viewer, [...watch.top, ...watch.deep].filter(isNew), { isFirst: true });
    return true;
  }

  #show({ watch, onlooker }: Viewer, ids: readonly string[], { isFirst } = { isFirst: false }): void {
    const parts: PricePart[] = [];
    for (const id of ids) {
      const known = this.#known.get(id);
      if (known === undefined) continue;
      if (watch.deep.has(id)) {
        parts.push({ id, text: isFirst ? JSON.stringify({ ...known.prices, trades: known.prints }) : known.deep });
      } else if (watch.top.has(id)) {
        known.top ??= JSON.stringify({ ...known.prices, book: { bids: [], asks: [] }, trades: [] });
        parts.push({ id, text: known.top });
      }
    }
    if (parts.length > 0) onlooker.showPrices({ at: this.#at, parts });
  }

  #announce(): void {
    const top = new Set<string>();
    const deep = new Set<string>();
    for (const { watch } of this.#viewers.values()) {
      for (const id of watch.top) top.add(id);
      for (const id of watch.deep) deep.add(id);
    }
    for (const id of deep) top.delete(id);
    this.#interest = new Set([...top, ...deep]);
    // What nobody looks at is no longer told: it would be shown as the newest to the next one who does.
    for (const id of this.#known.keys()) if (!this.#interest.has(id)) this.#known.delete(id);
    this.#onInterest({ top, deep });
  }
}

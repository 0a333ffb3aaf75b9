import { setTimeout as sleep } from "node:timers/promises";
import type { PulledFeed } from "../../adapters/market-data/pulled-feed.ts";
import type { MarketEvent } from "../../domain/markets/market-event.ts";
import type { MarketView } from "./market-view.ts";

/** Whoever must have dealt with an event before the next one may come. */
type FeedConsumer = { offer(event: MarketEvent, feedPosition: number): Promise<void> | null };

export type PumpOptions = {
  readonly feed: PulledFeed;
  /** Tape time per wall time; "max" goes as fast as every consumer acknowledges. */
  readonly speed: number | "max";
  readonly view: MarketView;
  readonly consumers: () => Iterable<FeedConsumer>;
  readonly now: () => number;
};

const BREATH_EVENTS = 200;

/** Pulls a feed at its pace and hands each event to every consumer; the clock of paper trading follows it. */
export class FeedPump {
  readonly #options: PumpOptions;
  #isStopping = false;
  #endedAt: number | null = null;
  #anchor: { wallAt: number; tapeAt: number } | null = null;
  #hold: Promise<unknown> | null = null;
  #next: MarketEvent | null = null;

  constructor(options: PumpOptions) {
    this.#options = options;
  }

  get state(): "running" | "ended" {
    return this.#endedAt === null ? "running" : "ended";
  }

  get position(): number {
    return this.#options.feed.position() - (this.#next === null ? 0 : 1);
  }

  /** Tape time at this instant: between two events it goes on at the feed's pace. */
  tapeNow(): number {
    const { view, speed, now } = this.#options;
    // After its end a tape ages like any other price, so that nobody trades on it unaware.
    if (this.#endedAt !== null) return (view.tapeAt ?? 0) + now() - this.#endedAt;
    if (this.#anchor === null || speed === "max") return view.tapeAt ?? 0;
    return Math.max(view.tapeAt ?? 0, Math.floor(this.#anchor.tapeAt + (now() - this.#anchor.wallAt) * speed));
  }

  /** Lets no event pass while `work` runs, e.g. while a session catches up to this position. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#hold;
    const running = (async () => {
      await before?.catch(() => undefined);
      return work();
    })();
    this.#hold = running.catch(() => undefined);
    return running;
  }

  stop(): void {
    this.#isStopping = true;
  }

  async run(): Promise<void> {
    for (let handed = 0; !this.#isStopping; handed++) {
      await this.#waitForHolds();
      this.#next ??= this.#options.feed.next();
      if (this.#next === null) {
        this.#endedAt = this.#options.now();
        return;
      }
      await this.#pace(this.#next, handed);
      if (this.#isStopping) return;
      await this.#waitForHolds();
      await this.#hand(this.#next);
    }
  }

  async #waitForHolds(): Promise<void> {
    while (this.#hold !== null) {
      const held = this.#hold;
      await held;
      if (this.#hold === held) this.#hold = null;
    }
  }

  async #hand(event: MarketEvent): Promise<void> {
    this.#next = null;
    const { feed, view, consumers } = this.#options;
    view.observe(event);
    const position = feed.position();
    const waits: Promise<void>[] = [];
    for (const consumer of consumers()) {
      const wait = consumer.offer(event, position);
      if (wait !== null) waits.push(wait);
    }
    if (waits.length > 0) await Promise.all(waits);
  }

  async #pace(event: MarketEvent, handed: number): Promise<void> {
    const { speed, now } = this.#options;
    if (speed === "max") {
      if (handed % BREATH_EVENTS === 0) await sleep(0);
      return;
    }
    this.#anchor ??= { wallAt: now(), tapeAt: event.at };
    const dueAt = this.#anchor.wallAt + (event.at - this.#anchor.tapeAt) / speed;
    const waitMs = dueAt - now();
    if (waitMs > 0) {
      for (let left = waitMs; left > 0 && !this.#isStopping; left = dueAt - now()) await sleep(Math.min(left, 250));
    } else if (handed % BREATH_EVENTS === 0) {
      await sleep(0);
    }
  }
}

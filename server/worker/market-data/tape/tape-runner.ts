import type { OwnFlow } from "../../../domain/markets/feed-input.ts";
import type { MarketEvent } from "../../../domain/markets/market-event.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";
import type { MarketView } from "../market-view.ts";
import { TapeClock } from "./tape-clock.ts";
import type { TapeBatch, TapeFollower, TapePace } from "./tape-source.ts";

/** Whoever must have dealt with an event before the next one may come. */
type Consumer = { offer(event: MarketEvent, position: number): Promise<void> | null };

export type RunnerOptions = {
  /** Where it starts: everything up to there is dealt with, and `view` knows it. */
  readonly position: number;
  readonly view: MarketView;
  /** Hears each event before anybody acts on it. */
  readonly onEvent?: (event: MarketEvent, position: number) => void;
  readonly consumers: () => Iterable<Consumer>;
  /** What our own orders took since it was last asked. */
  readonly takeFlows: () => OwnFlow[];
  readonly now: () => number;
};

/** Follows the tape for all sessions of this process: each event to every one of them before the next. Its clock is the tape's. */
export class TapeRunner implements TapeFollower {
  readonly #options: RunnerOptions;
  readonly #clock: TapeClock;
  readonly #ended: Promise<void>;
  #end: () => void = () => undefined;
  #position: number;
  #pace: TapePace = { state: "waiting", speed: "max" };
  #agingSince: number | null = null;
  #newest: Timestamp = 0;
  #holds = 0;
  #hold: Promise<unknown> | null = null;
  #isStopping = false;
  #taking: Promise<unknown> = Promise.resolve();

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#position = options.position;
    this.#clock = new TapeClock("max", options.now);
    this.#ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** Events that every session has dealt with. */
  get position(): number {
    return this.#position;
  }

  get pace(): TapePace {
    return this.#pace;
  }

  get isHolding(): boolean {
    return this.#holds > 0;
  }

  /** Resolves when the tape has come to its end. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** Tape time at this instant: between two events it goes on at the feed's pace. Never goes back. */
  tapeNow(): Timestamp {
    // A tape that has ended, or that nobody plays, ages like any other price, so that nobody trades on it unaware.
    const agedMs = this.#agingSince === null ? 0 : this.#aged(this.#agingSince);
    const now = this.#clock.tapeAt(this.#options.view.tapeAt ?? 0) + agedMs;
    if (now > this.#newest) this.#newest = now;
    return this.#newest;
  }

  onPace(pace: TapePace): void {
    const lastAt = this.#options.view.tapeAt ?? 0;
    const before = this.#pace;
    this.#pace = pace;
    if (pace.speed !== before.speed) this.#clock.setSpeed(pace.speed, lastAt);
    const isAging = pace.state === "ended" || pace.state === "lost";
    if (!isAging) this.#agingSince = null;
    else this.#agingSince ??= this.#options.now();
    if (pace.state === "running") this.#clock.go();
    else this.#clock.hold(lastAt);
    if (pace.state === "ended") this.#end();
  }

  /** Lets no event pass while `work` runs, e.g. while a session catches up to this position. */
  async hold<T>(work: () => Promise<T>): Promise<T> {
    this.#holds += 1;
    const before = this.#hold;
    const running = (async () => {
      await before?.catch(() => undefined);
      return work();
    })();
    this.#hold = running.catch(() => undefined);
    return running.finally(() => {
      this.#holds -= 1;
    });
  }

  async take({ position, events }: TapeBatch): Promise<readonly OwnFlow[]> {
    const taking = this.#takeAll(position, events);
    this.#taking = taking.catch(() => undefined);
    await taking;
    return this.#options.takeFlows();
  }

  /** Takes nothing any more; resolves when nothing is being taken. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#end();
    await this.#taking;
  }

  async #takeAll(position: number, events: readonly MarketEvent[]): Promise<void> {
    for (let index = 0; index < events.length; index += 1) {
      if (this.#hold !== null) await this.#waitForHolds();
      if (this.#isStopping) return;
      const at = position + index + 1;
      if (at <= this.#position) continue; // Repeated after a break of the line.
      const wait = this.#hand(events[index] as MarketEvent, at);
      if (wait !== null) await wait;
    }
    this.#clock.setTo(this.#options.view.tapeAt ?? 0);
  }

  #hand(event: MarketEvent, position: number): Promise<unknown> | null {
    const { view, consumers, onEvent } = this.#options;
    view.observe(event);
    onEvent?.(event, position);
    this.#position = position;
    let waits: Promise<void>[] | null = null;
    for (const consumer of consumers()) {
      const wait = consumer.offer(event, position);
      if (wait === null) continue;
      waits ??= [];
      waits.push(wait);
    }
    return waits === null ? null : Promise.all(waits);
  }

  async #waitForHolds(): Promise<void> {
    while (this.#hold !== null) {
      const held = this.#hold;
      await held;
      if (this.#hold === held) this.#hold = null;
    }
  }

  #aged(since: number): number {
    const wallMs = this.#options.now() - since;
    if (this.#pace.state === "ended") return wallMs;
    // Old enough to be stale and no older: the tape goes on where it stopped, and a session that was asked meanwhile must not be ahead of it for long.
    return Math.min(wallMs, this.#stalestMs());
  }

  #stalestMs(): number {
    let stalestMs = 0;
    for (const [, { staleAfterMs }] of this.#options.view.prices.entries()) {
      if (staleAfterMs > stalestMs) stalestMs = staleAfterMs;
    }
    return stalestMs + 1;
  }
}

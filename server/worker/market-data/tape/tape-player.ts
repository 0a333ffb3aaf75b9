import { setImmediate as nextTurn } from "node:timers/promises";
import type { PulledFeed } from "../../../adapters/market-data/pulled-feed.ts";
import { IMPACT_LAG_EVENTS, type OwnFlow, type PlacedInput } from "../../../domain/markets/feed-input.ts";
import type { MarketEvent } from "../../../domain/markets/market-event.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";
import type { MarketView } from "../market-view.ts";
import { type AttachedReader, Attachment, SILENT_MS } from "./attachment.ts";
import { Signal } from "./signal.ts";
import { TapeClock } from "./tape-clock.ts";
import type { TapePace, TapeState } from "./tape-source.ts";

/** No batch reaches further than our own trades need to act on the market: see IMPACT_LAG_EVENTS. */
const BATCH_EVENTS = IMPACT_LAG_EVENTS;
const LONGEST_SLEEP_MS = 250;

export type PlayerOptions = {
  /** The feed at the position where playing starts, and `view` as of there. */
  readonly feed: PulledFeed;
  readonly view: MarketView;
  readonly speed: number | "max";
  readonly now: () => number;
  /** Another instance from the tape's beginning, with all inputs known so far, for a reader behind. */
  readonly openFeed: () => Promise<PulledFeed>;
  /** Hears every event once, in order, when it is played. */
  readonly onEvent?: (event: MarketEvent) => void;
  /** Number of the last input known. */
  readonly inputNumber: number;
  /** Resolves when the input is durable and part of the tape. */
  readonly place: (inputs: readonly PlacedInput[]) => Promise<void>;
  readonly onFailed: (error: unknown) => void;
};

export type Attached = {
  acknowledge(flows: readonly OwnFlow[]): Promise<void>;
  busy(): void;
  leave(): void;
};

/** Plays one pulled feed to everybody who trades on it: at its pace, a batch at a time, the next when all have dealt with the last. */
export class TapePlayer {
  readonly #options: PlayerOptions;
  readonly #clock: TapeClock;
  readonly #signal = new Signal();
  readonly #attached = new Set<Attachment>();
  #next: MarketEvent | null = null;
  #isEnded = false;
  #isPaused = false;
  #isStopping = false;
  #seekingTo: Timestamp | null = null;
  #told: TapeState = "waiting";
  #inputNumber: number;
  /** Inputs being written down: nothing may be played over them. */
  #placing = 0;

  constructor(options: PlayerOptions) {
    this.#options = options;
    this.#clock = new TapeClock(options.speed, options.now);
    this.#clock.hold(this.#lastAt);
    this.#inputNumber = options.inputNumber;
  }

  /** Events handed over. */
  get position(): number {
    return this.#options.feed.position() - (this.#next === null ? 0 : 1);
  }

  get pace(): TapePace {
    return { state: this.#told, speed: this.#clock.speed };
  }

  get seekingTo(): Timestamp | null {
    return this.#seekingTo;
  }

  /** Somebody trades on it, or has come to. */
  get isFollowed(): boolean {
    return this.#attached.size > 0;
  }

  get tapeAt(): Timestamp | null {
    return this.#options.view.tapeAt;
  }

  /** From `position` on; one ahead of the tape takes the tape along, which only somebody alone may. */
  attach(position: number, reader: AttachedReader, silentMs = SILENT_MS, flows: readonly OwnFlow[] = []): Attached {
    const attachment = new Attachment(position, reader, silentMs, () =>
      this.#detach(attachment, `silent for ${silentMs} ms`),
    );
    if (position > this.position) this.#windTo(position);
    this.#attached.add(attachment);
    this.#place(flows).catch(this.#options.onFailed);
    reader.onPace(this.pace);
    this.#comeUp(attachment);
    return {
      acknowledge: async (flows) => {
        if (attachment.isDetached) return;
        await this.#place(flows);
        attachment.acknowledged();
        this.#comeUp(attachment);
      },
      busy: () => attachment.busy(),
      leave: () => this.#detach(attachment, null),
    };
  }

  /** Also gives up a seek under way: nobody should have to watch a mistyped year go by. */
  pause(): void {
    this.#isPaused = true;
    this.#seekingTo = null;
    this.#signal.ring();
  }

  resume(): void {
    this.#isPaused = false;
    this.#signal.ring();
  }

  setSpeed(speed: number | "max"): void {
    this.#clock.setSpeed(speed, this.#lastAt);
    this.#tell(this.#told, true);
    this.#signal.ring();
  }

  /** Plays as fast as everybody follows until the tape's time has come to `at`. */
  seek(at: Timestamp): void {
    this.#seekingTo = at;
    this.#signal.ring();
  }

  /** Something planted by hand acts as soon as it can. */
  async plant(input: PlacedInput["input"]): Promise<void> {
    await this.#placeAll([{ position: 0, input }]);
  }

  stop(): void {
    this.#isStopping = true;
    this.#signal.ring();
  }

  /** Plays until it is stopped. */
  async run(): Promise<void> {
    while (!this.#isStopping) {
      const state = this.#state();
      this.#tell(state);
      if (state === "running") this.#clock.go();
      else this.#clock.hold(this.#lastAt);
      const waitMs = state === "running" ? this.#waitMs() : Number.POSITIVE_INFINITY;
      if (waitMs > 0) await this.#signal.wait(Math.min(waitMs, LONGEST_SLEEP_MS));
      else {
        this.#play();
        await nextTurn();
      }
    }
    for (const attachment of this.#attached) attachment.end();
  }

  get #lastAt(): Timestamp {
    return this.#options.view.tapeAt ?? 0;
  }

  #state(): TapeState {
    if (this.#peek() === null) return "ended";
    if (this.#isPaused) return "paused";
    for (const attachment of this.#attached) if (attachment.catchUp === null) return "running";
    return "waiting";
  }

  #peek(): MarketEvent | null {
    if (this.#next === null && !this.#isEnded) {
      this.#next = this.#options.feed.next();
      this.#isEnded = this.#next === null;
    }
    return this.#next;
  }

  /** Until the next batch may go; infinite while somebody still deals with the last. */
  #waitMs(): number {
    if (this.#placing > 0) return Number.POSITIVE_INFINITY;
    for (const each of this.#attached) if (each.catchUp === null && each.isWaiting) return Number.POSITIVE_INFINITY;
    const next = this.#peek();
    if (next === null) return Number.POSITIVE_INFINITY;
    return this.#isDue(next) ? 0 : this.#clock.waitMs(next.at);
  }

  #isDue(event: MarketEvent): boolean {
    if (this.#seekingTo !== null) {
      if (event.at < this.#seekingTo) return true;
      this.#seekingTo = null;
      this.#clock.setTo(event.at);
    }
    return this.#clock.waitMs(event.at) <= 0;
  }

  #play(): void {
    const events: MarketEvent[] = [];
    while (events.length < BATCH_EVENTS) {
      const event = this.#peek();
      if (event === null || !this.#isDue(event)) break;
      this.#next = null;
      this.#observe(event);
      events.push(event);
    }
    for (const each of this.#attached) if (each.catchUp === null) each.send(events);
  }

  #observe(event: MarketEvent): void {
    this.#options.view.observe(event);
    this.#options.onEvent?.(event);
  }

  #tell(state: TapeState, isNew = false): void {
    if (state === this.#told && !isNew) return;
    this.#told = state;
    for (const { reader } of this.#attached) reader.onPace(this.pace);
  }

  #windTo(position: number): void {
    if (this.#placing > 0)
      throw new RangeError(`Position ${position} is ahead of a tape that is being acted on; try again`);
    for (const { catchUp } of this.#attached) {
      if (catchUp === null) throw new RangeError(`Position ${position} is ahead of a tape that others follow`);
    }
    while (this.position < position) {
      const event = this.#peek();
      if (event === null) throw new RangeError(`Position ${position} lies beyond the tape's end at ${this.position}`);
      this.#next = null;
      this.#observe(event);
    }
    this.#clock.setTo(this.#lastAt);
  }

  /** Hands a reader behind its next batch; one that has come up goes on with the others. */
  #comeUp(attachment: Attachment): void {
    this.#signal.ring();
    if (attachment.isDetached || attachment.isWaiting) return;
    if (attachment.position >= this.position) {
      attachment.catchUp = null;
      return;
    }
    if (attachment.catchUp === null) void this.#openCatchUp(attachment);
    else this.#sendBehind(attachment, attachment.catchUp);
  }

  async #openCatchUp(attachment: Attachment): Promise<void> {
    // Marked first: the tape may not run further ahead of it in the belief that it is up.
    attachment.catchUp = this.#options.feed;
    try {
      const feed = await this.#options.openFeed();
      feed.seek(attachment.position);
      attachment.catchUp = feed;
      this.#sendBehind(attachment, feed);
    } catch (error) {
      this.#detach(attachment, `its place in the tape could not be found: ${String(error)}`);
      this.#options.onFailed(error);
    }
  }

  #sendBehind(attachment: Attachment, feed: PulledFeed): void {
    const count = Math.min(BATCH_EVENTS, this.position - attachment.position);
    const events: MarketEvent[] = [];
    for (let event = count === 0 ? null : feed.next(); event !== null; event = feed.next()) {
      events.push(event);
      if (events.length === count) break;
    }
    if (events.length > 0) attachment.send(events);
    else attachment.catchUp = null;
  }

  #detach(attachment: Attachment, reason: string | null): void {
    if (!this.#attached.delete(attachment)) return;
    attachment.end();
    if (reason !== null) attachment.reader.onDetached(reason);
    this.#signal.ring();
  }

  async #place(flows: readonly OwnFlow[]): Promise<void> {
    if (flows.length === 0) return;
    await this.#placeAll(flows.map(({ position, input }) => ({ position: position + IMPACT_LAG_EVENTS, input })));
  }

  /** One that comes from a reader behind acts no earlier than the tape has come: what was played stays as it was. */
  async #placeAll(inputs: readonly Omit<PlacedInput, "number">[]): Promise<void> {
    this.#peek(); // Made already: an input acts on the one after it at the earliest.
    const soonest = this.#options.feed.position();
    const placed = inputs.map(({ position, input }) => {
      this.#inputNumber += 1;
      return { position: Math.max(position, soonest), number: this.#inputNumber, input };
    });
    this.#placing += 1;
    try {
      await this.#options.place(placed);
    } finally {
      this.#placing -= 1;
      this.#signal.ring();
    }
  }
}

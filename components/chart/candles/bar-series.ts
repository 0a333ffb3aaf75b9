import { type Bar, joinBars } from "./bar.ts";

/** A chart of more bars than this stutters. */
export const BARS_MAX = 20_000;

/** What became of the bars: the last one moved, one was added at the end, a minute passed, or nothing is new. */
export type MinuteEffect = "moved" | "added" | "unchanged";

/**
 * The bars of one timeframe, made of stored candles and, at their end, of the running minute. Minutes that have closed are in the
 * last bar up to `closedUntil`; the running one lies on top until the next begins.
 */
export class BarSeries {
  readonly stepMs: number;
  #bars: Bar[] = [];
  /** The last bar without the running minute; null when that minute is all there is of it. */
  #base: Bar | null = null;
  #minute: Bar | null = null;
  #closedUntil = 0;
  #isDetached = false;

  constructor(stepMs: number) {
    this.stepMs = stepMs;
  }

  get bars(): readonly Bar[] {
    return this.#bars;
  }

  /** The end of what is known for good: from here on the store knows better. */
  get closedUntil(): number {
    return this.#closedUntil;
  }

  /** The newest minute that was taken; null before the first, and after the store has told of it. */
  get minute(): Bar | null {
    return this.#minute;
  }

  /** The newest bars were dropped for older ones, so that nothing live can be joined to them. */
  get isDetached(): boolean {
    return this.#isDetached;
  }

  /** Takes the place of everything. */
  reset(bars: readonly Bar[], closedUntil: number): void {
    this.#bars = bars.slice(-BARS_MAX);
    this.#base = this.#bars.at(-1) ?? null;
    this.#closedUntil = closedUntil;
    this.#minute = null;
    this.#isDetached = false;
  }

  /** Older bars before those that are here; beyond the cap the newest, which are far away, are dropped. */
  prepend(older: readonly Bar[]): void {
    const first = this.#bars[0]?.openAt ?? Number.POSITIVE_INFINITY;
    const joined = [...older.filter(({ openAt }) => openAt < first), ...this.#bars];
    if (joined.length > BARS_MAX) {
      joined.length = BARS_MAX;
      this.#isDetached = true;
    }
    this.#bars = joined;
  }

  /** The newest stored bars in place of what stands there. False when they do not reach back to it: then everything is to be read anew. */
  replaceTail(newest: readonly Bar[], closedUntil: number): boolean {
    const [first] = newest;
    const last = this.#bars.at(-1);
    if (this.#isDetached || closedUntil < this.#closedUntil || first === undefined) return true;
    if (last === undefined || first.openAt > last.openAt) return false;
    const kept = this.#bars.filter(({ openAt }) => openAt < first.openAt);
    this.#bars = [...kept, ...newest].slice(-BARS_MAX);
    this.#base = newest.at(-1) ?? null;
    this.#closedUntil = closedUntil;
    const minute = this.#minute;
    this.#minute = null;
    if (minute !== null && minute.openAt >= closedUntil) this.takeMinute(minute);
    return true;
  }

  /** The newest state of the running minute, or of one after it. */
  takeMinute(minute: Bar): MinuteEffect {
    if (this.#isDetached || minute.openAt < this.#closedUntil) return "unchanged";
    if (this.#minute !== null && minute.openAt < this.#minute.openAt) return "unchanged";
    if (this.#minute !== null && minute.openAt > this.#minute.openAt) this.#base = this.#bars.at(-1) ?? null;
    this.#minute = minute;
    const openAt = minute.openAt - (minute.openAt % this.stepMs);
    const last = this.#bars.at(-1);
    if (last !== undefined && openAt < last.openAt) return "unchanged";
    if (last !== undefined && openAt === last.openAt) {
      this.#bars[this.#bars.length - 1] =
        this.#base?.openAt === openAt ? joinBars(this.#base, minute) : { ...minute, openAt };
      return "moved";
    }
    this.#base = null;
    this.#bars.push({ ...minute, openAt });
    if (this.#bars.length > BARS_MAX) this.#bars.shift();
    return "added";
  }
}

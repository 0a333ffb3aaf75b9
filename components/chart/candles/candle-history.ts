import type { CandlePage } from "../../../server/domain/markets/candle-page.ts";
import { type Bar, barsOf } from "./bar.ts";
import { BARS_MAX, BarSeries } from "./bar-series.ts";

export type HistoryState =
  | { readonly kind: "loading" }
  | { readonly kind: "empty" }
  | { readonly kind: "ready" }
  | { readonly kind: "failed"; readonly problem: string };

/** What the bars went through: everything is new, older ones came, one was added at the end, or the last one moved. */
export type HistoryEvent = "reset" | "older" | "added" | "moved";

export type HistoryDoors = {
  readonly load: (before: number | null, limit: number) => Promise<CandlePage>;
  readonly after: (ms: number, action: () => void) => () => void;
  readonly onState: (state: HistoryState) => void;
  readonly onBars: (event: HistoryEvent) => void;
};

const FIRST_PAGE = 1_000;
const OLDER_PAGE = 2_000;
/** The desk writes a closed minute within a second or so. */
const SETTLED_MS = 2_500;
const RETRY_MS_MAX = 15_000;

/**
 * The bars of one instrument and timeframe: the newest page first, older ones on demand, the running minute on top. Where minutes
 * may have passed unseen, the newest bars are read from the store once more.
 */
export class CandleHistory {
  readonly series: BarSeries;
  readonly #doors: HistoryDoors;
  #olderBefore: number | null = null;
  #isLoadingOlder = false;
  #isOver = false;
  #isReady = false;
  #failures = 0;
  #round = 0;
  /** Up to where the store has been asked: a market without trades leaves minutes out. */
  #askedUntil = 0;
  #cancelTimer: (() => void) | null = null;

  constructor(stepMs: number, doors: HistoryDoors) {
    this.series = new BarSeries(stepMs);
    this.#doors = doors;
  }

  get hasOlder(): boolean {
    return this.#olderBefore !== null && this.series.bars.length < BARS_MAX;
  }

  /** Reads the newest page anew; what is shown stays until it is there. */
  async reload(): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    this.#stopTimer();
    if (!this.#isReady) this.#doors.onState({ kind: "loading" });
    const page = await this.#ask(null, FIRST_PAGE);
    if (this.#isOver || round !== this.#round) return;
    if (typeof page === "string") {
      if (!this.#isReady) this.#doors.onState({ kind: "failed", problem: page });
      this.#later(Math.min(RETRY_MS_MAX, 1_000 * 2 ** this.#failures), () => void this.reload());
      this.#failures += 1;
      return;
    }
    this.#failures = 0;
    this.#isReady = true;
    this.#olderBefore = page.olderBefore;
    this.series.reset(barsOf(page, this.series.stepMs), page.closedUntil);
    this.#askedUntil = page.closedUntil;
    this.#tellState();
    this.#doors.onBars("reset");
  }

  async loadOlder(): Promise<void> {
    const before = this.#olderBefore;
    if (before === null || this.#isLoadingOlder || !this.hasOlder) return;
    this.#isLoadingOlder = true;
    const round = this.#round;
    const page = await this.#ask(before, OLDER_PAGE);
    this.#isLoadingOlder = false;
    if (this.#isOver || round !== this.#round || typeof page === "string") return;
    this.#olderBefore = page.olderBefore;
    this.series.prepend(barsOf(page, this.series.stepMs));
    this.#doors.onBars("older");
  }

  /** The running minute and the whole one before it, which also has the trades that came between two frames. */
  takeMinute(minute: Bar, before: Bar | null): void {
    if (!this.#isReady) return;
    const { series } = this;
    const hadAny = series.bars.length > 0;
    const knownUntil = series.minute === null ? series.closedUntil : series.minute.openAt;
    const effects = [
      before !== null && before.openAt >= knownUntil ? series.takeMinute(before) : "unchanged",
      series.takeMinute(minute),
    ];
    const followed = before === null ? minute.openAt : before.openAt;
    if (followed > knownUntil) this.#readMissed(minute.openAt);
    if (!hadAny && series.bars.length > 0) this.#tellState();
    for (const effect of effects) if (effect !== "unchanged") this.#doors.onBars(effect);
  }

  close(): void {
    this.#isOver = true;
    this.#stopTimer();
  }

  /** Minutes may have passed unseen, or had no trades: the store knows, once an instant. */
  #readMissed(minuteAt: number): void {
    if (minuteAt <= this.#askedUntil || this.#cancelTimer !== null) return;
    this.#later(SETTLED_MS, () => {
      this.#askedUntil = Math.max(minuteAt, this.series.minute?.openAt ?? 0);
      void this.#readTail();
    });
  }

  async #readTail(): Promise<void> {
    const { stepMs, closedUntil, bars } = this.series;
    if (this.series.isDetached) return;
    const last = bars.at(-1)?.openAt ?? closedUntil;
    const missing = Math.ceil(Math.max(0, last - closedUntil) / stepMs);
    if (missing >= FIRST_PAGE) return this.reload();
    const round = this.#round;
    const page = await this.#ask(null, missing + 3);
    if (this.#isOver || round !== this.#round || typeof page === "string") return;
    if (!this.series.replaceTail(barsOf(page, stepMs), page.closedUntil)) return this.reload();
    this.#doors.onBars("reset");
  }

  async #ask(before: number | null, limit: number): Promise<CandlePage | string> {
    try {
      return await this.#doors.load(before, limit);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  #tellState(): void {
    this.#doors.onState({ kind: this.series.bars.length === 0 ? "empty" : "ready" });
  }

  #later(ms: number, action: () => void): void {
    this.#cancelTimer = this.#doors.after(ms, () => {
      this.#cancelTimer = null;
      action();
    });
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }
}

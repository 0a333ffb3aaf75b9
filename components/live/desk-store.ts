import type { FeedStatus, InstrumentPrices } from "../../server/domain/markets/price-frames.ts";
import { applyFrame, fitOf } from "./apply-change.ts";
import type { CommandOutcome, DeskChange } from "./desk-change.ts";
import type { ChangesFrame, DeskFrame, MarksFrame, StatusFrame } from "./live-frame.ts";
import type { HubMessage } from "./live-hub.ts";
import type { PortfolioSnapshot } from "./portfolio-snapshot.ts";
import { PriceChannel } from "./prices/price-channel.ts";
import type { PrintTape } from "./prices/print-tape.ts";
import { type Watch, WatchDesk, watchedIds } from "./watch.ts";

export type DeskState = {
  readonly connection: { readonly state: "open" | "retrying"; readonly retryAt: number | null };
  /** When this tab last heard of the market, in its own clock: a price, or a feed that is at work. Null before that. */
  readonly heardAt: number | null;
  /** When the worker's last heartbeat came; the stream can live while the worker does not. */
  readonly workerHeardAt: number | null;
  /** What the web has found gone, and not heard of since. */
  readonly lost: { readonly worker: boolean; readonly prices: boolean };
  /** When a worker answered that is not the one heard before; null while it has been one and the same. */
  readonly workerReplacedAt: number | null;
  readonly status: StatusFrame | null;
  /** The feed as the market-data process has it. */
  readonly feed: FeedStatus | null;
  /** How long its newest frame was under way, as far as the desk's clock and this one agree. */
  readonly feedLatencyMs: number | null;
  /** When this tab was last hidden and brought up to date again, in its own clock. */
  readonly resyncedAt: number | null;
  /** For React, at most ten times a second; painters listen with `onPrices`, which leaves nothing out. */
  readonly prices: Readonly<Record<string, InstrumentPrices>>;
  readonly marks: MarksFrame | null;
  /** When the portfolio's own session last said that it is at work, in this tab's clock. */
  readonly marksHeardAt: number | null;
  readonly snapshot: PortfolioSnapshot | null;
  readonly snapshotProblem: string | null;
  /** How often money came in or went out while this tab looked on. */
  readonly cashMoves: number;
  /** The newest warning of the venue that came while this tab looked on. */
  readonly marginCall: Extract<DeskChange, { kind: "margin-called" }> | null;
  /** Outcomes of commands by their key, newest last. */
  readonly outcomes: Readonly<Record<string, CommandOutcome>>;
};

const EMPTY: DeskState = {
  connection: { state: "retrying", retryAt: null },
  heardAt: null,
  workerHeardAt: null,
  lost: { worker: false, prices: false },
  workerReplacedAt: null,
  status: null,
  feed: null,
  feedLatencyMs: null,
  resyncedAt: null,
  prices: {},
  marks: null,
  marksHeardAt: null,
  snapshot: null,
  snapshotProblem: null,
  cashMoves: 0,
  marginCall: null,
  outcomes: {},
};

export type StoreDoors = {
  readonly loadSnapshot: (portfolioId: string) => Promise<PortfolioSnapshot>;
  readonly now: () => number;
  readonly after: (ms: number, action: () => void) => () => void;
};

const WAITING_FRAMES_MAX = 2_000;
const RELOAD_MS_FIRST = 500;
const RELOAD_MS_MAX = 8_000;
const OUTCOMES_KEPT = 100;
const PRICES_RENDERED_MS = 100;

/** What one tab shows: the newest prices, and a snapshot that the journal's changes are applied to in sequence. */
export class DeskStore {
  readonly portfolioId: string;
  /** What the panels of this tab show, and so what prices there are. */
  readonly watches = new WatchDesk();
  readonly #doors: StoreDoors;
  readonly #listeners = new Set<() => void>();
  readonly #channel = new PriceChannel();
  #renderedAt = Number.NEGATIVE_INFINITY;
  #cancelRender: (() => void) | null = null;
  #state: DeskState = EMPTY;
  #waiting: ChangesFrame[] = [];
  #isLoading = false;
  #failures = 0;
  #cancelReload: (() => void) | null = null;

  constructor(portfolioId: string, doors: StoreDoors) {
    this.portfolioId = portfolioId;
    this.#doors = doors;
  }

  readonly read = (): DeskState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Asks for the prices of these until the returned function is called. What nobody shows any more is forgotten: it would age unseen. */
  show(watch: Watch): () => void {
    const leave = this.watches.show(watch);
    return () => {
      leave();
      if (this.#channel.keepOnly(watchedIds(this.watches.watch))) this.#set({ prices: this.#channel.all() });
    };
  }

  /** Every frame of one watched instrument as it comes, past React: for what paints itself. The newest is told at once. */
  readonly onPrices = (instrumentId: string, listener: (prices: InstrumentPrices) => void): (() => void) => {
    const newest = this.#channel.newest(instrumentId);
    if (newest !== null) listener(newest);
    return this.#channel.listen(instrumentId, listener);
  };

  /** The newest public trades of an instrument that is watched deep. */
  tapeOf(instrumentId: string): PrintTape {
    return this.#channel.tape(instrumentId);
  }

  /** Loads the snapshot; changes that arrive meanwhile wait and are applied onto it. */
  reload(): void {
    if (this.#isLoading) return;
    this.#isLoading = true;
    this.#cancelReload?.();
    this.#doors.loadSnapshot(this.portfolioId).then(
      (snapshot) => this.#settle(snapshot),
      (error: unknown) => this.#postpone(error instanceof Error ? error.message : String(error)),
    );
  }

  close(): void {
    this.#cancelReload?.();
    this.#cancelRender?.();
    this.#listeners.clear();
  }

  receive(message: HubMessage): void {
    if (message.kind === "connection") {
      this.#set({ connection: { state: message.state, retryAt: message.retryAt } });
      // What happened while the stream was down may be older than what it can repeat.
      if (message.state === "open" && this.#state.snapshot !== null) this.reload();
      return;
    }
    if (message.kind === "frames") for (const frame of message.frames) this.#receiveFrame(frame);
    if (message.kind === "resynced") {
      this.#set({ resyncedAt: this.#doors.now() });
      this.reload();
    }
  }

  /** A verb's own answer: the same outcome that its change will bring, only sooner. */
  learnOutcome(key: string, outcome: CommandOutcome): void {
    const entries = [
      ...Object.entries(this.#state.outcomes).filter(([known]) => known !== key),
      [key, outcome] as const,
    ];
    this.#set({ outcomes: Object.fromEntries(entries.slice(-OUTCOMES_KEPT)) });
  }

  #receiveFrame(frame: DeskFrame): void {
    const heardAt = this.#doors.now();
    switch (frame.kind) {
      case "status":
        this.#set({
          workerHeardAt: heardAt,
          status: frame,
          ...this.#found("worker"),
          ...(this.#isOtherWorker(frame) ? { workerReplacedAt: heardAt } : {}),
        });
        break;
      case "feed":
        this.#set({
          feed: frame.feed,
          feedLatencyMs: Math.max(0, heardAt - frame.feed.receivedAt),
          ...this.#found("prices"),
        });
        // One that waits for the worker plays nothing: what is on screen ages.
        if (frame.feed.state !== "waiting") this.#set({ heardAt });
        break;
      case "lost":
        this.#set({ lost: { ...this.#state.lost, [frame.what]: true } });
        break;
      case "prices":
        this.#channel.take(frame.instruments, watchedIds(this.watches.watch));
        this.#renderPrices();
        break;
      case "marks":
        // The session's own sign of life, and none of the tape's: it comes while the prices stand still as well.
        if (frame.portfolioId === this.portfolioId) this.#set({ marks: frame, marksHeardAt: heardAt });
        break;
      case "changes":
        if (frame.portfolioId === this.portfolioId) this.#receiveChanges(frame);
        break;
    }
  }

  /** The same object while nothing changes. */
  #found(what: keyof DeskState["lost"]): Partial<DeskState> {
    const { lost } = this.#state;
    return lost[what] ? { lost: { ...lost, [what]: false } } : {};
  }

  /** At once, and then not again before its time: the newest of that moment. */
  #renderPrices(): void {
    if (this.#cancelRender !== null) return;
    const waitMs = this.#renderedAt + PRICES_RENDERED_MS - this.#doors.now();
    if (waitMs <= 0) {
      this.#renderedAt = this.#doors.now();
      this.#set({ heardAt: this.#renderedAt, prices: this.#channel.all() });
      return;
    }
    this.#cancelRender = this.#doors.after(waitMs, () => {
      this.#cancelRender = null;
      this.#renderPrices();
    });
  }

  #isOtherWorker({ worker }: StatusFrame): boolean {
    const { status } = this.#state;
    return status !== null && status.worker.startedAt !== worker.startedAt;
  }

  #receiveChanges(frame: ChangesFrame): void {
    for (const change of frame.changes) {
      if (change.kind === "control-handled") this.learnOutcome(change.key, change.outcome);
      if (change.kind === "cash-moved") this.#set({ cashMoves: this.#state.cashMoves + 1 });
      else if (change.kind === "margin-called") this.#set({ marginCall: change });
    }
    const { snapshot } = this.#state;
    if (snapshot === null || this.#isLoading) {
      this.#waiting.push(frame);
      if (this.#waiting.length > WAITING_FRAMES_MAX) this.#waiting.shift();
      return;
    }
    switch (fitOf(snapshot, frame)) {
      case "old":
        break;
      case "next":
        this.#set({ snapshot: applyFrame(snapshot, frame) });
        break;
      case "gap":
        this.#waiting.push(frame);
        this.reload();
        break;
    }
  }

  #settle(loaded: PortfolioSnapshot): void {
    this.#isLoading = false;
    this.#failures = 0;
    let snapshot = loaded;
    let hasGap = false;
    for (const frame of this.#waiting) {
      const fit = fitOf(snapshot, frame);
      if (fit === "next") snapshot = applyFrame(snapshot, frame);
      if (fit === "gap") hasGap = true;
    }
    this.#waiting = hasGap ? this.#waiting.filter((frame) => fitOf(snapshot, frame) !== "old") : [];
    this.#set({ snapshot, snapshotProblem: null });
    if (hasGap) this.#scheduleReload();
  }

  #postpone(problem: string): void {
    this.#isLoading = false;
    this.#set({ snapshotProblem: problem });
    this.#scheduleReload();
  }

  #scheduleReload(): void {
    const delayMs = Math.min(RELOAD_MS_FIRST * 2 ** this.#failures, RELOAD_MS_MAX);
    this.#failures += 1;
    this.#cancelReload = this.#doors.after(delayMs, () => this.reload());
  }

  #set(part: Partial<DeskState>): void {
    this.#state = { ...this.#state, ...part };
    for (const listener of this.#listeners) listener();
  }
}

import type { MarketEvent } from "../../domain/markets/market-event.ts";
import type { ControlEvent } from "../../engine/engine-event.ts";
import type { Batch, TradingSession } from "../../engine/trading-session.ts";

/** The moments at which a machine may die; crash tests do it there. */
export const FAULT_POINTS = ["decided", "committed", "sent", "acknowledged", "filled", "settled"] as const;
export type FaultPoint = (typeof FAULT_POINTS)[number];

export type DriverOptions = {
  readonly session: TradingSession;
  /** Resolves once the batch is durable; rejects when it is not, or when nobody can tell. */
  readonly commit: (batch: Batch) => Promise<void>;
  /** The session can no longer be trusted: it is discarded and recovered from the tables. */
  readonly onFailed: (error: unknown) => void;
  /** Whether an event of the tape could change anything the session does; without it every one is taken to. */
  readonly wants?: (event: MarketEvent) => boolean;
  readonly onPoint?: (point: FaultPoint) => void;
};

/** Drives one session against a real journal: commit, then act, one batch in flight. */
export class SessionDriver {
  readonly #options: DriverOptions;
  #settling: Promise<void> | null = null;
  #isFailed = false;
  #feedPosition: number | null;

  constructor(options: DriverOptions) {
    this.#options = options;
    this.#feedPosition = options.session.feedPosition;
  }

  /** How far the tape has passed, slept through or not. */
  get feedPosition(): number | null {
    return this.#feedPosition;
  }

  get session(): TradingSession {
    return this.#options.session;
  }

  get isFailed(): boolean {
    return this.#isFailed;
  }

  /** Resolves (or is null at once) when everything the event led to is durable and sent, so that the next may come. */
  offer(event: MarketEvent, feedPosition: number): Promise<void> | null {
    if (this.#isFailed) return null;
    if (this.#settling !== null) return this.#settling.then(() => this.offer(event, feedPosition) ?? undefined);
    this.#feedPosition = feedPosition;
    if (this.#options.wants?.(event) === false) return null;
    this.#guard(() => this.session.offer(event, feedPosition));
    return this.#isFailed || !this.session.hasOutput ? null : this.settle();
  }

  /** The tape stands still: orders and cancels under way arrive all the same. */
  elapse(at: number): void {
    if (this.#isFailed || this.#settling !== null) return;
    this.#guard(() => this.session.elapse(at));
    if (!this.#isFailed && this.session.hasOutput) void this.settle();
  }

  /** Has the session learn of the market out of turn; what comes of it is settled with what it is learned for. */
  learn(act: () => void): void {
    if (!this.#isFailed) this.#guard(act);
  }

  control(event: ControlEvent): void {
    if (this.#isFailed) return;
    this.session.control(event);
    void this.settle();
  }

  /** Has the strategies' own state journaled with the next commit, even if nothing else changed. */
  checkpoint(): void {
    if (!this.#isFailed && this.#settling === null) this.#guard(() => this.session.checkpoint());
  }

  /** Commits and sends until nothing is left. Never rejects: a failure goes to `onFailed`. */
  settle(): Promise<void> {
    this.#settling ??= this.#run().finally(() => {
      this.#settling = null;
      if (!this.#isFailed && this.session.hasOutput) void this.settle(); // It came between the last drain and here.
    });
    return this.#settling;
  }

  async #run(): Promise<void> {
    // A turn of the loop lets requests that arrived together share the first commit.
    await Promise.resolve();
    try {
      const { session, commit } = this.#options;
      for (let batch = session.drain(); batch !== null && !this.#isFailed; batch = session.drain()) {
        this.#point(batch, "decided", "filled");
        await commit(batch);
        if (this.#isFailed) return;
        this.#point(batch, "committed", "settled");
        session.committed(batch);
        if (batch.commands.length > 0) this.#options.onPoint?.("sent");
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Gives the session up without touching the journal again. */
  discard(): void {
    this.#isFailed = true;
  }

  #guard(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (this.#isFailed) return;
    this.#isFailed = true;
    this.#options.onFailed(error);
  }

  #point(batch: Batch, withCommands: "decided" | "committed", withFill: "filled" | "settled"): void {
    const { onPoint } = this.#options;
    if (onPoint === undefined) return;
    if (batch.commands.length > 0) onPoint(withCommands);
    if (batch.changes.some((change) => change.kind === "fill-booked")) onPoint(withFill);
    if (
      withFill === "settled" &&
      batch.changes.some((change) => change.kind === "order-updated" && change.status === "accepted")
    ) {
      onPoint("acknowledged");
    }
  }
}

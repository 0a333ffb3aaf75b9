import type { MarketEvent } from "../../domain/markets/market-event.ts";
import { isEnded } from "../../domain/orders/algorithms/algorithm.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { PriceEntry } from "../price-board.ts";
import type { AlgorithmRun } from "./algorithm-run.ts";

const JOURNALED_AFTER_MS = 5_000;
/** A late fill can still be counted to these. */
const ENDED_KEPT = 100;

/** The algorithms of a session. Asked on every event: it costs two comparisons while nothing is due, and nothing is allocated. */
export class AlgorithmBook {
  readonly #live = new Map<string, AlgorithmRun>();
  readonly #byInstrument = new Map<string, AlgorithmRun[]>();
  readonly #ended = new Map<string, AlgorithmRun>();
  #nextDueAt = Number.POSITIVE_INFINITY;
  #isTouched = false;
  #movedAt = Number.POSITIVE_INFINITY;

  /** Nothing runs, and nothing has that a late fill could belong to. */
  get isEmpty(): boolean {
    return this.#live.size === 0 && this.#ended.size === 0;
  }

  get isIdle(): boolean {
    return this.#live.size === 0;
  }

  /** When the next of them has something to do by itself; infinite when none has. */
  get nextDueAt(): Timestamp {
    return this.#nextDueAt;
  }

  live(): IterableIterator<AlgorithmRun> {
    return this.#live.values();
  }

  worksIn(instrumentId: string): boolean {
    return this.#byInstrument.has(instrumentId);
  }

  /** Also those that ended lately. */
  find(algorithmId: string): AlgorithmRun | undefined {
    return this.#live.get(algorithmId) ?? this.#ended.get(algorithmId);
  }

  add(run: AlgorithmRun): void {
    const { id, instrumentId } = run.order.plan;
    if (isEnded(run.order.progress.status)) {
      this.#keepEnded(run);
      return;
    }
    this.#live.set(id, run);
    this.#byInstrument.set(instrumentId, [...(this.#byInstrument.get(instrumentId) ?? []), run]);
    this.touch(run);
  }

  end(run: AlgorithmRun): void {
    const { id, instrumentId } = run.order.plan;
    if (!this.#live.delete(id)) return;
    const left = (this.#byInstrument.get(instrumentId) ?? []).filter((other) => other !== run);
    if (left.length === 0) this.#byInstrument.delete(instrumentId);
    else this.#byInstrument.set(instrumentId, left);
    this.#keepEnded(run);
  }

  touch(run: AlgorithmRun): void {
    run.isTouched = true;
    this.#isTouched = true;
  }

  touchAll(): void {
    for (const run of this.#live.values()) this.touch(run);
  }

  isDue(now: Timestamp): boolean {
    return this.#isTouched || this.#nextDueAt <= now;
  }

  /** All that was due has been looked at. */
  settled(): void {
    this.#isTouched = false;
    this.#nextDueAt = Number.POSITIVE_INFINITY;
    for (const { dueAt } of this.#live.values()) this.#nextDueAt = Math.min(this.#nextDueAt, dueAt);
  }

  observe(event: MarketEvent, price: PriceEntry, now: Timestamp): void {
    const runs = this.#byInstrument.get(event.instrumentId);
    if (runs === undefined) return;
    for (const run of runs) {
      run.meter.observe(event, price, run.order.progress.status === "working");
      if (run.movedAt > now) run.movedAt = now;
    }
    if (this.#movedAt > now) this.#movedAt = now;
  }

  /** What was seen of the market waits for the next commit, but not for longer than this. */
  areMovesDue(now: Timestamp): boolean {
    return now - this.#movedAt >= JOURNALED_AFTER_MS;
  }

  get hasMoved(): boolean {
    return this.#movedAt !== Number.POSITIVE_INFINITY;
  }

  /** Those whose meter is ahead of the journal. */
  takeMoved(): AlgorithmRun[] {
    this.#movedAt = Number.POSITIVE_INFINITY;
    return [...this.#live.values()].filter(({ movedAt }) => movedAt !== Number.POSITIVE_INFINITY);
  }

  #keepEnded(run: AlgorithmRun): void {
    this.#ended.set(run.order.plan.id, run);
    if (this.#ended.size > ENDED_KEPT) this.#ended.delete(this.#ended.keys().next().value as string);
  }
}

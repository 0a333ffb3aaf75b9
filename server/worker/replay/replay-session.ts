import type { JournalRow } from "../../../db/queries/journal.ts";
import type { MarketTapeReader } from "../../adapters/market-data/market-tape/market-tape.ts";
import type { TapeRecord } from "../../adapters/market-data/market-tape/session-tape.ts";
import { invariant } from "../../domain/errors/invariant.ts";
import { stringifyExact } from "../../domain/money/integer-json.ts";
import { DEFAULT_RISK_SETTINGS } from "../../domain/risk/risk-settings.ts";
import type { Strategy } from "../../domain/strategies/strategy.ts";
import { stateHash } from "../../engine/journal/state-hash.ts";
import { type Batch, TradingSession } from "../../engine/trading-session.ts";
import { environmentFor, type SessionEnvironment } from "../sessions/environment.ts";
import { judgeInFlight, stateOf } from "../sessions/recovery.ts";
import type { TapedOrigin } from "../sessions/taped-origin.ts";

/** Where the replay and the journal part, with what each says. */
type ReplayDifference = {
  readonly sequence: number;
  readonly what: "changes" | "state-hash";
  readonly journaled: string;
  readonly replayed: string;
};

export type ReplayReport = {
  readonly fromSequence: number;
  readonly toSequence: number;
  readonly events: number;
  readonly controls: number;
  readonly commits: number;
  readonly hashes: number;
  readonly difference: ReplayDifference | null;
  /** Why the replay ended before the tape did: the tape has a hole, or the last batch was never committed. */
  readonly endedEarly: string | null;
};

export type ReplayOptions = {
  readonly records: Iterable<TapeRecord>;
  readonly market: MarketTapeReader;
  /** The journal's row of a sequence; null where nothing was committed. */
  readonly journaled: (sequence: number) => Promise<JournalRow | null>;
  readonly findStrategy: (name: string) => Strategy | undefined;
};

/** Runs a kept session again from its tape, call for call, and holds each batch against what was journaled then. */
export async function replaySession(options: ReplayOptions): Promise<ReplayReport> {
  const replay = new Replay(options);
  for (const record of options.records) if (!(await replay.take(record))) break;
  return replay.report();
}

class Replay {
  readonly #options: ReplayOptions;
  #session: TradingSession | null = null;
  #environment: SessionEnvironment | null = null;
  #batch: Batch | null = null;
  #fromSequence = 0;
  readonly #count = { events: 0, controls: 0, commits: 0, hashes: 0 };
  #difference: ReplayDifference | null = null;
  #endedEarly: string | null = null;

  constructor(options: ReplayOptions) {
    this.#options = options;
  }

  report(): ReplayReport {
    return {
      fromSequence: this.#fromSequence,
      toSequence: this.#session?.state.sequence ?? this.#fromSequence,
      ...this.#count,
      difference: this.#difference,
      endedEarly: this.#endedEarly,
    };
  }

  /** False when there is no sense in going on. */
  async take(record: TapeRecord): Promise<boolean> {
    if (record.kind === "origin") {
      this.#begin(record.origin as TapedOrigin);
      return true;
    }
    const session = this.#session;
    invariant(session !== null, "A session's tape begins with its origin");
    switch (record.kind) {
      case "primed":
        session.prime(record.event);
        return true;
      case "adopted":
        session.deliver(judgeInFlight(session.state));
        session.deliver(this.#environment?.adoptWorking(session.state) ?? []);
        return true;
      case "offered":
        return this.#offer(session, record.from, record.to);
      case "controlled":
        this.#count.controls += 1;
        session.control(record.event);
        return true;
      case "elapsed":
        session.elapse(record.at);
        return true;
      case "checkpointed":
        session.checkpoint();
        return true;
      case "drained":
        return this.#drain(session);
      case "committed":
        if (this.#batch === null) return this.#missed(record.sequence);
        session.committed(this.#batch);
        this.#batch = null;
        return true;
    }
  }

  #begin({ origin, live }: TapedOrigin): void {
    const state = stateOf(origin, this.#options.findStrategy, DEFAULT_RISK_SETTINGS);
    this.#environment = environmentFor(origin.stored.portfolio, {}, live?.venue ?? null);
    if (live !== null) {
      state.now = live.now;
      state.approvals.push(...live.approvals);
      state.prices.restore(live.prices);
    }
    this.#session = new TradingSession(state, this.#environment.venue, origin.stored.feedPosition);
    this.#fromSequence = state.sequence;
  }

  #offer(session: TradingSession, from: number, to: number): boolean {
    for (let position = from; position <= to; position += 1) {
      const event = this.#options.market.eventAt(position);
      if (event === null) return this.#stop(`Event ${position} of the feed is not on the tape.`);
      session.offer(event, position);
      this.#count.events += 1;
    }
    return true;
  }

  async #drain(session: TradingSession): Promise<boolean> {
    const batch = session.drain();
    if (batch === null) return true;
    const row = await this.#options.journaled(batch.sequence);
    if (row === null) return this.#stop(`Batch ${batch.sequence} was never committed: the desk stopped before.`);
    this.#batch = batch;
    this.#count.commits += 1;
    this.#compare(batch.sequence, "changes", row.changes, stringifyExact(batch.changes));
    if (row.stateHash !== null) {
      this.#count.hashes += 1;
      this.#compare(batch.sequence, "state-hash", row.stateHash, stateHash(session.state));
    }
    return this.#difference === null;
  }

  /** Something was committed then of which nothing happened now. */
  async #missed(sequence: number): Promise<false> {
    const row = await this.#options.journaled(sequence);
    this.#compare(sequence, "changes", row?.changes ?? "", "[]");
    return false;
  }

  #compare(sequence: number, what: ReplayDifference["what"], journaled: string, replayed: string): void {
    if (journaled !== replayed) this.#difference ??= { sequence, what, journaled, replayed };
  }

  #stop(reason: string): false {
    this.#endedEarly = reason;
    return false;
  }
}

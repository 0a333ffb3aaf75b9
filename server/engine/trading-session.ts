import { InvariantError } from "../domain/errors/invariant.ts";
import type { MarketEvent } from "../domain/markets/market-event.ts";
import type { Timestamp } from "../domain/time/timestamp.ts";
import { takeMoves } from "./algorithms/algorithm-journal.ts";
import { step } from "./engine.ts";
import type { EngineChange } from "./engine-change.ts";
import type { EngineCommand } from "./engine-command.ts";
import type { ControlEvent, EngineEvent } from "./engine-event.ts";
import type { Counters, EngineState } from "./engine-state.ts";
import { takeTrails } from "./held/held-orders.ts";
import { checkpointRuns, hasUnjournaledRuns } from "./journal/run-journal.ts";
import type { SessionWitness } from "./journal/session-witness.ts";
import { lastGate } from "./kill-switch/last-gate.ts";
import { accountOf } from "./margin/account-view.ts";
import type { Venue, VenueAccount, VenueEvent } from "./ports.ts";

/** What must be durable before its commands may leave. */
export type Batch = {
  readonly sequence: number;
  readonly at: Timestamp;
  /** Events of a pulled feed handed over so far; null without one. */
  readonly feedPosition: number | null;
  readonly counters: Counters;
  readonly changes: readonly EngineChange[];
  readonly commands: readonly EngineCommand[];
};

const EVENTS_PER_BATCH = 500;

/**
 * One portfolio's inbox and loop. Synchronous: `drain()` yields one batch, `committed(batch)` releases its commands to the
 * venue. Whoever drives it makes the batch durable between the two; there is never more than one in flight.
 */
export class TradingSession {
  readonly state: EngineState;
  readonly #venue: Venue;
  readonly #account: VenueAccount;
  readonly #witness: SessionWitness | null;
  #inbox: EngineEvent[] = [];
  #read = 0;
  /** Switches pulled that wait in the inbox: they hold already for whatever is about to be sent. */
  #pulled: ControlEvent[] = [];
  #inFlight: Batch | null = null;
  #feedPosition: number | null;
  #changes: EngineChange[] = [];
  #commands: EngineCommand[] = [];

  constructor(
    state: EngineState,
    venue: Venue,
    feedPosition: number | null = null,
    witness: SessionWitness | null = null,
  ) {
    this.state = state;
    this.#venue = venue;
    this.#account = accountOf(state, () => this.#inbox.length === 0);
    this.#witness = witness;
    this.#feedPosition = feedPosition;
  }

  get feedPosition(): number | null {
    return this.#feedPosition;
  }

  /** A market event in its two phases: the venue sees it and answers first, then prices, triggers and strategies. */
  offer(event: MarketEvent, feedPosition: number | null): void {
    if (this.#inFlight !== null) throw new InvariantError("A pulled event may not overtake the commit of the last one");
    this.#witness?.offered(feedPosition, event);
    this.#feedPosition = feedPosition;
    this.deliver(this.#venue.observe(event, this.#account));
    this.#take({ kind: "market", at: event.at, event });
  }

  /**
   * Lets the venue and the price board see an event that this session has already acted on before a restart, or slept through. The
   * event itself acts on nothing; what the venue answers because something of ours has arrived by then is taken all the same.
   */
  prime(event: MarketEvent): void {
    this.#witness?.primed(event);
    this.deliver(this.#venue.observe(event));
    this.state.prices.observe(event);
    if (event.at > this.state.now) this.state.now = event.at;
  }

  control(event: ControlEvent): void {
    this.#witness?.controlled(event);
    this.#inbox.push(event);
    if (event.action.kind === "halt") this.#pulled.push(event);
  }

  /** Time passed without a market event: lets the venue deal with what was under way. */
  elapse(at: Timestamp): void {
    this.#witness?.elapsed(at);
    this.deliver(this.#venue.elapse?.(at) ?? []);
  }

  deliver(answers: readonly VenueEvent[]): void {
    for (const event of answers) this.#take({ kind: "venue", at: event.at, event });
  }

  /** The next batch, or null when nothing happened that anybody must know. */
  drain(): Batch | null {
    if (this.#inFlight !== null) throw new InvariantError("A batch is already in flight");
    if (this.hasOutput) this.#witness?.drained();
    let handled = 0;
    while (this.#read < this.#inbox.length && handled < EVENTS_PER_BATCH) {
      this.#step(this.#inbox[this.#read] as EngineEvent);
      this.#read += 1;
      handled += 1;
    }
    if (this.#read === this.#inbox.length) {
      this.#inbox = [];
      this.#read = 0;
    }
    if (this.#changes.length === 0 && this.#commands.length === 0) return null;
    this.#takeObserved();
    const { state } = this;
    state.sequence += 1;
    this.#inFlight = {
      sequence: state.sequence,
      at: state.now,
      feedPosition: this.#feedPosition,
      counters: { ...state.counters },
      changes: this.#changes,
      commands: this.#commands,
    };
    this.#changes = [];
    this.#commands = [];
    return this.#inFlight;
  }

  /** The batch is durable: its commands may go. Answers known at once wait in the inbox. */
  committed(batch: Batch): void {
    if (batch !== this.#inFlight) throw new InvariantError(`Batch ${batch.sequence} is not the one in flight`);
    this.#witness?.committed(batch.sequence);
    this.#inFlight = null;
    for (const command of batch.commands) this.deliver(this.#send(command, batch.at));
  }

  #send(command: EngineCommand, at: Timestamp): readonly VenueEvent[] {
    const stopped = lastGate(this.state, this.#pulled, command, at);
    return stopped === null ? this.#venue.execute(command, at) : [stopped];
  }

  /** Makes what the strategies have learned, where trailing stops stand and what algorithms have seen since they were last journaled part of the next batch. */
  checkpoint(): void {
    this.#witness?.checkpointed();
    for (const change of checkpointRuns(this.state)) this.#changes.push(change);
    this.#takeObserved();
  }

  #takeObserved(): void {
    for (const change of takeTrails(this.state)) this.#changes.push(change);
    if (this.state.algorithms.hasMoved) for (const change of takeMoves(this.state)) this.#changes.push(change);
  }

  /** Everything up to the feed position is in the journal. */
  get isJournaled(): boolean {
    return (
      !this.hasOutput &&
      this.#inFlight === null &&
      !hasUnjournaledRuns(this.state) &&
      !this.state.triggers.hasMoved &&
      !this.state.algorithms.hasMoved
    );
  }

  /** Something waits to be drained. */
  get hasOutput(): boolean {
    return this.#changes.length > 0 || this.#commands.length > 0 || this.#inbox.length > 0;
  }

  /** With an empty inbox an event is stepped at once: what it changed waits for the next drain, in the same order. */
  #take(event: EngineEvent): void {
    if (this.#inFlight === null && this.#inbox.length === 0) this.#step(event);
    else this.#inbox.push(event);
  }

  #step(event: EngineEvent): void {
    if (event.kind === "control" && this.#pulled.length > 0)
      this.#pulled = this.#pulled.filter((each) => each !== event);
    const { changes, commands } = step(this.state, event);
    for (const change of changes) this.#changes.push(change);
    for (const command of commands) this.#commands.push(command);
  }
}

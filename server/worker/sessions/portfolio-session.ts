import type { Client } from "../../../db/client.ts";
import { commitBatch } from "../../../db/queries/commit-batch.ts";
import { saveSessionPosition } from "../../../db/queries/feed-state.ts";
import { releaseLease, renewLease } from "../../../db/queries/lease.ts";
import { bindFeed } from "../../../db/queries/portfolio-list.ts";
import { toCommitBatch } from "../../adapters/database-journal.ts";
import type { SessionTapeRecorder } from "../../adapters/market-data/market-tape/session-tape.ts";
import { owesAnything } from "../../domain/borrowing/loan.ts";
import type { OwnFlow } from "../../domain/markets/feed-input.ts";
import type { MarketEvent } from "../../domain/markets/market-event.ts";
import { DEFAULT_RISK_SETTINGS, type RiskSettings } from "../../domain/risk/risk-settings.ts";
import type { Strategy } from "../../domain/strategies/strategy.ts";
import type { ControlEvent } from "../../engine/engine-event.ts";
import { stateHash } from "../../engine/journal/state-hash.ts";
import { type Batch, TradingSession } from "../../engine/trading-session.ts";
import type { VenueSettings } from "../../simulation/exchange/venue-settings.ts";
import { environmentFor, type SessionEnvironment } from "./environment.ts";
import { attend, Interest } from "./interest.ts";
import { LEASE_MS, takeLease } from "./lease-holder.ts";
import { judgeInFlight, stateOf } from "./recovery.ts";
import { type FaultPoint, SessionDriver } from "./session-driver.ts";
import { readOrigin, type SessionOrigin } from "./session-origin.ts";
import { liveParts, type TapedOrigin } from "./taped-origin.ts";

const HASH_EVERY = 100;
const CONTROLS_REMEMBERED = 10_000;

export type SessionOptions = {
  readonly sql: Client;
  readonly portfolioId: string;
  /** The tape that the desk plays. */
  readonly feedKey: string;
  /** Who holds the lease: this process. */
  readonly holder: string;
  readonly findStrategy: (name: string) => Strategy | undefined;
  /** Store the state hash with each commit, not only with each hundredth. */
  readonly hashesAlways: boolean;
  /** Bounds and venue other than the desk's own. */
  readonly riskSettings?: RiskSettings;
  readonly venueSettings?: Partial<VenueSettings>;
  /** Begins to keep what the session lives through; null keeps nothing. */
  readonly openTape?: (begun: {
    readonly portfolioId: string;
    readonly at: number;
    readonly origin: TapedOrigin;
  }) => SessionTapeRecorder;
  /** All that is known of an instrument where the tape stands: lets a session sleep through what does not concern it. Without it, it hears everything. */
  readonly snapshotOf?: (instrumentId: string) => readonly MarketEvent[];
  /** Hears what its orders took from the market, once that is durable. */
  readonly onFlows?: (flows: readonly OwnFlow[]) => void;
  /** Hears that money was paid in or out, once that is durable. */
  readonly onMoneyMoved?: (portfolioId: string) => void;
  readonly onFailed: (session: PortfolioSession, error: unknown) => void;
  readonly onPoint?: (point: FaultPoint) => void;
};

/** A portfolio at work: recovered from the tables, fenced by its lease, journaled before it acts. */
export class PortfolioSession {
  readonly portfolioId: string;
  readonly driver: SessionDriver;
  readonly session: TradingSession;
  /** Where it stood in the feed at its last commit; null before its first. */
  readonly recoveredPosition: number | null;
  /** Up to where it has acted on the tape; null when nothing of it could act on what came after. */
  readonly dealtWith: number | null;
  readonly #epoch: number;
  readonly #options: SessionOptions;
  readonly #adopt: () => void;
  readonly #environment: SessionEnvironment;
  readonly #tape: SessionTapeRecorder | null;
  readonly #interest: Interest;
  /** Keys of control commands taken up here and not yet durable, however many wait. */
  readonly #controlsTaken = new Set<string>();
  /** Those that are, the newest thousands: a queue read may still show one that is just done. */
  readonly #controlsDone = new Set<string>();

  private constructor(options: SessionOptions, epoch: number, origin: SessionOrigin) {
    const { stored } = origin;
    const state = stateOf(origin, options.findStrategy, options.riskSettings ?? DEFAULT_RISK_SETTINGS);
    const environment = environmentFor(stored.portfolio, options.venueSettings);
    this.#environment = environment;
    const { portfolioId, openTape } = options;
    this.#tape = openTape?.({ portfolioId, at: Date.now(), origin: { origin, live: null } }) ?? null;
    this.portfolioId = options.portfolioId;
    this.recoveredPosition = stored.feedPosition;
    const mayAct =
      state.working.size > 0 ||
      !state.markouts.isEmpty ||
      !state.algorithms.isIdle ||
      state.margined.size > 0 ||
      owesAnything(state.borrowing) ||
      [...state.runs.values()].some((run) => run.status === "running");
    this.dealtWith = mayAct ? stored.feedPosition : null;
    this.#epoch = epoch;
    this.#options = options;
    this.session = new TradingSession(state, environment.venue, stored.feedPosition, this.#tape);
    this.#adopt = () => {
      this.#tape?.adopted();
      this.session.deliver(judgeInFlight(state));
      this.session.deliver(environment.adoptWorking(state));
    };
    this.#interest = new Interest({
      state,
      nextDueAt: () => environment.nextDueAt(),
      isVenueIndifferent: (instrumentId) => environment.isIndifferentTo(instrumentId),
    });
    this.driver = new SessionDriver({
      session: this.session,
      commit: (batch) => this.#commit(batch),
      ...(options.snapshotOf === undefined ? {} : { wants: (event: MarketEvent) => this.#interest.wants(event) }),
      onFailed: (error) => options.onFailed(this, error),
      ...(options.onPoint === undefined ? {} : { onPoint: options.onPoint }),
    });
  }

  /** Null when another process holds the portfolio. */
  static async open(options: SessionOptions): Promise<PortfolioSession | null> {
    const lease = await takeLease(options.sql, options.portfolioId, options.holder);
    if (lease === null) return null;
    await bindFeed(options.sql, options.portfolioId, options.feedKey);
    return new PortfolioSession(options, lease.epoch, await readOrigin(options.sql, options.portfolioId));
  }

  /**
   * One event of the tape before the session is live: what it had dealt with only primes prices and the venue's book;
   * what came after its last commit is acted on, so that its strategies miss nothing.
   */
  async replay(event: MarketEvent, feedPosition: number): Promise<void> {
    if (this.dealtWith === null || feedPosition <= this.dealtWith) {
      if (this.#options.snapshotOf === undefined || this.#interest.has(event.instrumentId))
        this.driver.learn(() => this.session.prime(event));
    } else {
      this.#adoptOnce();
      await this.driver.offer(event, feedPosition);
    }
  }

  /** What is true of a market, though no event of the tape says it. */
  learn(event: MarketEvent): void {
    this.driver.learn(() => this.session.prime(event));
  }

  /** The tape is where the desk is: judge what was in flight, hand over what rests, and go on. */
  async goLive(): Promise<void> {
    this.#adoptOnce();
    await this.driver.settle();
    this.#isLive = true;
  }

  /** Only then may commands reach it. */
  get isLive(): boolean {
    return this.#isLive && !this.driver.isFailed;
  }

  #isLive = false;
  #isAdopted = false;
  #adoptOnce(): void {
    if (this.#isAdopted) return;
    this.#isAdopted = true;
    this.driver.learn(this.#adopt);
  }

  /** A person's command. What it names and the session slept through so far, it first learns of. */
  control(event: ControlEvent): void {
    const { snapshotOf } = this.#options;
    if (snapshotOf !== undefined)
      this.driver.learn(() => attend(this.#interest, this.session, event.action, snapshotOf));
    this.driver.control(event);
  }

  async renew(): Promise<boolean> {
    const { sql, holder } = this.#options;
    return renewLease(sql, this.portfolioId, holder, this.#epoch, LEASE_MS);
  }

  /** Journals what strategies know by now, or, when nothing changed, only how far the tape was read. */
  async checkpoint(): Promise<void> {
    const { session, driver } = this;
    driver.checkpoint();
    await driver.settle();
    const { feedPosition } = driver;
    if (feedPosition === null || driver.isFailed || !session.isJournaled) return;
    await saveSessionPosition(this.#options.sql, this.portfolioId, {
      epoch: this.#epoch,
      sequence: session.state.sequence,
      feedPosition,
    });
  }

  flushTape(): void {
    this.#tape?.flush();
  }

  /** Begins the kept tape afresh from here, so that it need not reach back to when the session opened. False when it is busy. */
  async anchorTape(): Promise<boolean> {
    if (this.#tape === null || !this.isLive) return true;
    const { session, driver, portfolioId } = this;
    driver.checkpoint();
    await driver.settle();
    const origin = await readOrigin(this.#options.sql, portfolioId);
    if (driver.isFailed || !session.isJournaled || origin.stored.sequence !== session.state.sequence) return false;
    this.#tape.begin({ portfolioId, at: Date.now(), origin: { origin, live: liveParts(session, this.#environment) } });
    return true;
  }

  /** Finishes what is in flight and gives the lease back. */
  async close(): Promise<void> {
    await this.driver.settle();
    await this.checkpoint();
    this.driver.discard();
    await this.#tape?.close();
    await releaseLease(this.#options.sql, this.portfolioId, this.#options.holder, this.#epoch);
  }

  async #commit(batch: Batch): Promise<void> {
    const isHashed = this.#options.hashesAlways || batch.sequence % HASH_EVERY === 0;
    const { state } = this.session;
    const hash = isHashed ? stateHash(state) : null;
    // The tape has passed what the session slept through as well.
    const passed = { ...batch, feedPosition: this.driver.feedPosition };
    await commitBatch(
      this.#options.sql,
      toCommitBatch(passed, {
        portfolioId: this.portfolioId,
        epoch: this.#epoch,
        stateHash: hash,
        fillsDigest: state.fillsDigest.toString(),
        closedDigest: state.closedDigest.toString(),
      }),
    );
    this.#rememberDone(batch);
    this.#interest.review();
    this.#tellFlows(passed);
    if (batch.changes.some(({ kind }) => kind === "cash-moved")) this.#options.onMoneyMoved?.(this.portfolioId);
  }

  #tellFlows({ changes, feedPosition }: Batch): void {
    const { onFlows } = this.#options;
    if (onFlows === undefined || feedPosition === null) return;
    const flows: OwnFlow[] = [];
    for (const change of changes) {
      if (change.kind !== "fill-booked" || change.fill.liquidity !== "taker") continue;
      const { instrumentId, side, quantityLots } = change.fill;
      flows.push({ position: feedPosition, input: { kind: "flow", instrumentId, side, quantityLots } });
    }
    if (flows.length > 0) onFlows(flows);
  }

  /** True the first time that a command's key is shown; false ever after. */
  takeControl(key: string): boolean {
    if (this.#controlsTaken.has(key) || this.#controlsDone.has(key)) return false;
    this.#controlsTaken.add(key);
    return true;
  }

  #rememberDone(batch: Batch): void {
    const done = this.#controlsDone;
    for (const change of batch.changes) {
      if (change.kind !== "control-handled") continue;
      this.#controlsTaken.delete(change.key);
      done.add(change.key);
      if (done.size > CONTROLS_REMEMBERED) done.delete(done.keys().next().value as string);
    }
  }
}

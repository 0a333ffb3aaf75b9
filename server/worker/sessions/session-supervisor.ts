import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import type { Client } from "../../../db/client.ts";
import { LeaseLostError } from "../../../db/queries/commit-batch.ts";
import { portfoliosOfFeed } from "../../../db/queries/portfolio-list.ts";
import { InvariantError } from "../../domain/errors/invariant.ts";
import type { OwnFlow } from "../../domain/markets/feed-input.ts";
import type { MarketEvent } from "../../domain/markets/market-event.ts";
import { isHeld } from "../../domain/orders/order-status.ts";
import type { Strategy } from "../../domain/strategies/strategy.ts";
import type { MarketView } from "../market-data/market-view.ts";
import type { TapeRunner } from "../market-data/tape/tape-runner.ts";
import type { TapeDescription, TapeSource } from "../market-data/tape/tape-source.ts";
import { LEASE_MS } from "./lease-holder.ts";
import { PortfolioSession, type SessionOptions } from "./portfolio-session.ts";
import type { FaultPoint } from "./session-driver.ts";

const RETRY_MS = 500;
const FAILURES_MAX = 3;

export type SupervisorOptions = {
  readonly sql: Client;
  readonly log: Logger;
  readonly holder: string;
  readonly tape: TapeSource;
  readonly described: TapeDescription;
  /** The market as all sessions know it. */
  readonly view: MarketView;
  /** What a session must know that comes when the tape is over; nothing before. */
  readonly endEvents: () => Iterable<MarketEvent>;
  readonly onFlows: (flows: readonly OwnFlow[]) => void;
  readonly onMoneyMoved: (portfolioId: string) => void;
  readonly findStrategy: (name: string) => Strategy | undefined;
  readonly hashesAlways: boolean;
  /** A session was recovered and has not taken a step yet. */
  readonly onOpened?: (session: PortfolioSession) => void;
  readonly onArchived?: (portfolioId: string) => void;
  readonly openTape?: NonNullable<SessionOptions["openTape"]>;
  readonly onPoint?: (point: FaultPoint) => void;
};

/** Keeps one session a portfolio running: opens, renews leases, recovers what failed, gives up on what is broken. */
export class SessionSupervisor {
  readonly #options: SupervisorOptions;
  readonly #sessions = new Map<string, PortfolioSession>();
  readonly #opening = new Set<string>();
  /** Broken invariants in a row, by portfolio: such a session would only break again. */
  readonly #failures = new Map<string, number>();
  #runner: TapeRunner | null = null;
  #isStopping = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  get sessions(): ReadonlyMap<string, PortfolioSession> {
    return this.#sessions;
  }

  *drivers() {
    for (const session of this.#sessions.values()) if (session.isLive) yield session.driver;
  }

  /** Opens every portfolio of this tape; tells how far the furthest had come and from where the hindmost must read. */
  async openAll(): Promise<{ furthest: number; hindmost: number }> {
    for (const portfolioId of await this.#portfolios()) {
      await this.#open(portfolioId).catch((error: unknown) => this.#leaveOut(portfolioId, error));
    }
    const sessions = [...this.#sessions.values()];
    return {
      furthest: Math.max(0, ...sessions.map((session) => session.recoveredPosition ?? 0)),
      hindmost: Math.min(
        Number.POSITIVE_INFINITY,
        ...sessions.map((session) => session.dealtWith ?? Number.POSITIVE_INFINITY),
      ),
    };
  }

  attach(runner: TapeRunner): void {
    this.#runner = runner;
  }

  async goLive(): Promise<void> {
    for (const session of this.#sessions.values()) await session.goLive();
  }

  /** Portfolios that appeared since, or whose lease another process held; those that were archived are closed. */
  async openMissing(): Promise<void> {
    if (this.#isStopping) return;
    const listed = await this.#portfolios();
    for (const session of [...this.#sessions.values()]) {
      if (!listed.includes(session.portfolioId)) await this.#closeArchived(session);
    }
    for (const portfolioId of listed) {
      if (this.#sessions.has(portfolioId) || this.#opening.has(portfolioId)) continue;
      if ((this.#failures.get(portfolioId) ?? 0) >= FAILURES_MAX) continue;
      await this.#openAndCatchUp(portfolioId);
    }
  }

  async renewLeases(): Promise<void> {
    for (const session of [...this.#sessions.values()]) {
      const isOurs = await session.renew().catch(() => null);
      if (isOurs === false) this.#onFailed(session, new LeaseLostError("The lease was not ours to renew"));
    }
  }

  /** Writes down how far each session has come, so that a restart need not read all it saw without acting. */
  async checkpoint(): Promise<void> {
    for (const session of this.#sessions.values()) if (session.isLive) await session.checkpoint();
  }

  async close(): Promise<{ workingOrders: number; heldOrders: number }> {
    this.#isStopping = true;
    let workingOrders = 0;
    let heldOrders = 0;
    for (const session of this.#sessions.values()) {
      const { working } = session.session.state;
      workingOrders += working.size;
      for (const { order } of working.values()) if (isHeld(order.status)) heldOrders += 1;
      await session
        .close()
        .catch((error: unknown) => this.#options.log.error({ err: error }, "session did not close in order"));
    }
    return { workingOrders, heldOrders };
  }

  #portfolios(): Promise<string[]> {
    const { sql, described } = this.#options;
    return portfoliosOfFeed(sql, described.kind, described.key);
  }

  async #open(portfolioId: string): Promise<PortfolioSession | null> {
    const { log, tape: _tape, described, view, ...options } = this.#options;
    const session = await PortfolioSession.open({
      ...options,
      feedKey: described.key,
      portfolioId,
      snapshotOf: (instrumentId) => view.instrument(instrumentId)?.snapshot() ?? [],
      onFailed: (failed, error) => this.#onFailed(failed, error),
    });
    if (session === null)
      log.warn({ portfolioId }, `portfolio is held by another process; its lease runs out in ${LEASE_MS} ms at most`);
    else {
      this.#sessions.set(portfolioId, session);
      this.#options.onOpened?.(session);
    }
    return session;
  }

  /** The tape holds still while the session reads it up to where the others are. */
  async #openAndCatchUp(portfolioId: string): Promise<void> {
    const runner = this.#runner;
    if (runner === null) return;
    this.#opening.add(portfolioId);
    try {
      await runner.hold(async () => {
        const session = await this.#open(portfolioId);
        if (session === null) return;
        await this.#catchUp(session, runner.position);
        await session.goLive();
        if (session.isLive) this.#failures.delete(portfolioId);
      });
    } catch (error) {
      this.#leaveOut(portfolioId, error);
    } finally {
      this.#opening.delete(portfolioId);
    }
  }

  async #closeArchived(session: PortfolioSession): Promise<void> {
    if (!session.isLive || !this.#sessions.delete(session.portfolioId)) return;
    await session.close();
    this.#options.onArchived?.(session.portfolioId);
    this.#options.log.info({ portfolioId: session.portfolioId }, "an archived portfolio was closed");
  }

  async #catchUp(session: PortfolioSession, to: number): Promise<void> {
    const { tape, view, endEvents } = this.#options;
    const from = Math.min(session.dealtWith ?? to, to);
    if (from < to) await tape.read({ from, to }, (event, position) => session.replay(event, position));
    else for (const event of view.snapshot()) await session.replay(event, to);
    for (const event of endEvents()) session.learn(event);
  }

  /** What is broken in one portfolio stops that one and nobody else; every other error is not the portfolio's, and passes on. */
  #leaveOut(portfolioId: string, error: unknown): void {
    if (!(error instanceof InvariantError)) throw error;
    this.#failures.set(portfolioId, (this.#failures.get(portfolioId) ?? 0) + 1);
    this.#options.log.error({ portfolioId, err: error }, "session could not be opened; the others go on without it");
  }

  #onFailed(session: PortfolioSession, error: unknown): void {
    const { portfolioId } = session;
    if (this.#sessions.get(portfolioId) !== session) return;
    session.driver.discard();
    this.#sessions.delete(portfolioId);
    this.#options.log.error(
      { portfolioId, err: error },
      "session failed; it is discarded and recovered from the tables",
    );
    if (error instanceof InvariantError) this.#failures.set(portfolioId, (this.#failures.get(portfolioId) ?? 0) + 1);
    void this.#recover(portfolioId);
  }

  async #recover(portfolioId: string): Promise<void> {
    while (!this.#isStopping && !this.#sessions.has(portfolioId)) {
      await sleep(RETRY_MS);
      try {
        await this.openMissing();
        if ((this.#failures.get(portfolioId) ?? 0) >= FAILURES_MAX) {
          this.#options.log.error({ portfolioId }, "session broke an invariant repeatedly and stays stopped");
          return;
        }
      } catch (error) {
        this.#options.log.warn({ portfolioId, err: error }, "recovery failed; trying again");
      }
    }
  }
}

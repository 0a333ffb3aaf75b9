import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import { MarketTapeRecorder } from "../../adapters/market-data/market-tape/market-tape.ts";
import { SessionTapeRecorder } from "../../adapters/market-data/market-tape/session-tape.ts";
import { tapeFolder } from "../../adapters/market-data/market-tape/tape-folder.ts";
import { pruneTape, type TapeLimits } from "../../adapters/market-data/market-tape/tape-retention.ts";
import type { MarketEvent } from "../../domain/markets/market-event.ts";
import type { PortfolioSession, SessionOptions } from "../sessions/portfolio-session.ts";

const FLUSH_MS = 1_000;
const PRUNE_MS = 10 * 60_000;
/** A replay starts at an anchor, so the tape can be cut to those that are young enough. */
const ANCHOR_MS = 60 * 60_000;

export type TapeKeeperOptions = {
  readonly dataDir: string;
  readonly feedKey: string;
  readonly limits: TapeLimits;
  readonly log: Logger;
  readonly sessions: () => Iterable<PortfolioSession>;
};

/** Keeps the market's events and every session's inbox for some time, so that what happened can be run again. */
export class TapeKeeper {
  readonly #options: TapeKeeperOptions;
  readonly #folder: string;
  readonly #market: MarketTapeRecorder;
  readonly #anchoredAt = new WeakMap<PortfolioSession, number>();
  readonly #timers: NodeJS.Timeout[];

  constructor(options: TapeKeeperOptions) {
    this.#options = options;
    this.#folder = tapeFolder(options.dataDir, options.feedKey);
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    this.#market = new MarketTapeRecorder(this.#folder, this.#onProblem);
    this.#prune();
    this.#timers = [
      setInterval(() => this.#flush(), FLUSH_MS),
      setInterval(() => this.#prune(), PRUNE_MS),
      setInterval(() => void this.#anchor(), FLUSH_MS),
    ];
  }

  /** An event that sessions are about to be offered. */
  record(position: number, event: MarketEvent): void {
    this.#market.record(position, event);
  }

  readonly openSession: NonNullable<SessionOptions["openTape"]> = (begun) =>
    new SessionTapeRecorder(this.#folder, begun, this.#onProblem);

  /** After the sessions are closed. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#market.close();
  }

  readonly #onProblem = (error: unknown): void => {
    this.#options.log.warn({ err: error }, "the tape is not kept any further; trading goes on");
  };

  #flush(): void {
    this.#market.flush();
    for (const session of this.#options.sessions()) session.flushTape();
  }

  #prune(): void {
    const { dataDir, limits, log } = this.#options;
    try {
      pruneTape(join(dataDir, "tape"), limits, Date.now());
    } catch (error) {
      log.warn({ err: error }, "old parts of the tape were not removed");
    }
  }

  /** A session that is busy just now is asked again a second later. */
  async #anchor(): Promise<void> {
    const now = Date.now();
    for (const session of this.#options.sessions()) {
      const anchoredAt = this.#anchoredAt.get(session);
      this.#anchoredAt.set(session, anchoredAt ?? now);
      if (anchoredAt === undefined || now - anchoredAt < ANCHOR_MS) continue;
      const hasAnchored = await session.anchorTape().catch(() => false);
      if (hasAnchored) this.#anchoredAt.set(session, now);
    }
  }
}

import type { Logger } from "pino";
import type { Client } from "../../../db/client.ts";
import {
  type EquityCapture,
  resumeEquityPoints,
  thinEquityPoints,
  writeEquityPoints,
} from "../../../db/queries/performance/equity-points.ts";
import { add, type Integer } from "../../domain/money/integer.ts";
import { formatUnits } from "../../domain/money/money.ts";
import type { EngineState } from "../../engine/engine-state.ts";

const MINUTE_MS = 60_000;
const THIN_EVERY_MS = 3_600_000;
/** A point whose commit never became durable is given up. */
const TRIES_MAX = 20;

type Recorded = {
  readonly portfolioId: string;
  readonly isLive: boolean;
  readonly session: { readonly state: EngineState };
};

export type EquityRecorderOptions = {
  readonly sql: Client;
  readonly log: Logger;
  readonly sessions: () => Iterable<Recorded>;
  /** What a portfolio is worth at the present marks; null while a price that it needs is missing. */
  readonly worthOf: (session: Recorded) => { readonly equity: string; readonly unrealised: string } | null;
  /** How far the tape has come; null before its first event. */
  readonly tapeAt: () => number | null;
  readonly now: () => number;
};

type Waiting = { readonly capture: EquityCapture; tries: number };

/**
 * Writes what each portfolio is worth once a minute of the tape, when it opens, and when money moves: beside trading, which
 * never waits for it. A tape that plays faster than it is asked skips minutes.
 */
export class EquityRecorder {
  readonly #options: EquityRecorderOptions;
  /** Where the points of each portfolio end; null before its first. */
  readonly #ends = new Map<string, number | null>();
  readonly #moved = new Set<string>();
  #waiting: Waiting[] = [];
  #writing: Promise<void> | null = null;
  #thinnedAt: number;

  constructor(options: EquityRecorderOptions) {
    this.#options = options;
    this.#thinnedAt = options.now();
  }

  /** Money was paid into the portfolio or out of it, and that is durable. */
  moneyMoved(portfolioId: string): void {
    this.#moved.add(portfolioId);
  }

  /** Takes down what is due and begins to write it, unless the last writing still goes on. */
  record(): void {
    const tapeAt = this.#options.tapeAt();
    if (tapeAt === null) return;
    const strangers: string[] = [];
    for (const session of this.#options.sessions()) {
      if (!session.isLive) continue;
      const end = this.#ends.get(session.portfolioId);
      if (end === undefined) strangers.push(session.portfolioId);
      else this.#capture(session, end, tapeAt);
    }
    if (this.#writing !== null) return;
    this.#writing = this.#write(strangers, tapeAt)
      .catch((error: unknown) => this.#options.log.warn({ err: error }, "equity was not written; trying again"))
      .finally(() => {
        this.#writing = null;
      });
  }

  /** Writes what is taken down already. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#flush().catch((error: unknown) => this.#options.log.warn({ err: error }, "equity was not written"));
  }

  #capture(session: Recorded, end: number | null, tapeAt: number): void {
    const { portfolioId } = session;
    const minute = tapeAt - (tapeAt % MINUTE_MS);
    const at = end === null || this.#moved.has(portfolioId) ? Math.max(tapeAt, end ?? 0) : minute;
    if (end !== null && at <= end && !this.#moved.has(portfolioId)) return;
    const worth = this.#options.worthOf(session);
    if (worth === null) return;
    const { state } = session.session;
    let realised: Integer = 0;
    for (const { realisedUnits, margin } of state.holdings.values())
      realised = add(realised, add(realisedUnits, margin?.fundedTotalUnits ?? 0));
    const capture = {
      portfolioId,
      at,
      sequence: state.sequence,
      now: state.now,
      baseCurrency: state.baseCurrency,
      equity: worth.equity,
      realised: formatUnits(realised, state.baseCurrency),
      unrealised: worth.unrealised,
    };
    // A later one for the same instant is the better one, and no statement may write a row twice.
    this.#waiting = this.#waiting.filter((other) => !isSame(other.capture, capture));
    this.#waiting.push({ capture, tries: 0 });
    this.#ends.set(portfolioId, at);
    this.#moved.delete(portfolioId);
  }

  async #write(strangers: readonly string[], tapeAt: number): Promise<void> {
    const { sql, now } = this.#options;
    if (strangers.length > 0) {
      for (const [id, end] of await resumeEquityPoints(sql, strangers, tapeAt)) this.#ends.set(id, end);
    }
    await this.#flush();
    if (now() - this.#thinnedAt < THIN_EVERY_MS) return;
    this.#thinnedAt = now();
    await thinEquityPoints(sql, [...this.#ends.keys()], tapeAt);
  }

  async #flush(): Promise<void> {
    const tried = [...this.#waiting];
    const written = await writeEquityPoints(
      this.#options.sql,
      tried.map(({ capture }) => capture),
    );
    for (const each of tried) each.tries += 1;
    this.#waiting = this.#waiting.filter(
      (each) =>
        each.tries < TRIES_MAX && !(tried.includes(each) && written.some((point) => isSame(point, each.capture))),
    );
  }
}

const isSame = (a: { portfolioId: string; at: number }, b: { portfolioId: string; at: number }): boolean =>
  a.portfolioId === b.portfolioId && a.at === b.at;

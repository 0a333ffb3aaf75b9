import { loanOf, nextInterestAt, owedUnits, owesAnything } from "../../domain/borrowing/loan.ts";
import type { Instrument } from "../../domain/markets/instrument.ts";
import type { MarketEvent } from "../../domain/markets/market-event.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { ControlAction } from "../../engine/engine-event.ts";
import type { EngineState, Holding } from "../../engine/engine-state.ts";
import { positionsOf } from "../../engine/positions/find-position.ts";
import type { TradingSession } from "../../engine/trading-session.ts";

/** Who trades in and out of an instrument need not learn of it anew each time. */
const LINGER_MS = 60_000;

export type InterestOptions = {
  readonly state: EngineState;
  /** When the next thing under way at the venue arrives. */
  readonly nextDueAt: () => Timestamp;
  readonly isVenueIndifferent: (instrumentId: string) => boolean;
};

/**
 * What a session wakes for: instruments that it holds, works or runs strategies on, and whatever moment something of its own is due.
 * An event it sleeps through could not have changed anything it does: that it is woken less often shows nowhere in its journal.
 */
export class Interest {
  readonly #options: InterestOptions;
  /** Until when it listens to an instrument; for ever while it has a stake in it. */
  readonly #until = new Map<string, Timestamp>();

  constructor(options: InterestOptions) {
    this.#options = options;
    for (const { instrument, positionSide } of [...options.state.holdings.values()])
      if (positionSide === null && this.#hasStake(instrument.id))
        this.#until.set(instrument.id, Number.POSITIVE_INFINITY);
  }

  has(instrumentId: string): boolean {
    return this.#until.has(instrumentId);
  }

  /** Whatever is asked for it must hear of from now on; true when it did not so far. */
  add(instrumentId: string): boolean {
    if (!this.#options.state.holdings.has(instrumentId)) return false;
    const isNew = !this.#until.has(instrumentId);
    this.#until.set(instrumentId, Number.POSITIVE_INFINITY);
    return isNew;
  }

  wants(event: MarketEvent): boolean {
    const until = this.#until.get(event.instrumentId);
    if (until === undefined) return this.#isDue(event.at);
    if (event.at <= until || !this.#options.isVenueIndifferent(event.instrumentId)) return true;
    this.#until.delete(event.instrumentId);
    return this.#isDue(event.at);
  }

  /** After a commit: what it has no stake in any more it soon stops listening to. */
  review(): void {
    const { now } = this.#options.state;
    for (const [id, until] of this.#until) {
      if (this.#hasStake(id)) this.#until.set(id, Number.POSITIVE_INFINITY);
      else if (until === Number.POSITIVE_INFINITY) this.#until.set(id, now + LINGER_MS);
    }
  }

  #isDue(at: Timestamp): boolean {
    const { state, nextDueAt } = this.#options;
    if (nextDueAt() <= at) return true;
    const now = Math.max(at, state.now); // A command may have taken the session's clock ahead of the tape's events.
    if (state.triggers.nextExpiresAt <= now || state.markouts.nextDueAt < at) return true;
    if (state.algorithms.nextDueAt <= now || state.expiring.nextAt <= now) return true;
    if (state.borrowing.loans.length > 0 && nextInterestAt(state.borrowing) <= at) return true;
    for (const { status, timers } of state.runs.values()) {
      if (status === "running" && timers[0] !== undefined && timers[0].at <= now) return true;
    }
    return false;
  }

  #hasStake(id: string): boolean {
    const { state } = this.#options;
    const holding = state.holdings.get(id);
    if (holding === undefined) return false;
    if (positionsOf(state, holding).some(isAtStake)) return true;
    if (state.triggers.holdsIn(id) || state.markouts.watches(id) || state.algorithms.worksIn(id)) return true;
    if (backsLoans(state, holding.instrument)) return true;
    for (const run of state.runs.values()) if (run.holding === holding && run.status === "running") return true;
    return false;
  }
}

const isAtStake = ({ netUnits, lots, workingBuyLots, workingSellLots }: Holding): boolean =>
  netUnits !== 0 || lots.size > 0 || workingBuyLots > 0 || workingSellLots > 0;

/** Its price decides how well debts are backed. */
const backsLoans = ({ borrowing, balances }: EngineState, { base }: Instrument): boolean =>
  owesAnything(borrowing) && ((balances.get(base)?.totalUnits ?? 0) !== 0 || owedUnits(loanOf(borrowing, base)) > 0);

/** Before a command enters the session: of what it names and the session slept through so far, it first learns all that is known. */
export function attend(
  interest: Interest,
  session: TradingSession,
  action: ControlAction,
  snapshotOf: (instrumentId: string) => readonly MarketEvent[],
): void {
  for (const instrumentId of instrumentsNamed(session, action)) {
    if (interest.add(instrumentId)) for (const event of snapshotOf(instrumentId)) session.prime(event);
  }
}

/** Who resumes wakes the runs that were halted, and what they trade may have been forgotten by then. */
function instrumentsNamed({ state }: TradingSession, action: ControlAction): readonly string[] {
  if (action.kind !== "resume") return [instrumentNamed(action) ?? []].flat();
  return [...state.runs.values()].flatMap(({ status, holding }) => (status === "halted" ? holding.instrument.id : []));
}

/** The instrument that a command makes a session look at; null when it names none. */
function instrumentNamed(action: ControlAction): string | null {
  switch (action.kind) {
    case "place-order":
    case "start-algorithm":
      return action.intent.instrumentId;
    case "place-group":
      return (action.entry ?? action.legs[0]?.intent)?.instrumentId ?? null;
    case "reverse-position":
    case "set-margin":
    case "move-margin":
    case "set-position-mode":
    case "start-run":
    case "close-position":
      return action.instrumentId;
    case "cancel-order":
    case "amend-order":
    case "amend-legs":
    case "move-cash":
    case "set-borrowing":
    case "set-self-trade":
    case "cancel-all":
    case "halt":
    case "resume":
    case "stop-run":
    case "steer-algorithm":
      return null;
  }
}

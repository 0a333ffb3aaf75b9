import type { Instrument } from "../markets/instrument.ts";
import type { Order, OrderTicket } from "../orders/order.ts";
import type { TradingState } from "../risk/trading-state.ts";
import type { Timestamp } from "../time/timestamp.ts";

/**
 * From mild to strict; each contains what stands before it, but for `reduce-only`'s door for what lowers risk, which the two
 * after it close.
 *
 * | action         | new orders          | orders that work        | strategies | positions |
 * |----------------|---------------------|-------------------------|------------|-----------|
 * | no-new-entries | only what reduces   | stay                    | go on      | stay      |
 * | reduce-only    | only what reduces   | those adding risk go    | go on      | stay      |
 * | cancel-orders  | none                | are cancelled           | halted     | stay      |
 * | flatten        | the switch's own    | are cancelled           | halted     | closed    |
 */
export const STOP_ACTIONS = ["no-new-entries", "reduce-only", "cancel-orders", "flatten"] as const;
export type StopAction = (typeof STOP_ACTIONS)[number];

/** How far a stop reaches. `everything` is each portfolio of the desk; within one it reaches as far as `portfolio`. */
export type StopScope =
  | { readonly kind: "everything" }
  | { readonly kind: "portfolio" }
  | { readonly kind: "venue"; readonly venue: string }
  | { readonly kind: "instrument"; readonly instrumentId: string }
  | { readonly kind: "run"; readonly runId: string };

/** A switch that was pulled and not released. */
export type Stop = {
  /** The key of the command that pulled it; its closing orders carry it as well. */
  readonly id: string;
  readonly scope: StopScope;
  readonly action: StopAction;
  /** Who pulled it; {@link SECOND_DOOR} for the command line. */
  readonly userId: string;
  readonly reason: string;
  readonly at: Timestamp;
  /** What there was to deal with when it was pulled. */
  readonly found: { readonly orders: number; readonly positions: number; readonly runs: number };
};

/** Stands for a person in stops that `tradewind stop --everything` pulled. */
export const SECOND_DOOR = "second-door";

/** What a stop may reach: an order, a position, a run. */
type Reached = Pick<Instrument, "venue"> & { readonly instrumentId: string; readonly runId: string | null };

export function covers({ scope }: Pick<Stop, "scope">, { venue, instrumentId, runId }: Reached): boolean {
  switch (scope.kind) {
    case "everything":
    case "portfolio":
      return true;
    case "venue":
      return scope.venue === venue;
    case "instrument":
      return scope.instrumentId === instrumentId;
    case "run":
      return scope.runId === runId;
  }
}

export const reachedBy = ({ instrumentId, source }: OrderTicket, { venue }: Pick<Instrument, "venue">): Reached => ({
  instrumentId,
  venue,
  runId: source.kind === "strategy" ? source.runId : null,
});

const rankOf = (action: StopAction): number => STOP_ACTIONS.indexOf(action);

export const isAtLeast = (action: StopAction, least: StopAction): boolean => rankOf(action) >= rankOf(least);

/** The strictest of those that reach it; null where none does. */
export function strictestOver<Pulled extends Pick<Stop, "scope" | "action">>(
  stops: readonly Pulled[],
  reached: Reached,
): Pulled | null {
  let found: Pulled | null = null;
  for (const stop of stops) {
    if (covers(stop, reached) && (found === null || rankOf(stop.action) > rankOf(found.action))) found = stop;
  }
  return found;
}

export const isSameScope = (a: StopScope, b: StopScope): boolean => scopeText(a) === scopeText(b);

export function scopeText(scope: StopScope): string {
  switch (scope.kind) {
    case "everything":
    case "portfolio":
      return scope.kind;
    case "venue":
      return `venue ${scope.venue}`;
    case "instrument":
      return `instrument ${scope.instrumentId}`;
    case "run":
      return `run ${scope.runId}`;
  }
}

const isWhole = ({ kind }: StopScope): boolean => kind === "everything" || kind === "portfolio";

/** What the stops make of the portfolio as a whole. */
export function tradingStateOf(stops: readonly Stop[]): TradingState {
  const whole = stops.filter(({ scope }) => isWhole(scope));
  if (whole.some(({ action }) => isAtLeast(action, "cancel-orders"))) return "halted";
  return whole.length > 0 ? "reducing" : "active";
}

/** An order by which a stop that flattens closes a position. */
export const isClosingOf = (stops: readonly Stop[], { isReduceOnly, source }: OrderTicket | Order): boolean =>
  isReduceOnly && source.kind === "manual" && stops.some(({ id, action }) => action === "flatten" && id === source.key);

/** One line, for digests: same facts, same text. */
export const stopText = ({ id, scope, action, userId, reason, at, found }: Stop): string =>
  `${id}|${scopeText(scope)}|${action}|${userId}|${reason}|${at}|${found.orders}/${found.positions}/${found.runs}`;

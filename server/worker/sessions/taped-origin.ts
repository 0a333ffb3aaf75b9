import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { PriceEntry } from "../../engine/price-board.ts";
import type { TradingSession } from "../../engine/trading-session.ts";
import type { SavedVenue } from "../../simulation/exchange/saved-venue.ts";
import type { SessionEnvironment } from "./environment.ts";
import type { SessionOrigin } from "./session-origin.ts";

/** What a kept session begins with: the tables and, when it was running already, what the tables do not hold. */
export type TapedOrigin = {
  readonly origin: SessionOrigin;
  readonly live: {
    readonly now: Timestamp;
    readonly approvals: readonly Timestamp[];
    readonly prices: readonly (readonly [instrumentId: string, entry: PriceEntry])[];
    readonly venue: SavedVenue | null;
  } | null;
};

export function liveParts({ state }: TradingSession, environment: SessionEnvironment): TapedOrigin["live"] {
  return {
    now: state.now,
    approvals: [...state.approvals],
    prices: [...state.prices.entries()].map(([id, entry]) => [id, { ...entry }] as const),
    venue: environment.saveVenue(),
  };
}

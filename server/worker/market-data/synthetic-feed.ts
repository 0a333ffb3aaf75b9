import type { PulledFeed } from "../../adapters/market-data/pulled-feed.ts";
import type { PlacedInput } from "../../domain/markets/feed-input.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import { SYNTHETIC_MARKETS } from "../../simulation/market/market-terms.ts";
import { BOOKS_WHOLE_WITHIN_EVENTS, createSyntheticMarket } from "../../simulation/market/synthetic-market.ts";

/** A feed that can be acted on from outside, at its position or later. */
export type ActedFeed = PulledFeed & { act?(input: PlacedInput): void };

export type SyntheticOptions = {
  readonly seed: number;
  readonly startAt: Timestamp;
  readonly inputs?: readonly PlacedInput[];
};

export function openSyntheticFeed({ seed, startAt, inputs = [] }: SyntheticOptions): ActedFeed {
  const market = createSyntheticMarket({ seed, startAt, inputs });
  return {
    kind: "synthetic",
    label: `synthetic market, seed ${seed}`,
    instrumentIds: SYNTHETIC_MARKETS.map(({ instrument }) => instrument.id),
    next: () => market.next(),
    position: () => market.position(),
    seek: (position) => market.seek(position),
    booksFrom: (position) => Math.max(0, position - BOOKS_WHOLE_WITHIN_EVENTS),
    act: (input) => market.add(input),
  };
}

import type { PulledFeed } from "../../adapters/market-data/pulled-feed.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import { SYNTHETIC_MARKETS } from "../../simulation/market/market-terms.ts";
import { createSyntheticMarket } from "../../simulation/market/synthetic-market.ts";

/** The market shows each book whole every ten seconds, which is fewer events than this. */
const EVENTS_WITH_EVERY_BOOK = 1_000;

export function openSyntheticFeed(options: { readonly seed: number; readonly startAt: Timestamp }): PulledFeed {
  const market = createSyntheticMarket(options);
  return {
    kind: "synthetic",
    label: `synthetic market, seed ${options.seed}`,
    instrumentIds: SYNTHETIC_MARKETS.map(({ instrument }) => instrument.id),
    next: () => market.next(),
    position: () => market.position(),
    seek: (position) => market.seek(position),
    booksFrom: (position) => Math.max(0, position - EVENTS_WITH_EVERY_BOOK),
  };
}

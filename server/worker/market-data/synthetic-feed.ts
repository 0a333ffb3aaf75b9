import type { PulledFeed } from "../../adapters/market-data/pulled-feed.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import { SYNTHETIC_MARKETS } from "../../simulation/market/market-terms.ts";
import { createSyntheticMarket } from "../../simulation/market/synthetic-market.ts";

export function openSyntheticFeed(options: { readonly seed: number; readonly startAt: Timestamp }): PulledFeed {
  const market = createSyntheticMarket(options);
  return {
    kind: "synthetic",
    label: `synthetic market, seed ${options.seed}`,
    instrumentIds: SYNTHETIC_MARKETS.map(({ instrument }) => instrument.id),
    next: () => market.next(),
    position: () => market.position(),
    seek: (position) => market.seek(position),
  };
}

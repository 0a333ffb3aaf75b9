import type { MarketEvent } from "../../../server/domain/markets/market-event.ts";
import type { ActedFeed } from "../../../server/worker/market-data/synthetic-feed.ts";
import { openSyntheticFeed } from "../../../server/worker/market-data/synthetic-feed.ts";

export type DenseFeed = ActedFeed & { setRate(perSecond: number): void };

/**
 * The synthetic market told faster than it happens: the same books and trades, `perSecond` of them in a second of tape. Its candles and
 * its funding belong to other minutes, so heartbeats stand in their places.
 */
export function openDenseFeed(startAt: number, perSecond: number): DenseFeed {
  const feed = openSyntheticFeed({ seed: 1, startAt });
  let at = startAt;
  let stepMs = 1_000 / perSecond;
  const retime = (event: MarketEvent): MarketEvent => {
    at += stepMs;
    const base = { instrumentId: event.instrumentId, at: Math.floor(at) };
    if (event.kind === "book" || event.kind === "trade") return { ...event, ...base };
    return { ...base, kind: "stream", stream: "candles", state: "live", code: "heartbeat", detail: "" };
  };
  return {
    ...feed,
    label: "synthetic market, told fast",
    next: () => {
      const event = feed.next();
      return event === null ? null : retime(event);
    },
    setRate: (rate) => {
      stepMs = 1_000 / rate;
    },
  };
}

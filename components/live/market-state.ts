import type { FeedStatus, InstrumentPrices } from "../../server/domain/markets/price-frames.ts";
import { describeFreshness, describeLag, freshnessOf } from "./freshness.ts";

/** What is known of one instrument's prices, in the words that stand on screen. */
export type MarketState = {
  readonly kind: "waiting" | "live" | "delayed" | "stale" | "broken" | "absent" | "paused" | "ended";
  readonly words: string;
  /** Its figures are not those of now. */
  readonly isGreyed: boolean;
};

// The feed is heard once a second: its clock may run ahead of the newest prices by that much, times the tape's speed.
const FEED_FRAMES_MS = 2_000;

/** How far the instrument's own data lies behind the tape, in ms of the tape; null while that is no fault. */
function lagOf(prices: InstrumentPrices, feed: FeedStatus): number | null {
  if (feed.tapeAt === null || feed.speed === "max" || feed.seekingTo !== null) return null;
  const lag = feed.tapeAt - prices.dataAt;
  return lag > Math.max(prices.staleAfterMs, FEED_FRAMES_MS * feed.speed) ? lag : null;
}

/** `ageMs`: how long ago this tab last heard of the market; null before that. */
export function marketStateOf(
  instrumentId: string,
  prices: InstrumentPrices | null,
  feed: FeedStatus | null,
  ageMs: number | null,
): MarketState {
  if (ageMs === null) return { kind: "waiting", words: "waiting", isGreyed: false };
  const freshness = freshnessOf(ageMs);
  if (freshness === "stale") return { kind: "stale", words: describeFreshness(ageMs), isGreyed: true };
  if (feed !== null && !feed.instrumentIds.includes(instrumentId)) {
    return { kind: "absent", words: "no data on this feed", isGreyed: true };
  }
  if (prices === null) return { kind: "waiting", words: "waiting", isGreyed: false };
  if (prices.bookState === "invalid") return { kind: "broken", words: "broken — being put in order", isGreyed: true };
  if (feed?.state === "ended") return { kind: "ended", words: "tape ended", isGreyed: true };
  if (prices.dataAt === 0) return { kind: "waiting", words: "waiting", isGreyed: false };
  const lag = feed === null ? null : lagOf(prices, feed);
  if (lag !== null) return { kind: "stale", words: `stale ${describeLag(lag)}`, isGreyed: true };
  if (prices.bookState === "stale") return { kind: "stale", words: "stale: the book is silent", isGreyed: true };
  if (feed?.state === "paused") return { kind: "paused", words: "paused", isGreyed: false };
  return { kind: freshness, words: describeFreshness(ageMs), isGreyed: false };
}

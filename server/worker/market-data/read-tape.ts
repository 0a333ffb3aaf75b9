import type { PulledFeed } from "../../adapters/market-data/pulled-feed.ts";
import type { MarketEvent } from "../../domain/markets/market-event.ts";

/**
 * Reads a tape up to `to` for readers who have dealt with it up to `dealtWith`: early enough that every book is known there,
 * and no earlier, so that a desk that has run for weeks starts as fast as a new one.
 */
export async function readTape(
  feed: PulledFeed,
  { dealtWith, to }: { readonly dealtWith: number; readonly to: number },
  onEvent: (event: MarketEvent, feedPosition: number) => Promise<void> | void,
): Promise<void> {
  feed.seek(feed.booksFrom(Math.min(dealtWith, to)));
  while (feed.position() < to) {
    const event = feed.next();
    if (event === null) return;
    await onEvent(event, feed.position());
  }
}

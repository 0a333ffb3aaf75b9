import type { PulledFeed } from "../../../adapters/market-data/pulled-feed.ts";
import { DEFAULT_RISK_SETTINGS } from "../../../domain/risk/risk-settings.ts";
import { MarketView } from "../market-view.ts";
import type { TapeRange, TapeReader } from "./tape-source.ts";

/**
 * What a reader must see to act on the events after `from`: first all that is known there, as few events at position `from`, then each
 * event up to `to`. So a desk that has run for weeks starts as fast as a new one. `known`: the view of somebody who stands at `from`.
 */
export async function readTape(
  feed: PulledFeed,
  { from, to }: TapeRange,
  onEvent: TapeReader,
  known: MarketView | null = null,
): Promise<void> {
  const view = known ?? viewAt(feed, from);
  for (const event of view.snapshot()) await onEvent(event, from);
  if (to <= from) return;
  if (feed.position() !== from) feed.seek(from);
  while (feed.position() < to) {
    const event = feed.next();
    if (event === null) return;
    await onEvent(event, feed.position());
  }
}

/** Brings a feed to a position and tells what is known of the market there. */
export function viewAt(feed: PulledFeed, position: number): MarketView {
  const from = feed.booksFrom(position);
  const view = new MarketView(DEFAULT_RISK_SETTINGS.staleAfterMs, { isFromTheStart: from === 0 });
  feed.seek(from);
  while (feed.position() < position) {
    const event = feed.next();
    if (event === null) break;
    view.observe(event);
  }
  return view;
}

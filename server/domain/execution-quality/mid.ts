import type { PriceView } from "../risk/risk-limit.ts";
import type { Timestamp } from "../time/timestamp.ts";

/** Why no mid was known at a moment. */
const MISSING_MIDS = ["no-price", "no-book", "rebuilding", "ended", "crossed", "unseen", "stale", "told-late"] as const;
export type MissingMid = (typeof MISSING_MIDS)[number];

/**
 * The middle between best bid and best ask at a moment, as bid + ask, so in halves of a tick and exact; `ageMs` is how long before that
 * moment the book was last known to be true. What is not known says why: it is never zero.
 */
export type Mid = { readonly halfTicks: number; readonly ageMs: number } | { readonly missing: MissingMid };

const MISSING = Object.fromEntries(MISSING_MIDS.map((missing) => [missing, { missing }])) as Record<MissingMid, Mid>;

/** What happened was told so long after it that the market of its moment is not known any more. */
export const TOLD_LATE: Mid = MISSING["told-late"];

/**
 * The mid of a book at a moment. Only of a book: neither trades nor candles stand in for it. A book that has changed since then
 * says nothing of that moment ("unseen"); one that has been silent for too long is stale.
 */
export function midAt(price: Omit<PriceView, "lastTicks"> | null, at: Timestamp): Mid {
  if (price === null) return MISSING["no-price"];
  const { bidTicks, askTicks } = price;
  if (bidTicks === 0 || askTicks === 0) return MISSING["no-book"];
  if (!price.isValid) return MISSING.rebuilding;
  if (price.hasEnded) return MISSING.ended;
  if (bidTicks > askTicks) return MISSING.crossed;
  const ageMs = at - price.at;
  if (ageMs < 0) return MISSING.unseen;
  if (ageMs > price.staleAfterMs) return MISSING.stale;
  return { halfTicks: bidTicks + askTicks, ageMs };
}

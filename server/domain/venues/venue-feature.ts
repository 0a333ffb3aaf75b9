/** What an order may ask of its venue, one word each. */
export const VENUE_FEATURES = [
  "stop-market",
  "stop-limit",
  "take-profit-market",
  "take-profit-limit",
  "trailing-amount",
  "trailing-percent",
  "trailing-activation",
  "oco",
  "oto",
  "bracket",
  "gtd",
  "post-only",
  "reduce-only",
  "close-position",
  "by-last",
  "by-mark",
  "by-index",
  "by-bid",
  "by-ask",
  "amend",
  "amend-trigger",
] as const;
export type VenueFeature = (typeof VENUE_FEATURES)[number];

/**
 * Who does it: the venue itself, our worker in its place, or nobody. Of an amendment: the venue changes the order where it
 * stands, or the worker cancels and replaces it.
 */
export type Support = "native" | "worker" | "none";

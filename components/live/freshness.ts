/** How old what stands on screen is: heartbeats count, so that a quiet market does not look dead. */
export type Freshness = "live" | "delayed" | "stale";

const LIVE_MS_MAX = 2_000;
const DELAYED_MS_MAX = 3_000;

export function freshnessOf(ageMs: number): Freshness {
  if (ageMs < LIVE_MS_MAX) return "live";
  return ageMs <= DELAYED_MS_MAX ? "delayed" : "stale";
}

/** `live`, `delayed 3 s`, `stale 6 s`, `stale 4 min`. */
export function describeFreshness(ageMs: number): string {
  const freshness = freshnessOf(ageMs);
  if (freshness === "live") return "live";
  return `${freshness} ${describeLag(ageMs)}`;
}

/** `6 s`, `4 min`. */
export function describeLag(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`;
}

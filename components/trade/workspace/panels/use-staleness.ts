"use client";

import { marketStateOf } from "../../../live/market-state.ts";
import { useDataAge, useDeskState } from "../../../live/use-desk.tsx";

/** What stands over a panel of prices that are not of now; null while they are. Renders when the words change, not with each price. */
export function useStaleness(instrumentId: string): string | null {
  const ageMs = useDataAge();
  return useDeskState(({ prices, feed, connection }) => {
    const state = marketStateOf(instrumentId, prices[instrumentId] ?? null, feed, ageMs);
    if (!state.isGreyed) return null;
    const age = ageMs === null ? "" : ` ${(ageMs / 1_000).toFixed(1)} s`;
    if (state.kind !== "stale") return state.words;
    if (connection.state === "retrying") return `disconnected${age}`;
    return ageMs !== null && ageMs < 60_000 && state.words === describedAge(ageMs) ? `stale${age}` : state.words;
  });
}

const describedAge = (ageMs: number) => `stale ${Math.floor(ageMs / 1_000)} s`;

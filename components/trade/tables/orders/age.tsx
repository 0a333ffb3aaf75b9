"use client";

import { useDeskState } from "../../../live/use-desk.tsx";
import { formatRowTime } from "../../../ui/format-time.ts";

/** `12 s`, `3 min`, `2 h`, `4 d`: how long an order has worked, by the tape that its times are on. */
function ageWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  return seconds < 86_400 ? `${Math.floor(seconds / 3_600)} h` : `${Math.floor(seconds / 86_400)} d`;
}

/** How old an order is now, by the newest word of the feed. */
export function Age({ since }: { readonly since: number }) {
  const tapeAt = useDeskState((state) => state.feed?.tapeAt ?? null);
  return (
    <span className="text-fg-2" title={formatRowTime(since)}>
      {tapeAt === null ? "" : ageWords(tapeAt - since)}
    </span>
  );
}

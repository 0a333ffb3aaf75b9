"use client";

import { useDeskState, useNow } from "../live/use-desk.tsx";
import { UNKNOWN } from "../ui/format-decimal.ts";
import { formatClock, formatDay } from "../ui/format-time.ts";

/** Where the data and the journal stand, and what time it is. */
export function StatusFooter() {
  const feed = useDeskState((state) => state.status?.feed ?? null);
  const sequence = useDeskState((state) => state.snapshot?.sequence ?? null);
  const now = useNow(1_000);
  return (
    <footer className="flex h-[24px] shrink-0 items-center gap-4 overflow-hidden border-t border-line-subtle bg-panel px-3 text-[11px] whitespace-nowrap text-fg-3">
      <span>
        Feed <b className="font-medium text-fg-2">{feed === null ? UNKNOWN : `${feed.label} · ${feed.state}`}</b>
      </span>
      <span className="max-sm:hidden">
        Tape{" "}
        <b className="font-medium text-fg-2">
          {feed === null || feed.tapeAt === null ? UNKNOWN : `${formatDay(feed.tapeAt)} ${formatClock(feed.tapeAt)}`}
        </b>
      </span>
      <span>
        Journal{" "}
        <b className="font-medium text-fg-2" data-testid="sequence">
          {sequence ?? UNKNOWN}
        </b>
      </span>
      <span className="ml-auto">
        <b className="font-medium text-fg-2">{now === null ? "" : `${formatClock(now)} UTC`}</b>
        <span className="max-sm:hidden">{now === null ? "" : ` · ${formatDay(now)}`}</span>
      </span>
    </footer>
  );
}

"use client";

import { useOrderPace } from "../live/latency/use-order-pace.ts";
import { useFeedRate } from "../live/prices/use-feed-rate.ts";
import { useDeskState, useNow } from "../live/use-desk.tsx";
import { formatDecimal, UNKNOWN } from "../ui/format-decimal.ts";
import { formatClock, formatClockZone, formatDay } from "../ui/format-time.ts";
import { useWorkerPresence } from "./worker-silence.ts";

const RESYNCED_SHOWN_MS = 60_000;

/** How the desk runs, as this tab sees it, and what time it is. */
export function StatusFooter() {
  const now = useNow(1_000);
  return (
    <footer className="flex h-[24px] shrink-0 items-center gap-4 overflow-hidden border-t border-line-subtle bg-panel px-3 text-[11px] whitespace-nowrap text-fg-3 max-sm:hidden">
      <FeedPace />
      <OrderTrips />
      <EngineWords />
      <JournalPlace />
      <Resynced now={now} />
      <span className="ml-auto flex items-center gap-4">
        <TapeTime />
        <span className="text-right">
          <b className="font-medium text-fg-2">{now === null ? "" : formatClockZone(now)}</b>
          <span className="max-md:hidden">{now === null ? "" : ` · ${formatDay(now)}`}</span>
        </span>
      </span>
    </footer>
  );
}

const Strong = ({ children }: { readonly children: string }) => <b className="font-medium text-fg-2">{children}</b>;

function FeedPace() {
  const { eventsPerS, framesPerS } = useFeedRate();
  const label = useDeskState((state) => state.status?.feed.label ?? null);
  return (
    <span title={label ?? undefined}>
      Feed{" "}
      <Strong>{eventsPerS === null ? UNKNOWN : `${formatDecimal(String(Math.round(eventsPerS)), 0)} msg/s`}</Strong>
      {" → "}
      <Strong>{`${framesPerS} fps`}</Strong>
    </span>
  );
}

function OrderTrips() {
  const pace = useOrderPace();
  return (
    <span className="max-md:hidden" title={pace === null ? "No order sent from this browser yet" : undefined}>
      Order RTT p50 <Strong>{pace === null ? UNKNOWN : `${pace.p50} ms`}</Strong> p99{" "}
      <Strong>{pace === null ? UNKNOWN : `${pace.p99} ms`}</Strong>
    </span>
  );
}

const WORKER_WORDS = {
  starting: ["text-fg-2", "Worker starting"],
  running: ["text-fg-2", "Worker running"],
  silent: ["text-warn", "Worker restarting"],
  unreached: ["text-danger", "Not reached"],
  replaced: ["text-info", "Worker restarted"],
} as const;

function EngineWords() {
  const [tone, words] = WORKER_WORDS[useWorkerPresence().kind];
  return (
    <span>
      Engine{" "}
      <b className={`font-medium ${tone}`} data-testid="worker-state">
        {words}
      </b>
    </span>
  );
}

function JournalPlace() {
  const sequence = useDeskState((state) => state.snapshot?.sequence ?? null);
  return (
    <span className="max-lg:hidden" title="The newest commit of this portfolio that is on screen">
      Journal{" "}
      <b className="font-medium text-fg-2" data-testid="sequence">
        {sequence ?? UNKNOWN}
      </b>
    </span>
  );
}

function Resynced({ now }: { readonly now: number | null }) {
  const resyncedAt = useDeskState((state) => state.resyncedAt);
  if (resyncedAt === null || now === null || now - resyncedAt > RESYNCED_SHOWN_MS) return null;
  return <span className="text-info">resynced {formatClock(resyncedAt)}</span>;
}

/** Where a tape is whose time is not that of the wall. */
function TapeTime() {
  const feed = useDeskState((state) => state.feed);
  if (feed === null || feed.tapeAt === null || Math.abs(feed.receivedAt - feed.tapeAt) < 5_000) return null;
  return (
    <span className="max-lg:hidden">
      Tape <Strong>{`${formatDay(feed.tapeAt)} ${formatClock(feed.tapeAt)}`}</Strong>
    </span>
  );
}

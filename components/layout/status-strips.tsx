"use client";

import { RefreshCw, Snowflake, Unplug } from "lucide-react";
import { lazy, type ReactNode, Suspense } from "react";
import { useDesk, useDeskState, useFrozen, useNow, useSnapshot } from "../live/use-desk.tsx";
import { Button } from "../ui/button.tsx";
import { formatClockZone } from "../ui/format-time.ts";
import { useWorkerPresence } from "./worker-silence.ts";

const StoppedStrip = lazy(async () => ({ default: (await import("../stop/stopped-strip.tsx")).StoppedStrip }));

/** What stands in the way of trading, across the whole width while it lasts. */
export function StatusStrips() {
  return (
    <div role="status">
      <ConnectionStrip />
      <SnapshotStrip />
      <FrozenStrip />
      <HaltedStrip />
    </div>
  );
}

const TONES = {
  info: "border-b border-info/50 bg-panel text-info",
  warn: "border-b border-warn/50 bg-panel text-warn",
  danger: "bg-danger-solid text-on-solid",
} as const;

type StripProps = { readonly tone: keyof typeof TONES; readonly icon: ReactNode; readonly children: ReactNode };

function Strip({ tone, icon, children }: StripProps) {
  return (
    <div className={`flex min-h-[32px] items-center gap-2.5 px-3 py-1 text-[12px] font-medium ${TONES[tone]}`}>
      <span aria-hidden="true">{icon}</span>
      {children}
    </div>
  );
}

function ConnectionStrip() {
  const { state, retryAt } = useDeskState((desk) => desk.connection);
  const worker = useWorkerPresence();
  const now = useNow(500);
  if (state === "retrying" && retryAt !== null && now !== null) {
    const seconds = Math.max(0, Math.ceil((retryAt - now) / 1_000));
    return (
      <Strip tone="danger" icon={<Unplug size={14} />}>
        The connection to the desk is lost. Next try {seconds === 0 ? "now" : `in ${seconds} s`}. What is on screen
        stands still; working orders may fill meanwhile.
      </Strip>
    );
  }
  if (worker.kind === "replaced") {
    return (
      <Strip tone="info" icon={<RefreshCw size={14} />}>
        The worker was restarted at {formatClockZone(worker.at)}. All that was committed is here again.
      </Strip>
    );
  }
  if (worker.kind !== "silent") return null;
  return (
    <Strip tone="warn" icon={<RefreshCw size={14} />}>
      Worker restarting: prices stand still and no order is taken until it is back. Nothing committed is lost.
    </Strip>
  );
}

function SnapshotStrip() {
  const problem = useDeskState((state) => state.snapshotProblem);
  const { store } = useDesk();
  if (problem === null) return null;
  return (
    <Strip tone="warn" icon={<RefreshCw size={14} />}>
      The portfolio could not be read: {problem}
      <Button size="row" onClick={() => store.reload()}>
        Read it again
      </Button>
    </Strip>
  );
}

function FrozenStrip() {
  const reason = useFrozen();
  if (reason === null) return null;
  return (
    <Strip tone="warn" icon={<Snowflake size={14} />}>
      <span data-testid="frozen">{reason}</span>
    </Strip>
  );
}

function HaltedStrip() {
  const snapshot = useSnapshot();
  if (snapshot === null || snapshot.stops.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <StoppedStrip snapshot={snapshot} />
    </Suspense>
  );
}

"use client";

import { describeFreshness, freshnessOf } from "../live/freshness.ts";
import { useDataAge, useDeskState } from "../live/use-desk.tsx";
import type { PortfolioChoice } from "./desk-people.ts";
import { useWorkerPresence } from "./worker-silence.ts";

const CHIP =
  "inline-flex h-[24px] items-center gap-1.5 rounded-md border px-2 text-[11px] font-medium whitespace-nowrap";

const WORKER_LOOKS = {
  starting: ["border-line text-fg-2", "bg-flat", "Worker starting"],
  running: ["border-line text-fg-2", "bg-ok", "Worker running"],
  silent: ["border-warn text-warn", "bg-warn", "Worker restarting"],
  replaced: ["border-info text-info", "bg-info", "Worker restarted"],
} as const;

/** Whether the process that trades answers. */
export function WorkerChip() {
  const [tone, dot, words] = WORKER_LOOKS[useWorkerPresence().kind];
  return (
    <span className={`${CHIP} ${tone}`} data-testid="worker-state">
      <i aria-hidden="true" className={`size-[7px] rounded-full ${dot}`} />
      {words}
    </span>
  );
}

const LABELS = { synthetic: "SYNTHETIC", recorded: "RECORDED", live: "LIVE DATA" } as const;

/** Where the prices come from, and how old they are. */
export function FeedChip({ portfolio }: { readonly portfolio: PortfolioChoice }) {
  const feed = useDeskState((state) => state.status?.feed ?? null);
  const ageMs = useDataAge();
  const freshness = ageMs === null ? null : freshnessOf(ageMs);
  const tone =
    freshness === "stale"
      ? "border-danger text-danger"
      : freshness === "delayed"
        ? "border-warn text-warn"
        : "border-line text-fg-2";
  const state = feed === null || feed.state === "running" || freshness === "stale" ? null : feed.state;
  const age = ageMs === null ? "waiting" : describeFreshness(ageMs);
  return (
    <span
      className={`${CHIP} ${tone}`}
      title={state === "ended" ? `${feed?.label ?? ""} — tape ended: no orders` : feed?.label}
      data-testid="feed-label"
    >
      <strong className="font-semibold text-info">{LABELS[feed?.kind ?? portfolio.feedKind]}</strong>
      <span>{state === "ended" ? "ended: no orders" : (state ?? age)}</span>
    </span>
  );
}

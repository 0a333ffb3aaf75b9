"use client";

import { describeFreshness, freshnessOf } from "../../live/freshness.ts";
import { useOrderPace } from "../../live/latency/use-order-pace.ts";
import { useDataAge, useDeskState } from "../../live/use-desk.tsx";
import type { PortfolioChoice } from "../desk-people.ts";
import { useIsDeskLost, useWorkerPresence } from "../worker-silence.ts";

const CHIP =
  "inline-flex h-[24px] items-center gap-1.5 rounded-md border px-2 text-[11px] font-medium whitespace-nowrap";

const LABELS = { synthetic: "SYNTHETIC", recorded: "RECORDED", live: "LIVE DATA" } as const;

/** The venue that fills the orders, whether it can be reached, and how long it took to answer. */
export function VenueChip() {
  const { kind } = useWorkerPresence();
  const pace = useOrderPace();
  const isAway = kind === "silent" || kind === "unreached";
  const dot = isAway ? "bg-warn" : kind === "starting" ? "bg-flat" : "bg-ok";
  const words = isAway ? "not answering" : kind === "starting" ? "…" : pace === null ? null : `${pace.p50} ms`;
  return (
    <span
      className={`${CHIP} ${isAway ? "border-warn text-warn" : "border-line text-fg-2"}`}
      title={
        pace === null ? "Paper venue; no order sent from here yet" : `Paper venue; median of ${pace.orders} orders`
      }
      data-testid="venue"
    >
      <i aria-hidden="true" className={`size-[7px] rounded-full ${dot}`} />
      Paper
      {words === null ? null : <span className="min-w-[3ch] text-right">{words}</span>}
    </span>
  );
}

const TONES = {
  live: { border: "border-line text-fg-2", dot: "bg-ok" },
  delayed: { border: "border-warn text-warn", dot: "bg-warn" },
  stale: { border: "border-danger text-danger", dot: "bg-danger" },
} as const;

/** Where the prices come from, how long they were under way, and how old they are: as the panels have it. */
export function FeedChip({ portfolio }: { readonly portfolio: PortfolioChoice }) {
  const feed = useDeskState((state) => state.status?.feed ?? null);
  const latencyMs = useDeskState((state) => state.feedLatencyMs);
  const ageMs = useDataAge();
  const heard = ageMs === null ? null : freshnessOf(ageMs);
  const isDeskLost = useIsDeskLost();
  const isFeedLost = useDeskState(({ lost, feed: playing }) => lost.prices || playing?.state === "waiting");
  const freshness = isDeskLost ? "stale" : isFeedLost && heard === "live" ? "delayed" : heard;
  const { border, dot } = freshness === null ? { border: "border-line text-fg-2", dot: "bg-flat" } : TONES[freshness];
  const state = feed === null || feed.state === "running" || freshness === "stale" ? null : feed.state;
  const isLive = freshness === "live" && latencyMs !== null;
  const isSilent = (isDeskLost || isFeedLost) && heard === "live";
  const age =
    ageMs === null
      ? "waiting"
      : isLive
        ? `${Math.round(latencyMs)} ms`
        : isSilent
          ? "no answer"
          : describeFreshness(ageMs);
  return (
    <span
      className={`${CHIP} ${border}`}
      title={state === "ended" ? `${feed?.label ?? ""} — tape ended: no orders` : feed?.label}
      data-testid="feed-label"
    >
      <i aria-hidden="true" className={`size-[7px] rounded-full ${dot}`} />
      <strong className="font-semibold">{LABELS[feed?.kind ?? portfolio.feedKind]}</strong>
      <span className="min-w-[5ch] text-right">{state === "ended" ? "ended: no orders" : (state ?? age)}</span>
    </span>
  );
}

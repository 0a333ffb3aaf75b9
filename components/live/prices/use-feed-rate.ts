"use client";

import { useEffect, useState } from "react";
import { useDeskState } from "../use-desk.tsx";
import { framesPainted } from "./paint-loop.ts";

const EVERY_MS = 1_000;

export type FeedRate = {
  /** Market events that the desk took in, in the last second; null before it said so. */
  readonly eventsPerS: number | null;
  /** Frames in which this tab painted prices. */
  readonly framesPerS: number;
  /** From the desk to this tab, as far as their clocks agree; null before the feed was heard. */
  readonly latencyMs: number | null;
};

/** How much the feed brings and how much of it is painted: for the footer, renewed once a second. */
export function useFeedRate(): FeedRate {
  const eventsPerS = useDeskState((state) => state.feed?.eventsPerS ?? null);
  const latencyMs = useDeskState((state) => state.feedLatencyMs);
  const [framesPerS, setFramesPerS] = useState(0);
  useEffect(() => {
    let painted = framesPainted();
    const timer = setInterval(() => {
      setFramesPerS(framesPainted() - painted);
      painted = framesPainted();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return { eventsPerS, framesPerS, latencyMs };
}

"use client";

import { useEffect, useState } from "react";
import type { MarksFrame } from "../live/live-frame.ts";
import { useDesk, useSnapshot } from "../live/use-desk.tsx";
import { realisedOf, type Worth } from "./live-figures.ts";
import { type DayStart, portfolioClient } from "./portfolio-client.ts";
import { startOf } from "./ranges.ts";

const SAMPLE_MS = 1_000;
const SETTLE_MS = 400;
const DAY_EVERY_MS = 60_000;

/** Marks come ten times a second: curves and tables are drawn anew once. */
type Sampled = { readonly worth: Worth; readonly frame: MarksFrame };

/** What the portfolio is worth, once a second; null before the first mark. */
function useMarks(): Sampled | null {
  const { store } = useDesk();
  const [sampled, setSampled] = useState<Sampled | null>(null);
  useEffect(() => {
    const sample = () => {
      const { marks, feed, snapshot } = store.read();
      if (marks === null || snapshot === null || document.visibilityState === "hidden") return;
      const at = Math.max(marks.at, feed?.tapeAt ?? 0);
      const realised = realisedOf(snapshot);
      setSampled((was) =>
        was !== null && was.worth.at === at && was.frame === marks && was.worth.realised === realised
          ? was
          : { worth: { at, equity: marks.equity, unrealised: marks.unrealised, realised }, frame: marks },
      );
    };
    sample();
    const timer = setInterval(sample, SAMPLE_MS);
    return () => clearInterval(timer);
  }, [store]);
  return sampled;
}

type PresentWorth = {
  readonly worth: Worth | null;
  readonly marks: MarksFrame | null;
  readonly day: DayStart | null;
  /** Changes when money moved. */
  readonly moves: string;
};

/**
 * The present worth together with where the day began and what was paid in until now. After each commit the worth of before
 * stands until the desk said whether money moved: else a deposit would flash up as profit.
 */
export function useWorth(): PresentWorth {
  const { store } = useDesk();
  const sequence = useSnapshot()?.sequence ?? null;
  const sampled = useMarks();
  const now = sampled?.worth ?? null;
  const [known, setKnown] = useState<{ readonly sequence: number; readonly day: DayStart } | null>(null);
  const [kept, setKept] = useState<Worth | null>(null);
  useEffect(() => {
    if (sequence === null) return;
    let isGone = false;
    const ask = () => {
      const { marks: newest, feed } = store.read();
      const since = startOf("day", feed?.tapeAt ?? newest?.at ?? Date.now());
      portfolioClient.day(store.portfolioId, since).then(
        (day) => {
          if (!isGone) setKnown({ sequence, day });
        },
        () => undefined, // The strip above says that the desk is away.
      );
    };
    const first = setTimeout(ask, SETTLE_MS);
    const timer = setInterval(ask, DAY_EVERY_MS);
    return () => {
      isGone = true;
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [store, sequence]);
  const isSettled = known !== null && known.sequence === sequence;
  if (isSettled && now !== null && now !== kept) setKept(now);
  return {
    worth: isSettled ? now : kept,
    marks: sampled?.frame ?? null,
    day: known?.day ?? null,
    moves: known?.day.netFlowNow ?? "",
  };
}

"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { TIMEFRAMES, type Timeframe } from "../../server/domain/time/timeframe.ts";
import { useStored } from "../preferences/preferences.ts";
import { type ChartSettings, DEFAULT_SETTINGS, readSettings } from "./chart-settings.ts";

/** The chart whose timeframe stands in the address, so that a link shows the same. */
export const MAIN_SLOT = "main";

const PARAM = "tf";

function writeAddress(timeframe: Timeframe): void {
  const query = new URLSearchParams(window.location.search);
  query.set(PARAM, timeframe);
  window.history.replaceState(null, "", `${window.location.pathname}?${query}`);
}

/** What this place on the screen remembers, and how to change a part of it. */
export function useChartSettings(slot: string): [ChartSettings, (part: Partial<ChartSettings>) => void] {
  const [kept, keep] = useStored<unknown>(`chart.${slot}`, null);
  const inAddress = useSearchParams().get(PARAM);
  const linked = TIMEFRAMES.find((timeframe) => timeframe === inAddress) ?? null;
  const isMain = slot === MAIN_SLOT;
  const settings = useMemo(() => {
    const read = kept === null ? DEFAULT_SETTINGS : readSettings(kept);
    return isMain && linked !== null ? { ...read, timeframe: linked } : read;
  }, [kept, isMain, linked]);
  const change = useCallback(
    (part: Partial<ChartSettings>) => {
      keep({ ...settings, ...part });
      if (isMain && part.timeframe !== undefined) writeAddress(part.timeframe);
    },
    [settings, keep, isMain],
  );
  return [settings, change];
}

"use client";

import { useEffect, useMemo } from "react";
import { useDesk, useWatch } from "../live/use-desk.tsx";
import { notify } from "../notices/notify.ts";
import { loadCandlePage } from "./chart-client.ts";
import type { ChartSession } from "./view/chart-session.ts";

/** Draws another market's closes over the candles while there is one to compare with. */
export function useCompare(session: ChartSession | null, compareId: string | null): void {
  const { store } = useDesk();
  useWatch(useMemo(() => ({ top: compareId === null ? [] : [compareId], deep: [] }), [compareId]));
  useEffect(() => {
    if (session === null || compareId === null) return;
    let isGone = false;
    let remove: () => void = () => undefined;
    const begin = async () => {
      const { CompareLine } = await import("./view/compare-line.ts");
      if (isGone || session.isOver) return;
      const { timeframe } = session;
      const line = new CompareLine(session, {
        symbol: compareId,
        load: (before, limit) => loadCandlePage({ instrumentId: compareId, timeframe, before, limit }),
        onPrices: (listener) => store.onPrices(compareId, listener),
        onProblem: (detail) => notify({ kind: "warn", title: `${compareId} cannot be compared`, detail }),
      });
      remove = () => line.remove();
    };
    begin().catch(() => undefined);
    return () => {
      isGone = true;
      remove();
    };
  }, [session, compareId, store]);
}
